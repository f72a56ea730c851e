/**
 * What a candidate is told of a run: each change of a posting or board that a rule wants, once, with why; and what was not told, counted by
 * reason. The receipt of a run that tells nothing is the same document with an empty list.
 *
 * Carries the memory that the next run goes on from.
 */
import * as Schema from "effect/Schema"
import { BoardKind, PostingKind, RuleId } from "./AlertRules.ts"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { BoardKey } from "./Ledger.ts"
import { Mark } from "./Marks.ts"
import { PostingBrief, PostingId } from "./Posting.ts"
import { CandidateId } from "./Profile.ts"
import { ProviderId } from "./Provider.ts"
import { AlsoOpen } from "./RankedJobs.ts"
import { DigestText } from "./SnapshotSet.ts"

const told = {
  /** Of candidate, posting or board, and change: the same however often and on whatever day it is seen. */
  id: DigestText,
  /** Those that want it, sorted. */
  rules: Schema.Array(RuleId).check(Schema.isMinLength(1))
}

export const PostingAlert = Schema.Struct({
  about: Schema.Literal("posting"),
  ...told,
  change: Schema.Struct({
    kind: PostingKind,
    /** In words; `null` where there was nothing, or nothing is stated. `missing`, `closed`: the day it was last served. `reopened`: the day it was closed. */
    from: Schema.NullOr(Schema.NonEmptyString),
    to: Schema.NullOr(Schema.NonEmptyString)
  }),
  posting: PostingBrief,
  /** The candidate's own of the posting. */
  mark: Schema.NullOr(Mark),
  /** Today's; of a posting that is gone the last; `null` where it has none. */
  score: Schema.NullOr(Schema.Int),
  rank: Schema.NullOr(Count),
  pay: Schema.NullOr(Schema.NonEmptyString),
  /** What counts most for its job, at most three. */
  reasons: Schema.Array(Schema.NonEmptyString),
  /** Other postings of the job with the same change. */
  also: Schema.Array(Schema.Struct({ id: PostingId, url: AlsoOpen.fields.url, places: AlsoOpen.fields.places }))
}).annotate({ identifier: "PostingAlert" })
export interface PostingAlert extends Schema.Schema.Type<typeof PostingAlert> {}

export const BoardAlert = Schema.Struct({
  about: Schema.Literal("board"),
  ...told,
  change: Schema.Struct({ kind: BoardKind }),
  provider: ProviderId,
  board: BoardKey,
  /** One sentence for a person. */
  detail: Schema.NonEmptyString
}).annotate({ identifier: "BoardAlert" })
export interface BoardAlert extends Schema.Schema.Type<typeof BoardAlert> {}

export const Alert = Schema.Union([PostingAlert, BoardAlert]).annotate({ identifier: "Alert" })
export type Alert = typeof Alert.Type

/** Every change that was looked at is in one of the others. */
export const AlertCounts = Schema.Struct({
  considered: Count,
  /** Told, those told under another posting of the job included. */
  alerted: Count,
  /** No rule wants it. */
  unwanted: Count,
  /** The posting, or with no mark of its own another of its job, was dismissed. */
  dismissed: Count,
  /** A deal-breaker takes it out, and it is not marked. */
  excluded: Count,
  /** New or risen, and applied for already. */
  applied: Count,
  /** The score moved because the profile or the contract did. */
  rescored: Count,
  /** Told before. */
  told: Count
}).annotate({ identifier: "AlertCounts" })
export interface AlertCounts extends Schema.Schema.Type<typeof AlertCounts> {}

export const ToldOnce = Schema.Struct({
  id: DigestText,
  about: Schema.Union([PostingId, BoardKey]),
  on: Day,
  /** The first day of those on which the posting is not served, or the day of a board's event; `null` while it is served. */
  gone: Schema.NullOr(Day)
}).annotate({ identifier: "ToldOnce" })
export interface ToldOnce extends Schema.Schema.Type<typeof ToldOnce> {}

export const AlertOfDay = Schema.Struct({ on: Day, alert: Alert }).annotate({ identifier: "AlertOfDay" })
export interface AlertOfDay extends Schema.Schema.Type<typeof AlertOfDay> {}

/** What is known of earlier days. */
export const AlertMemory = Schema.Struct({
  /** What need not be told again, sorted by id; a posting's as long as it is served and 60 days longer. */
  told: Schema.Array(ToldOnce),
  /** What was told on this day and the 14 before, the oldest first, without what was dismissed since. */
  recent: Schema.Array(AlertOfDay),
  /** The day of the last weekly digest, or on which the memory begins. */
  weekly: Day
}).annotate({ identifier: "AlertMemory" })
export interface AlertMemory extends Schema.Schema.Type<typeof AlertMemory> {}

export const Alerts = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  candidate: CandidateId,
  /** The day whose changes these are compared with; `null` on a first run. */
  baseline: Schema.NullOr(Day),
  /** The day of the alerts that were gone on from; `null` where nothing was remembered. */
  remembered: Schema.NullOr(Day),
  counts: AlertCounts,
  /** Postings by score, the highest first, then boards; ties by identity. */
  alerts: Schema.Array(Alert),
  /** `null` where no weekly digest is due; it tells of what was alerted after the day, or of all that is remembered. */
  week: Schema.NullOr(Schema.Struct({ after: Schema.NullOr(Day) })),
  memory: AlertMemory
}).annotate({ identifier: "Alerts" })
export interface Alerts extends Schema.Schema.Type<typeof Alerts> {}
