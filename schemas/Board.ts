/**
 * What was asked of a board, what it answered, and what was read out of the answer.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { AnswerReason, RefusalReason, UnreachableReason } from "./Egress.ts"
import { FullPosting, PostingId } from "./Posting.ts"
import { ProviderId, System } from "./Provider.ts"
import { DigestText } from "./SnapshotSet.ts"

/** One question to a board. */
export const Request = Schema.Struct({
  url: Schema.NonEmptyString,
  method: Schema.Literals(["GET", "POST"]),
  /** What is POSTed, as JSON. */
  body: Schema.optionalKey(Schema.String)
}).annotate({ identifier: "Request" })
export interface Request extends Schema.Schema.Type<typeof Request> {}

const page = {
  url: Schema.NonEmptyString,
  /** What was POSTed for it; absent for a GET. */
  sent: Schema.optionalKey(Schema.String),
  status: Schema.Int
}

/** One page of a board's answer: the body as text, exactly as served. */
export const Page = Schema.Struct({ ...page, body: Schema.String.annotate({ rawText: true }) }).annotate({ identifier: "Page" })
export interface Page extends Schema.Schema.Type<typeof Page> {}

/** Every way in which nothing is fetched. */
export const FetchReason = Schema.Literals([...RefusalReason.literals, ...UnreachableReason.literals, ...AnswerReason.literals, "rate_limited", "server_error"])
export type FetchReason = typeof FetchReason.Type

/** An answer of an earlier day that stands in for one that could not be had. It is shown, and says nothing of today. */
export const Stale = Schema.Struct({ recorded_on: Day, reason: FetchReason, detail: Schema.NonEmptyString }).annotate({ identifier: "Stale" })
export interface Stale extends Schema.Schema.Type<typeof Stale> {}

/** Every page of one board, in the order asked. Times and volatile headers stay out, so an equal answer has equal bytes. */
export interface BoardAnswer<out P extends Page = Page> {
  readonly provider: ProviderId
  readonly pages: ReadonlyArray<P>
  readonly stale?: Stale
}

/** What is said of a board's answer before its bodies, which follow one another. */
export const AnswerHead = Schema.Struct({
  provider: ProviderId,
  pages: Schema.Array(Schema.Struct({ ...page, bytes: Count })),
  stale: Schema.optionalKey(Stale)
}).annotate({ identifier: "AnswerHead" })
export interface AnswerHead extends Schema.Schema.Type<typeof AnswerHead> {}

/** How postings are got out of an answer, the best first: what others may rely on, and how soon it breaks. */
export const Extraction = Schema.Literals(["api", "ats_api", "json_ld", "feed", "html"])
export type Extraction = typeof Extraction.Type

/** A row of the answer that did not become a posting, and why. */
export const Withheld = Schema.Struct({
  /** The vendor's id where the row has one, else its position as `row 12`. */
  row: Schema.NonEmptyString,
  reason: Schema.Literals(["unlisted", "duplicate_row", "unusable"]),
  detail: Schema.String
}).annotate({ identifier: "Withheld" })
export interface Withheld extends Schema.Schema.Type<typeof Withheld> {}

const reading = {
  provider: ProviderId,
  system: System,
  /** Rows in the answer. */
  rows: Schema.Int,
  withheld: Schema.Array(Withheld),
  /** Keys and enumeration values the adapter does not know, as `jobs[].newKey` or `workplaceType=Moon`, sorted. */
  drift: Schema.Array(Schema.String),
  extraction: Extraction,
  /** Why this is not the whole board: then what is absent says nothing. `null` for a complete answer. */
  partial: Schema.NullOr(Schema.NonEmptyString),
  /** Digest of how the page is built, whatever it says; only where a page of HTML was read. */
  structure: Schema.NullOr(DigestText),
  stale: Schema.optionalKey(Stale)
}

/** A board read: rows = postings + withheld, always. Postings are sorted by identity. */
export const BoardReading = Schema.Struct({ ...reading, postings: Schema.Array(FullPosting) }).annotate({ identifier: "BoardReading" })
export interface BoardReading extends Schema.Schema.Type<typeof BoardReading> {}

/** A board read, without what its postings say: which there are, sorted. */
export const BoardOutline = Schema.Struct({ ...reading, postings: Schema.Array(PostingId) }).annotate({ identifier: "BoardOutline" })
export interface BoardOutline extends Schema.Schema.Type<typeof BoardOutline> {}

/** The answer is not what the vendor documents. Never taken for an empty board. */
export class Malformed extends Schema.TaggedError<Malformed>()("Malformed", {
  provider: ProviderId,
  url: Schema.String,
  /** Where in the answer, as a JSON pointer; empty for the whole body. */
  at: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.provider}: the answer of ${this.url} is malformed${this.at === "" ? "" : ` at ${this.at}`}: ${this.reason}. `
      + `Compare the recorded body with the vendor's format; the other boards are not affected`
  }
}

/** The answer counts itself, and holds another number of rows. */
export class CountMismatch extends Schema.TaggedError<CountMismatch>()("CountMismatch", {
  provider: ProviderId,
  url: Schema.String,
  /** Where the answer states its count, as a JSON pointer. */
  at: Schema.String,
  stated: Schema.Finite,
  found: Schema.Int
}) {
  override get message() {
    return `${this.provider}: ${this.url} says at ${this.at} that it has ${this.stated} rows and holds ${this.found}: it was cut or changed while it was read. `
      + `Nothing was read; run again`
  }
}

/** An answer without rows, from a system that answers so for boards it does not know or no longer serves. */
export class EmptyBoard extends Schema.TaggedError<EmptyBoard>()("EmptyBoard", { provider: ProviderId, url: Schema.String }) {
  override get message() {
    return `${this.provider}: ${this.url} lists nothing, which is also how it answers for a board that does not exist. `
      + `No posting was closed. Check \`system\` and \`board\` in config/providers.json: the employer may have moved`
  }
}

/** The system does not know the board, or no longer. */
export class BoardNotFound extends Schema.TaggedError<BoardNotFound>()("BoardNotFound", {
  provider: ProviderId,
  url: Schema.String,
  status: Schema.Int
}) {
  override get message() {
    return `${this.provider}: ${this.url} answered ${this.status}: no such board. Check \`system\` and \`board\` in config/providers.json: the employer may have moved`
  }
}

/** The host asks to be left alone, and was asked often enough today. */
export class RateLimited extends Schema.TaggedError<RateLimited>()("RateLimited", { provider: ProviderId, url: Schema.String }) {
  readonly retryable = true
  override get message() {
    return `${this.provider}: ${this.url} answered 429: the host wants to be asked less often. Run again later, or raise spacing_seconds for it in config/policies.json`
  }
}

/** The system answered, but not with a board. */
export class UnexpectedStatus extends Schema.TaggedError<UnexpectedStatus>()("UnexpectedStatus", {
  provider: ProviderId,
  url: Schema.String,
  status: Schema.Int
}) {
  override get message() {
    return `${this.provider}: ${this.url} answered ${this.status}. Nothing was read; try again later`
  }
}

/** No answer is recorded for a URL the run asks for. */
export class NotRecorded extends Schema.TaggedError<NotRecorded>()("NotRecorded", {
  provider: ProviderId,
  url: Schema.String
}) {
  override get message() {
    return `${this.provider}: the snapshot set holds no answer for ${this.url}. Add one: graph snapshot add ${this.provider} FILE --to DIR`
  }
}

/** A recorded answer whose bytes are gone or changed. */
export class DamagedRecording extends Schema.TaggedError<DamagedRecording>()("DamagedRecording", {
  provider: ProviderId,
  url: Schema.String,
  body: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.provider}: the recorded body ${this.body} of ${this.url} is damaged: ${this.reason}. Capture it again: graph snapshot add ${this.provider} FILE --to DIR`
  }
}

/** Providers are enabled and not one board could be read: there is nothing to publish. */
export class NoBoardRead extends Schema.TaggedError<NoBoardRead>()("NoBoardRead", { boards: Schema.Int }) {
  override get message() {
    return `None of the ${this.boards} boards could be read, so there is nothing to publish. provider_availability says why each failed`
  }
}
