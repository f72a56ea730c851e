/**
 * Every score taken apart: what counted, where it was seen, what was not stated, and what would change it most.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { Posting, PostingId } from "./Posting.ts"
import { Basis } from "./RankedJobs.ts"
import { Contribution, Exclusion, Missing, Score, Semantic } from "./Score.ts"
import { Family } from "./Scoring.ts"

/** A single change, and what it would do to the score: reckoned by the contract, with the family's bounds, everything else as it is. */
export const Change = Schema.Struct({
  /** `posting`: it would state what it does not. `profile`: the candidate would want or have something else. */
  of: Schema.Literals(["posting", "profile"]),
  family: Family,
  /** As in `missing` or in a contribution. */
  signal: Schema.NonEmptyString,
  /** One sentence for a person. */
  change: Schema.NonEmptyString,
  /** A field of the profile, and what it would hold as well; `null` for a change of the posting. */
  set: Schema.NullOr(Schema.Struct({ field: Schema.NonEmptyString, value: Schema.NonEmptyString })),
  /** The score after it, less the score before. */
  points: Schema.Int
}).annotate({ identifier: "Change" })
export interface Change extends Schema.Schema.Type<typeof Change> {}

/** A score taken apart before its age counts, and what would change it most. */
export const ExplainedScore = Schema.Struct({
  ...Score.fields,
  title: Posting.fields.title,
  published_at: Posting.fields.published_at,
  /** `null` where no single change would do anything. */
  would_change_most: Schema.NullOr(Change)
}).annotate({ identifier: "ExplainedScore" })
export interface ExplainedScore extends Schema.Schema.Type<typeof ExplainedScore> {}

export const ExplainedJob = Schema.Struct({
  id: PostingId,
  title: Schema.NonEmptyString,
  /** `null` when excluded, or shown with another. */
  rank: Schema.NullOr(Count),
  /** The posting of its cluster under which the ranked list names it; `null` where it stands for itself. */
  shown_with: Schema.NullOr(PostingId),
  score: Schema.Int,
  /** They add up to the score. Penalties are those below zero. */
  contributions: Schema.Array(Contribution),
  missing: Schema.Array(Missing),
  excluded: Schema.NullOr(Exclusion),
  semantic: Schema.NullOr(Semantic),
  would_change_most: ExplainedScore.fields.would_change_most
}).annotate({ identifier: "ExplainedJob" })
export interface ExplainedJob extends Schema.Schema.Type<typeof ExplainedJob> {}

export const Explanation = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  basis: Basis,
  /** The first thousand jobs in the order of the ranking, each followed by those shown with it, then as many of the excluded by identity. */
  jobs: Schema.Array(ExplainedJob)
}).annotate({ identifier: "Explanation" })
export interface Explanation extends Schema.Schema.Type<typeof Explanation> {}
