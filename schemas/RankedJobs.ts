/**
 * Today's postings in the order in which they fit a candidate.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { PostingBrief, PostingId } from "./Posting.ts"
import { CandidateId } from "./Profile.ts"
import { ProviderId } from "./Provider.ts"
import { Exclusion } from "./Score.ts"
import { DigestText } from "./SnapshotSet.ts"

/** Which profile and which contract gave the scores. */
export const Basis = Schema.Struct({
  candidate: CandidateId,
  profile: DigestText,
  scoring: DigestText,
  scoring_revision: Schema.NonEmptyString
}).annotate({ identifier: "Basis" })
export interface Basis extends Schema.Schema.Type<typeof Basis> {}

export const RankedJob = Schema.Struct({
  rank: Count,
  score: Schema.Int,
  ...PostingBrief.fields
}).annotate({ identifier: "RankedJob" })
export interface RankedJob extends Schema.Schema.Type<typeof RankedJob> {}

export const ExcludedJob = Schema.Struct({ id: PostingId, title: Schema.NonEmptyString, provider: ProviderId, excluded: Exclusion }).annotate({
  identifier: "ExcludedJob"
})
export interface ExcludedJob extends Schema.Schema.Type<typeof ExcludedJob> {}

export const RankedJobs = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  basis: Basis,
  counts: Schema.Struct({ ranked: Count, excluded: Count }),
  /** By score, the highest first; ties by identity. */
  jobs: Schema.Array(RankedJob),
  /** What a deal-breaker took out, sorted by identity. */
  excluded: Schema.Array(ExcludedJob)
}).annotate({ identifier: "RankedJobs" })
export interface RankedJobs extends Schema.Schema.Type<typeof RankedJobs> {}
