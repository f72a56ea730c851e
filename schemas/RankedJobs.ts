/**
 * Today's postings in the order in which they fit a candidate.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { Posting, PostingBrief, PostingId } from "./Posting.ts"
import { CandidateId } from "./Profile.ts"
import { ProviderId } from "./Provider.ts"
import { Exclusion } from "./Score.ts"
import { DigestText } from "./SnapshotSet.ts"
import { TitleUnderstanding } from "./TitleUnderstanding.ts"

/** Which profile and which contract gave the scores. */
export const Basis = Schema.Struct({
  candidate: CandidateId,
  profile: DigestText,
  scoring: DigestText,
  scoring_revision: Schema.NonEmptyString
}).annotate({ identifier: "Basis" })
export interface Basis extends Schema.Schema.Type<typeof Basis> {}

/** A posting of a job that is shown under another of its postings. */
export const AlsoOpen = Schema.Struct({ id: PostingId, score: Schema.Int, url: PostingBrief.fields.url, places: PostingBrief.fields.places }).annotate({
  identifier: "AlsoOpen"
})
export interface AlsoOpen extends Schema.Schema.Type<typeof AlsoOpen> {}

/** What a reader asks first, in words. */
export const Highlights = Schema.Struct({
  /** As the board gives it, else as its text states it; `null` where neither does. */
  pay: Schema.NullOr(Schema.NonEmptyString),
  family: TitleUnderstanding.fields.family,
  level: TitleUnderstanding.fields.seniority,
  /** What counts most for it, at most three. */
  reasons: Schema.Array(Schema.NonEmptyString),
  /** What it does not state and would have counted. */
  unstated: Schema.Array(Schema.NonEmptyString)
}).annotate({ identifier: "Highlights" })
export interface Highlights extends Schema.Schema.Type<typeof Highlights> {}

/** A posting as far as a list needs it, with its score before its age counts: of one board, for one candidate. */
export const ScoredPosting = Schema.Struct({
  ...PostingBrief.fields,
  published_at: Posting.fields.published_at,
  ...Highlights.fields,
  likeness: Schema.NullOr(Count),
  /** Without freshness, so that a new day re-scores nothing. */
  score: Schema.Int,
  /** What each family adds to it, in the order of `Score.families`. */
  points: Schema.Array(Schema.Int),
  excluded: Schema.NullOr(Exclusion)
}).annotate({ identifier: "ScoredPosting" })
export interface ScoredPosting extends Schema.Schema.Type<typeof ScoredPosting> {}

export const RankedJob = Schema.Struct({
  rank: Count,
  score: Schema.Int,
  ...PostingBrief.fields,
  ...Highlights.fields,
  /** From 0 to 1000; `null` where the contract has it off. */
  likeness: Schema.NullOr(Count),
  /** Other postings of the same job, in the order in which they would rank. */
  also: Schema.Array(AlsoOpen)
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
  /** Together all postings; `also` are those shown under another of the same job. */
  counts: Schema.Struct({ ranked: Count, also: Count, excluded: Count }),
  /** By score, the highest first; ties by identity. Of postings of one job the first. At most ten thousand. */
  jobs: Schema.Array(RankedJob),
  /** The jobs after those, in their order; absent where there are none. */
  rest: Schema.optionalKey(Schema.Array(Schema.Struct({ id: PostingId, score: Schema.Int }))),
  /** What a deal-breaker took out, sorted by identity; at most ten thousand. */
  excluded: Schema.Array(ExcludedJob)
}).annotate({ identifier: "RankedJobs" })
export interface RankedJobs extends Schema.Schema.Type<typeof RankedJobs> {}
