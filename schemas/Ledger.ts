/**
 * What has been seen of every board, day by day, and where the history of its postings is: the memory of the daily run.
 *
 * A day's ledger is yesterday's and today's boards folded together. It is small: the postings are in tables, one for each provider, which
 * a day on which nothing happened leaves as they are. Nothing is dropped but where an employer does not want to be read.
 */
import * as Schema from "effect/Schema"
import { Extraction } from "./Board.ts"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { Posting } from "./Posting.ts"
import { ProviderId } from "./Provider.ts"
import { DigestText } from "./SnapshotSet.ts"

const { title, departments, places, work_mode, employment_type, compensation, requisition } = Posting.fields

/**
 * The fields in which a change is a change. `published_at` is not one (vendors move it on every re-publication, 93 times on
 * one real board), nor are `url` (it moves with the employer's site, not with the job) and `language` (one vendor began to
 * state it for 508 postings at once). Lists are sorted: vendors' order is noise.
 */
export const PostingFacts = Schema.Struct({
  title,
  departments,
  places,
  work_mode,
  employment_type,
  compensation,
  requisition
}).annotate({ identifier: "PostingFacts" })
export interface PostingFacts extends Schema.Schema.Type<typeof PostingFacts> {}

/** `<system>/<board>`, the board in lower case: how posting identities begin. */
export const BoardKey = Schema.String.check(Schema.isPattern(/^[a-z]+\/[a-z0-9._-]+$/u)).annotate({ identifier: "BoardKey" })
export type BoardKey = typeof BoardKey.Type

export const BoardStatus = Schema.Literals(["observed", "collapsed", "emptied", "unavailable", "disabled", "moved", "removed", "withdrawn"])
export type BoardStatus = typeof BoardStatus.Type

export const TableReference = Schema.Struct({ digest: DigestText, rows: Count }).annotate({ identifier: "TableReference" })
export interface TableReference extends Schema.Schema.Type<typeof TableReference> {}

export const LedgerBoard = Schema.Struct({
  board: BoardKey,
  provider: ProviderId,
  /**
   * `collapsed`: it answers with so little of what it had that what is absent is not taken for gone. `emptied`: it answers, with nothing,
   * where it had postings. `moved`: its employer publishes elsewhere. `removed`: no provider of the registry names it any more.
   */
  status: BoardStatus,
  /** The first day of this status. */
  since: Day,
  first_observed: Schema.NullOr(Day),
  /** The last day an answer was taken in, whole or in part. */
  observed_on: Schema.NullOr(Day),
  /** The last day an answer was taken in whole. */
  complete_on: Schema.NullOr(Day),
  /** Postings served on `observed_on`. */
  served: Count,
  /** How many the last complete answers held, one a day, the oldest first; at most seven. */
  counts: Schema.Array(Count),
  /** How its postings were got on `observed_on`. */
  extraction: Schema.NullOr(Extraction),
  /** How its page of HTML was built on `observed_on`; absent where no page was read. */
  structure: Schema.optionalKey(DigestText),
  /** The table that has its postings, among others' maybe, and how many they are; `null` where there are none. */
  table: Schema.NullOr(TableReference)
}).annotate({ identifier: "LedgerBoard" })
export interface LedgerBoard extends Schema.Schema.Type<typeof LedgerBoard> {}

/** A board after today, and the postings on it that are served and cannot be read. */
export const ObservedBoard = Schema.Struct({ board: LedgerBoard, unreadable: Schema.Array(Schema.String) }).annotate({ identifier: "ObservedBoard" })
export interface ObservedBoard extends Schema.Schema.Type<typeof ObservedBoard> {}

export const Ledger = Schema.Struct({
  schema_version: Schema.Literal(2),
  as_of: Day,
  /** Sorted by board. */
  boards: Schema.Array(LedgerBoard)
}).annotate({ identifier: "Ledger" })
export interface Ledger extends Schema.Schema.Type<typeof Ledger> {}

/** What is kept of earlier days is not a ledger as this version knows one. */
export class HistoryUnreadable extends Schema.TaggedError<HistoryUnreadable>()("HistoryUnreadable", { digest: DigestText, reason: Schema.String }) {
  override get message() {
    return `The ledger ${this.digest} of an earlier run cannot be read: ${this.reason}. Find the run that published or imported it (graph runs) and use the version that wrote it, or move that run out of runs/`
  }
}

/** The ledger to fold onto is of a later day than the one to fold. */
export class HistoryAhead extends Schema.TaggedError<HistoryAhead>()("HistoryAhead", { as_of: Day, previous: Day }) {
  override get message() {
    return `The history already reaches ${this.previous}, which is after ${this.as_of}. Run with a later --as-of, or in a folder without that history`
  }
}
