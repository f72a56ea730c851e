/**
 * Times the events of a run: what `timing.json` holds, and all of a run that is allowed to vary.
 */
import type { JsonObject } from "../platform/Canonical.ts"
import type { Happening } from "./Happening.ts"

export interface NodeTiming {
  /** Milliseconds since the run began. */
  readonly at: number
  readonly ms: number
  readonly rows: { readonly total: number; readonly computed: number } | null
}

export interface Clockwork {
  /** Takes an event in and gives its time, in milliseconds since the run began. */
  readonly stamp: (event: Happening) => number
  readonly timing: () => JsonObject
}

export const start = (startedMillis: number): Clockwork => {
  const began = performance.now()
  const cpu = process.cpuUsage()
  const since = () => round(performance.now() - began)
  const started = new Map<string, number>()
  const nodes: { [node: string]: JsonObject } = {}
  const counts = { ran: 0, reused: 0, failed: 0, skipped: 0 }
  let recognised = false
  return {
    stamp: (event) => {
      const at = since()
      switch (event.type) {
        case "node-started":
          started.set(event.node, at)
          break
        case "node-finished":
        case "node-failed": {
          const from = started.get(event.node) ?? at
          nodes[event.node] = { at: from, ms: round(at - from), rows: event.type === "node-finished" ? event.rows : null }
          break
        }
        case "graph-recognised":
          recognised = true
          break
        case "run-finished":
          Object.assign(counts, { ran: event.ran, reused: event.reused, failed: event.failed, skipped: event.skipped })
          break
      }
      return at
    },
    timing: () => {
      const { system, user } = process.cpuUsage(cpu)
      return {
        started_at: new Date(startedMillis).toISOString(),
        wall_ms: since(),
        cpu_ms: round((user + system) / 1000),
        peak_memory_bytes: process.resourceUsage().maxRSS * 1024,
        recognised,
        ...counts,
        nodes
      }
    }
  }
}

const round = (millis: number): number => Math.round(millis * 1000) / 1000
