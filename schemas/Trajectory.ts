/**
 * How a candidate's ranking went, day by day, and the scores of the postings at its top.
 *
 * Bounded: the last 180 days that were ranked, and of postings those in the first fifty, or that were until thirty days ago.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { PostingBrief } from "./Posting.ts"
import { CandidateId } from "./Profile.ts"
import { Basis } from "./RankedJobs.ts"

export const RankedDay = Schema.Struct({
  day: Day,
  ranked: Count,
  excluded: Count,
  /** `null` where nothing is ranked. */
  best: Schema.NullOr(Schema.Int),
  /** Of the first ten; of an even number the lower of the two in the middle. */
  median: Schema.NullOr(Schema.Int),
  /** Jobs with a score of at least `line`. */
  over_line: Count,
  /** Jobs in the first twenty of which no posting was there on the day before in this list; `null` on the first day. Of a day ranked again, those of the first time. */
  newcomers: Schema.NullOr(Count),
  /** The profile or the scoring is not that of the day before: what moved may have moved by that alone. */
  rebased: Schema.Boolean
}).annotate({ identifier: "RankedDay" })
export interface RankedDay extends Schema.Schema.Type<typeof RankedDay> {}

export const ScorePoint = Schema.Struct({ day: Day, score: Schema.Int }).annotate({ identifier: "ScorePoint" })
export interface ScorePoint extends Schema.Schema.Type<typeof ScorePoint> {}

export const FollowedPosting = Schema.Struct({
  id: PostingBrief.fields.id,
  provider: PostingBrief.fields.provider,
  title: PostingBrief.fields.title,
  /** Its place on the last day; `null` once it left the first fifty. */
  rank: Schema.NullOr(Count),
  /** The day it left the first fifty; `null` while in it. */
  left_on: Schema.NullOr(Day),
  /** The score on the first day and on each day it changed while in the first fifty, the oldest first; at most the latest sixty. */
  points: Schema.Array(ScorePoint).check(Schema.isMinLength(1))
}).annotate({ identifier: "FollowedPosting" })
export interface FollowedPosting extends Schema.Schema.Type<typeof FollowedPosting> {}

export const Trajectory = Schema.Struct({
  schema_version: Schema.Literal(1),
  candidate: CandidateId,
  as_of: Day,
  /** Of the last day. */
  basis: Basis,
  line: Schema.Int,
  /** The oldest first. */
  days: Schema.Array(RankedDay),
  /** Sorted by identity. */
  postings: Schema.Array(FollowedPosting)
}).annotate({ identifier: "Trajectory" })
export interface Trajectory extends Schema.Schema.Type<typeof Trajectory> {}
