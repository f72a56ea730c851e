/**
 * How a run stands, in a sign, a colour and a few words.
 */
import type { Nodes, Standing } from "../Standing.ts"
import type { Ink } from "../Terminal.ts"

export const document = ({ as_of, committed, graph, graph_hash, nodes, place, problem, run, started_at, status, wall_ms }: Standing): object => ({
  run,
  status,
  committed,
  started_at,
  graph,
  as_of,
  graph_hash,
  failed_stage: status === "running" ? null : place,
  current_stage: status === "running" ? place : null,
  nodes,
  wall_ms,
  problem: problem?.message ?? null
})

/** ` at read-board`, ` in read-board` while it is at work, or nothing. */
export const where = ({ place, status }: Standing): string => (place === null ? "" : ` ${status === "running" ? "in" : "at"} ${place}`)

/** A run of which every node was known. */
export const isIdle = ({ nodes, status }: Standing): boolean => status === "succeeded" && nodes !== null && nodes.ran === 0

export const colour = ({ status }: Standing, ink: Ink): (text: string) => string => {
  switch (status) {
    case "succeeded":
      return ink.good
    case "degraded":
    case "interrupted":
    case "refused":
      return ink.warn
    case "running":
      return (text) => text
    default:
      return ink.bad
  }
}

export const sign = (standing: Standing, ink: Ink): string => {
  const { sign } = ink
  if (isIdle(standing)) return sign.reused
  const signs = {
    succeeded: sign.ran, degraded: sign.degraded, running: sign.running, refused: sign.skipped, interrupted: sign.skipped,
    failed: sign.failed, misconfigured: sign.failed, crashed: sign.failed, damaged: sign.failed
  } satisfies Record<Standing["status"], string>
  return colour(standing, ink)(signs[standing.status])
}

/** `3 ran, 22 known`; of a run at work how many of all. Nothing is said of what there is none of. */
export const nodes = ({ failed, known, ok, ran, skipped, total }: Nodes, atWork: boolean): string => {
  if (atWork) return `${ok + failed + skipped} of ${total}`
  const parts = ran === null || known === null ? [[ok, "done"] as const] : [[ran, "ran"] as const, [known, "known"] as const]
  const told = [...parts, [failed, "failed"] as const, [skipped, "skipped"] as const].filter(([count]) => count > 0)
  return told.length === 0 ? "none" : told.map(([count, word]) => `${count} ${word}`).join(", ")
}
