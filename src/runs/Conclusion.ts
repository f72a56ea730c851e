/**
 * How a graph's run ended: its outcome, its failures, and which of them explains it.
 *
 * A run that lacks a target has failed; one that lost something else is degraded. The failure that cost a target comes first.
 */
import type { NodeCounts, Outcome } from "../../schemas/Ending.ts"
import type { Failure } from "../engine/Failure.ts"
import type * as Run from "../engine/Run.ts"

export interface Conclusion {
  readonly outcome: Extract<Outcome, "succeeded" | "degraded" | "failed">
  readonly failures: ReadonlyArray<Failure>
  readonly nodes: NodeCounts
}

export const of = (settled: ReadonlyArray<Run.Settled>): Conclusion => {
  const lost = new Set<Failure>()
  const failures: Array<Failure> = []
  for (const one of settled) {
    if (one.status === "failed") failures.push(one.failure)
    if ((one.status === "failed" || one.status === "skipped") && one.node.target) lost.add(one.failure)
  }
  return {
    outcome: lost.size > 0 ? "failed" : failures.length > 0 ? "degraded" : "succeeded",
    failures: [...failures.filter((failure) => lost.has(failure)), ...failures.filter((failure) => !lost.has(failure))],
    nodes: counts(settled)
  }
}

export const counts = (settled: ReadonlyArray<Run.Settled>): NodeCounts => {
  const count = (...statuses: ReadonlyArray<Run.Settled["status"]>) => settled.filter(({ status }) => statuses.includes(status)).length
  return { total: settled.length, ok: count("ran", "reused"), failed: count("failed"), skipped: count("skipped") }
}
