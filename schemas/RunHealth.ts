/**
 * What went wrong in a run or might, and what to do about it.
 */
import * as Schema from "effect/Schema"
import { Day } from "./Day.ts"
import { NodeCounts, Outcome, RunFailure } from "./Ending.ts"
import { ProviderId } from "./Provider.ts"

export const Warning = Schema.Struct({
  kind: Schema.Literals(["schema_drift", "rows_unusable", "board_emptied", "no_provider", "history_damaged", "page_rebuilt", "stale_answer"]),
  provider: Schema.NullOr(ProviderId),
  /** One sentence for a person. */
  detail: Schema.NonEmptyString
}).annotate({ identifier: "Warning" })
export interface Warning extends Schema.Schema.Type<typeof Warning> {}

export const RunHealth = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  status: Outcome,
  /** `null` only when the run succeeded. */
  failed_stage: Schema.NullOr(Schema.NonEmptyString),
  /** The node of the first failure, as `read-board[openai]`. */
  failed_node: Schema.NullOr(Schema.NonEmptyString),
  failures: Schema.Array(RunFailure),
  warnings: Schema.Array(Warning),
  /** Sentences, the most useful first. */
  next: Schema.Array(Schema.NonEmptyString),
  nodes: NodeCounts
}).annotate({ identifier: "RunHealth" })
export interface RunHealth extends Schema.Schema.Type<typeof RunHealth> {}
