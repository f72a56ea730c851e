/**
 * What went wrong in a run or might, and what to do about it. Reads an ending; knows no clock and no cache.
 */
import type { Ending, Outcome } from "../../schemas/Ending.ts"
import type { RunHealth, Warning } from "../../schemas/RunHealth.ts"

/** @param remarks what the run met outside its stages and went on: sentences */
export const make = (ending: Ending, remarks: ReadonlyArray<string> = []): RunHealth => ({
  schema_version: 1,
  as_of: ending.as_of,
  status: ending.outcome,
  failed_stage: ending.failed_stage,
  failed_node: ending.outcome === "succeeded" ? null : ending.failures[0]?.node ?? ending.failed_stage,
  failures: ending.failures,
  warnings: [...remarks.map((detail): Warning => ({ kind: "history_damaged", provider: null, detail })), ...warnings(ending)],
  next: next(ending),
  nodes: ending.nodes
})

const warnings = ({ found: { availability, changes }, outcome }: Ending): ReadonlyArray<Warning> => [
  ...(outcome !== "misconfigured" && availability.counts.total === availability.counts.disabled
    ? [{ kind: "no_provider", provider: null, detail: "No provider is enabled in config/providers.json: there is nothing to read" } as const]
    : []),
  ...availability.providers.flatMap(({ provider, drift }): ReadonlyArray<Warning> =>
    drift.length === 0 ? [] : [{ kind: "schema_drift", provider, detail: `The answer holds what the adapter does not know: ${list(drift)}` }]),
  ...availability.providers.flatMap(({ detail, provider, reason }): ReadonlyArray<Warning> => (reason === "fallback" ? [{ kind: "stale_answer", provider, detail }] : [])),
  ...availability.providers.flatMap(({ provider, withheld }): ReadonlyArray<Warning> =>
    withheld === null || withheld.unusable === 0
      ? []
      : [{ kind: "rows_unusable", provider, detail: `${withheld.unusable} of its rows could not be made postings; the others are unaffected` }]),
  ...(changes?.events ?? []).flatMap(({ detail, kind, provider }): ReadonlyArray<Warning> =>
    kind === "board_emptied" || kind === "page_rebuilt" ? [{ kind, provider, detail }] : [])
]

const next = ({ failures, outcome, failed_stage }: Ending): ReadonlyArray<string> => {
  const first = failures.find(({ stage }) => stage === failed_stage) ?? failures[0]
  const why = first === undefined || first.node.startsWith("engine/") ? [] : [`See why: graph why '${first.node}'`]
  const again = outcome !== "refused" && failures.length > 0 && failures.every(({ error }) => error.retryable) ? ["Run again: what failed may pass"] : []
  return [...again, ...why, ...advice[outcome]]
}

const advice: Readonly<Record<Outcome, ReadonlyArray<string>>> = {
  succeeded: [],
  degraded: ["The other results stand; a board that failed kept its history and closed nothing"],
  failed: ["Nothing was published; the results of the run before still stand"],
  refused: ["Wait for the other run to end: graph runs"],
  misconfigured: ["Correct the configuration and run again: graph doctor"],
  interrupted: ["Run again: what had finished is not computed twice"],
  crashed: ["Run again: what had finished is not computed twice"]
}

const list = (values: ReadonlyArray<string>): string =>
  values.length <= 5 ? values.join(", ") : `${values.slice(0, 5).join(", ")} and ${values.length - 5} more`
