/**
 * What a candidate said of postings: saved, applied, dismissed, a note; and the journal it is said in.
 *
 * The journal only grows. Each entry names the one before by its digest, and its own `id` is the digest of the rest of it, so
 * a changed, missing or inserted entry shows.
 */
import * as Schema from "effect/Schema"
import { PostingId } from "./Posting.ts"
import { CandidateId } from "./Profile.ts"
import { DigestText } from "./SnapshotSet.ts"

export const Mark = Schema.Literals(["saved", "applied", "dismissed"])
export type Mark = typeof Mark.Type

/** `note` leaves the mark as it is; `clear` takes back mark and note. */
export const Said = Schema.Literals([...Mark.literals, "note", "clear"])
export type Said = typeof Said.Type

/** One line, without control characters. */
export const Note = Schema.String.check(Schema.isPattern(/^[^\p{Cc}\u2028\u2029]{1,2000}$/u)).annotate({ identifier: "Note" })

const said = {
  schema_version: Schema.Literal(1),
  candidate: CandidateId,
  posting: PostingId,
  said: Said,
  /** `null`: an earlier note stays, unless all is cleared. */
  note: Schema.NullOr(Note),
  /** ISO 8601 in UTC. */
  at: Schema.String.check(Schema.isPattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/u)),
  /** An entry further up, as a rule the last; `null` for the first. */
  previous: Schema.NullOr(DigestText)
}

export const MarkEntry = Schema.Struct({ ...said, id: DigestText }).annotate({ identifier: "MarkEntry" })
export interface MarkEntry extends Schema.Schema.Type<typeof MarkEntry> {}

export const MarkedPosting = Schema.Struct({
  posting: PostingId,
  mark: Schema.NullOr(Mark),
  note: Schema.NullOr(Note),
  /** When it was last said. */
  at: said.at
}).annotate({ identifier: "MarkedPosting" })
export interface MarkedPosting extends Schema.Schema.Type<typeof MarkedPosting> {}

/** The journal folded: what holds now, sorted by posting. A posting with neither mark nor note is not there. */
export const Marks = Schema.Struct({ schema_version: Schema.Literal(1), candidate: CandidateId, postings: Schema.Array(MarkedPosting) }).annotate({
  identifier: "Marks"
})
export interface Marks extends Schema.Schema.Type<typeof Marks> {}
