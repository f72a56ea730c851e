/**
 * How a run ended, and what of its work can be told: what every report of a run is made from.
 *
 * Says what was computed, never whether it was reused or how long it took, so that equal runs report equally.
 */
import * as Schema from "effect/Schema"
import { Changes } from "./Changes.ts"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { Availability } from "./Availability.ts"
import { RankedJobs } from "./RankedJobs.ts"

/**
 * `refused`: another run holds the lease. `misconfigured`: nothing ran, the configuration does not hold. `crashed`: found
 * by a later run.
 */
export const Outcome = Schema.Literals(["succeeded", "degraded", "failed", "refused", "misconfigured", "interrupted", "crashed"])
export type Outcome = typeof Outcome.Type

/** A failed node, or what went wrong outside every node: then `node` and `stage` are one reserved name. */
export const RunFailure = Schema.Struct({
  node: Schema.NonEmptyString,
  stage: Schema.NonEmptyString,
  partition: Schema.NullOr(Schema.String),
  error: Schema.Struct({
    _tag: Schema.NonEmptyString,
    /** A sentence that ends with the next thing to try. Never holds an advertisement's text. */
    message: Schema.String,
    retryable: Schema.Boolean
  })
}).annotate({ identifier: "RunFailure" })
export interface RunFailure extends Schema.Schema.Type<typeof RunFailure> {}

export const NodeCounts = Schema.Struct({ total: Count, ok: Count, failed: Count, skipped: Count }).annotate({ identifier: "NodeCounts" })
export interface NodeCounts extends Schema.Schema.Type<typeof NodeCounts> {}

/** What the run's own artifacts say; `null` where there is none. */
export const Found = Schema.Struct({
  availability: Availability,
  postings: Schema.NullOr(Count),
  changes: Schema.NullOr(Changes),
  ranked: Schema.NullOr(RankedJobs)
}).annotate({ identifier: "Found" })
export interface Found extends Schema.Schema.Type<typeof Found> {}

export const Ending = Schema.Struct({
  outcome: Outcome,
  as_of: Day,
  /** The stage that explains the outcome, or a reserved name. `null` only when the run succeeded. */
  failed_stage: Schema.NullOr(Schema.NonEmptyString),
  /** In the order of the graph. */
  failures: Schema.Array(RunFailure),
  nodes: NodeCounts,
  found: Found
}).check(
  Schema.makeFilter(({ failed_stage, outcome }) =>
    (outcome === "succeeded") === (failed_stage === null) || `failed_stage must say why the run is ${outcome}`
  )
).annotate({ identifier: "Ending" })
export interface Ending extends Schema.Schema.Type<typeof Ending> {}
