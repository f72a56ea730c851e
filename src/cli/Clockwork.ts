/**
 * Times the events of a run and counts what it cost: what `timing.json` holds, and all of a run that is allowed to vary.
 *
 * Processor time is that of the whole process. What passes between two events is shared equally by the nodes at work meanwhile, and where there is
 * none belongs to no stage: so the parts add up to the whole, and each is an estimate where several nodes ran side by side.
 */
import type { JsonObject } from "../platform/Canonical.ts"
import type * as Run from "../engine/Run.ts"
import type { Happening } from "./Happening.ts"

export interface NodeTiming {
  /** Milliseconds since the run began. */
  readonly at: number
  readonly ms: number
  readonly rows: { readonly total: number; readonly computed: number } | null
}

/** What was counted elsewhere. */
export interface Counted {
  readonly settled: ReadonlyArray<Pick<Run.Settled, "status"> & { readonly node: { readonly stage: { readonly name: string } } }>
  /** What really left for boards, robots.txt too. */
  readonly network: { readonly requests: number; readonly bytes: number }
  /** Bytes that went into the cache and came out of it. */
  readonly cache: { readonly bytes_read: number; readonly bytes_written: number }
}

export interface Clockwork {
  /** Takes an event in and gives its time, in milliseconds since the run began. */
  readonly stamp: (event: Happening) => number
  readonly timing: (counted: Counted) => JsonObject
}

/** Milliseconds, from anywhere. */
export interface Meter {
  readonly wall: () => number
  readonly cpu: () => number
  /** Bytes. */
  readonly peakMemory: () => number
}

const ofProcess: Meter = {
  wall: () => performance.now(),
  cpu: () => {
    const { system, user } = process.cpuUsage()
    return (user + system) / 1000
  },
  peakMemory: () => process.resourceUsage().maxRSS * 1024
}

export const start = (startedMillis: number, meter: Meter = ofProcess): Clockwork => {
  const began = meter.wall()
  const firstCpu = meter.cpu()
  const since = () => round(meter.wall() - began)
  const started = new Map<string, number>()
  const nodes: { [node: string]: JsonObject } = {}
  const stages = new Map<string, StageTiming>()
  const counts = { ran: 0, reused: 0, failed: 0, skipped: 0 }
  let recognised = false
  let lastCpu = firstCpu
  let outside = 0

  const charge = () => {
    const now = meter.cpu()
    const spent = now - lastCpu
    lastCpu = now
    if (started.size === 0) outside += spent
    for (const node of started.keys()) timingOf(stages, stageOf(node)).cpu += spent / started.size
  }
  return {
    stamp: (event) => {
      const at = since()
      charge()
      switch (event.type) {
        case "node-started":
          started.set(event.node, at)
          break
        case "node-finished":
        case "node-failed": {
          const from = started.get(event.node) ?? at
          started.delete(event.node)
          const rows = event.type === "node-finished" ? event.rows : null
          nodes[event.node] = { at: from, ms: round(at - from), rows }
          const stage = timingOf(stages, stageOf(event.node))
          stage.wall += at - from
          stage.rows += rows?.total ?? 0
          stage.computed += rows?.computed ?? 0
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
    timing: ({ cache, network, settled }) => {
      charge()
      const count = (stage: string, ...statuses: ReadonlyArray<Run.Settled["status"]>) => settled.filter(({ node, status }) => node.stage.name === stage && statuses.includes(status)).length
      const names = new Set([...settled.map(({ node }) => node.stage.name), ...stages.keys()])
      return {
        started_at: new Date(startedMillis).toISOString(),
        wall_ms: since(),
        cpu_ms: round(lastCpu - firstCpu),
        cpu_outside_ms: round(outside),
        peak_memory_bytes: meter.peakMemory(),
        recognised,
        ...counts,
        network: { ...network },
        cache: { hits: settled.filter(({ status }) => status === "reused").length, misses: settled.filter(({ status }) => status === "ran" || status === "failed").length, ...cache },
        stages: Object.fromEntries(Array.from(names, (name) => {
          const { computed, cpu, rows, wall } = timingOf(stages, name)
          return [name, {
            wall_ms: round(wall),
            cpu_ms: round(cpu),
            ran: count(name, "ran"),
            known: count(name, "reused"),
            failed: count(name, "failed"),
            skipped: count(name, "skipped"),
            rows: rows === 0 ? null : { total: rows, computed }
          }]
        })),
        nodes
      }
    }
  }
}

interface StageTiming {
  wall: number
  cpu: number
  rows: number
  computed: number
}

const timingOf = (stages: Map<string, StageTiming>, stage: string): StageTiming => {
  const found = stages.get(stage) ?? { wall: 0, cpu: 0, rows: 0, computed: 0 }
  stages.set(stage, found)
  return found
}

const stageOf = (node: string): string => node.replace(/\[.*$/, "")

const round = (millis: number): number => Math.round(millis * 1000) / 1000
