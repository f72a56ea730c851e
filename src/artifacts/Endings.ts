/**
 * Makes the `Ending` of a run from what the engine settled, naming the stage that explains it.
 */
import type { Ending, Found, NodeCounts, Outcome, RunFailure } from "../../schemas/Ending.ts"

/** A failure as the engine records it: the typed error apart from its sentence. */
export interface Recorded {
  readonly node: string
  readonly stage: string
  readonly partition: string | null
  readonly error: { readonly _tag: string }
  readonly message: string
  readonly retryable: boolean
}

/** The nodes of a run without any, as on an ending before the graph was entered. */
export const noNodes: NodeCounts = { total: 0, ok: 0, failed: 0, skipped: 0 }

/** @param failures in the order of the graph; at least one unless the run succeeded */
export const make = (input: {
  readonly outcome: Outcome
  readonly as_of: string
  readonly failures: ReadonlyArray<Recorded>
  readonly nodes: NodeCounts
  readonly found: Found
}): Ending => ({
  outcome: input.outcome,
  as_of: input.as_of,
  failed_stage: input.outcome === "succeeded" ? null : input.failures[0]?.stage ?? `engine/${input.outcome}`,
  failures: input.failures.map(failure),
  nodes: input.nodes,
  found: input.found
})

const failure = ({ node, stage, partition, error, message, retryable }: Recorded): RunFailure => ({
  node,
  stage,
  partition,
  error: { _tag: error._tag, message, retryable }
})
