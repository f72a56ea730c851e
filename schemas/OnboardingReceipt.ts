/**
 * What was found when a provider was added, and who reviewed it: `config/receipts/<provider>.json`.
 *
 * Which ways of reading the employer were considered and why the better ones were not taken, what robots.txt and the policies say, what the
 * board gave. A live request leaves only for a provider whose receipt is whole, is about the board the registry names, and was approved by a
 * person.
 */
import * as Schema from "effect/Schema"
import { Extraction } from "./Board.ts"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { EarlierBoard, ProviderId, System } from "./Provider.ts"
import { DigestText } from "./SnapshotSet.ts"

/** One way of reading an employer, from the best to the last: an official API before a vendor's, then JSON-LD, a feed, HTML. */
export const SourceLevel = Schema.Struct({
  extraction: Extraction,
  verdict: Schema.Literals(["chosen", "rejected"]),
  /** What would have been asked; `null` where nothing of the kind is known for this employer. */
  url: Schema.NullOr(Schema.String),
  system: Schema.NullOr(System),
  /** One sentence: what it gave, or why it was not taken. */
  reason: Schema.NonEmptyString
}).annotate({ identifier: "SourceLevel" })
export interface SourceLevel extends Schema.Schema.Type<typeof SourceLevel> {}

/** What one host of the chosen source says to robots, and what was decided about it. */
export const HostFinding = Schema.Struct({
  host: Schema.NonEmptyString,
  robots: Schema.NullOr(Schema.Struct({ status: Schema.Int, digest: DigestText, allows: Schema.Boolean, because: Schema.NonEmptyString })),
  /** `null` where no policy speaks about the host. */
  policy: Schema.NullOr(Schema.Struct({ decision: Schema.Literals(["allow", "refuse"]), digest: DigestText, author: Schema.NonEmptyString, date: Day }))
}).annotate({ identifier: "HostFinding" })
export interface HostFinding extends Schema.Schema.Type<typeof HostFinding> {}

export const Review = Schema.Struct({ by: Schema.NonEmptyString, on: Day, note: Schema.NullOr(Schema.NonEmptyString) }).annotate({ identifier: "Review" })
export interface Review extends Schema.Schema.Type<typeof Review> {}

const fields = {
  schema_version: Schema.Literal(1),
  provider: Schema.Struct({ id: ProviderId, name: Schema.NonEmptyString, system: EarlierBoard.fields.system, board: EarlierBoard.fields.board, url: EarlierBoard.fields.url }),
  /** The URL that was given. */
  given: Schema.NonEmptyString,
  /** The day it was added, and whether the evidence was recorded before or asked for then. */
  on: Day,
  evidence: Schema.Literals(["snapshot", "live"]),
  /** All five levels, the best first; exactly one is chosen. */
  levels: Schema.Array(SourceLevel),
  hosts: Schema.Array(HostFinding),
  reading: Schema.Struct({
    extraction: Extraction,
    rows: Count,
    postings: Count,
    withheld: Count,
    /** `null` for a whole board. */
    partial: Schema.NullOr(Schema.NonEmptyString),
    drift: Schema.Array(Schema.String),
    /** Digests of the answers it was read from, in order. */
    bodies: Schema.Array(DigestText)
  }),
  /** `null` until a person approved it. */
  review: Schema.NullOr(Review)
}

const Body = Schema.Struct(fields)
export interface Body extends Schema.Schema.Type<typeof Body> {}

export const OnboardingReceipt = Schema.Struct({
  ...fields,
  /** Digest of the canonical form of all the rest: an edit shows. */
  seal: DigestText
}).annotate({ identifier: "OnboardingReceipt" })
export interface OnboardingReceipt extends Schema.Schema.Type<typeof OnboardingReceipt> {}
