/**
 * A run in figures and one sentence.
 */
import * as Schema from "effect/Schema"
import { Availability } from "./Availability.ts"
import { ChangeCounts } from "./Changes.ts"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { NodeCounts, Outcome } from "./Ending.ts"
import { CandidateId } from "./Profile.ts"
import { RankedJob } from "./RankedJobs.ts"
import { DigestText } from "./SnapshotSet.ts"

export const RunSummary = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  /** Digest of config/providers.json in canonical form; `null` where it does not hold, absent in early runs. */
  registry_hash: Schema.optionalKey(Schema.NullOr(DigestText)),
  status: Outcome,
  failed_stage: Schema.NullOr(Schema.NonEmptyString),
  /** One sentence for a person. */
  headline: Schema.NonEmptyString,
  providers: Availability.fields.counts,
  postings: Schema.NullOr(Count),
  changes: Schema.NullOr(Schema.Struct({ baseline: Schema.NullOr(Day), ...ChangeCounts.fields, provider_events: Count })),
  matches: Schema.NullOr(
    Schema.Struct({
      candidate: CandidateId,
      ranked: Count,
      excluded: Count,
      /** The best ten at most. */
      top: Schema.Array(RankedJob)
    })
  ),
  nodes: NodeCounts
}).annotate({ identifier: "RunSummary" })
export interface RunSummary extends Schema.Schema.Type<typeof RunSummary> {}
