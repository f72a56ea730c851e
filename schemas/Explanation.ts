/**
 * Every score taken apart: what counted, where it was seen, what was not stated.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { PostingId } from "./Posting.ts"
import { Basis } from "./RankedJobs.ts"
import { Contribution, Exclusion, Missing } from "./Score.ts"

export const ExplainedJob = Schema.Struct({
  id: PostingId,
  title: Schema.NonEmptyString,
  /** `null` when excluded. */
  rank: Schema.NullOr(Count),
  score: Schema.Int,
  contributions: Schema.Array(Contribution),
  missing: Schema.Array(Missing),
  excluded: Schema.NullOr(Exclusion)
}).annotate({ identifier: "ExplainedJob" })
export interface ExplainedJob extends Schema.Schema.Type<typeof ExplainedJob> {}

export const Explanation = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  basis: Basis,
  /** In the order of the ranking, then the excluded by identity. */
  jobs: Schema.Array(ExplainedJob)
}).annotate({ identifier: "Explanation" })
export interface Explanation extends Schema.Schema.Type<typeof Explanation> {}
