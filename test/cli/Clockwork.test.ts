/**
 * What a run cost, from its events and a meter that says what it is told.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Clockwork from "../../src/cli/Clockwork.ts"
import type { Happening } from "../../src/cli/Happening.ts"

const began = (node: string) => ({ type: "node-started", node, key: "-", causes: [] }) as unknown as Happening
const ended = (node: string, rows: Clockwork.NodeTiming["rows"] = null) => ({ type: "node-finished", node, key: "-", output: "-", bytes: 1, rows, unchanged: false }) as unknown as Happening
const settled = (stage: string, status: "ran" | "reused" | "failed" | "skipped") => ({ status, node: { stage: { name: stage } } })
const nothing: Clockwork.Counted = { settled: [], network: { requests: 0, bytes: 0 }, cache: { bytes_read: 0, bytes_written: 0 } }

const metered = () => {
  const at = { wall: 100, cpu: 40 }
  const clockwork = Clockwork.start(0, { wall: () => at.wall, cpu: () => at.cpu, peakMemory: () => 1 })
  const pass = (wall: number, cpu: number) => {
    at.wall += wall
    at.cpu += cpu
  }
  return { clockwork, pass }
}

describe("Clockwork", () => {
  it("shares processor time among the nodes at work, and gives what nobody worked at to no stage", () => {
    const { clockwork, pass } = metered()
    pass(10, 4)
    clockwork.stamp(began("read-board[a]"))
    pass(10, 6)
    clockwork.stamp(began("read-board[b]"))
    pass(10, 8)
    clockwork.stamp(ended("read-board[a]", { total: 4, computed: 1 }))
    pass(10, 2)
    clockwork.stamp(began("rank-jobs[local]"))
    pass(10, 10)
    clockwork.stamp(ended("read-board[b]", { total: 6, computed: 0 }))
    clockwork.stamp(ended("rank-jobs[local]"))
    pass(10, 3)
    const timing = clockwork.timing({
      ...nothing, settled: [settled("read-board", "ran"), settled("read-board", "ran"), settled("rank-jobs", "ran"), settled("fold-ledger", "reused"), settled("publish-postings", "skipped")]
    }) as any
    assert.deepStrictEqual(timing.stages, {
      "read-board": { wall_ms: 50, cpu_ms: 21, ran: 2, known: 0, failed: 0, skipped: 0, rows: { total: 10, computed: 1 } },
      "rank-jobs": { wall_ms: 10, cpu_ms: 5, ran: 1, known: 0, failed: 0, skipped: 0, rows: null },
      "fold-ledger": { wall_ms: 0, cpu_ms: 0, ran: 0, known: 1, failed: 0, skipped: 0, rows: null },
      "publish-postings": { wall_ms: 0, cpu_ms: 0, ran: 0, known: 0, failed: 0, skipped: 1, rows: null }
    })
    assert.deepStrictEqual([timing.wall_ms, timing.cpu_ms, timing.cpu_outside_ms, timing.cache.hits, timing.cache.misses], [60, 33, 7, 1, 3])
  })

  const Steps = Schema.Array(Schema.Struct({ node: Schema.Literals(["a", "b[1]", "b[2]", "c"]), starts: Schema.Boolean, cpu: Schema.Literals([0, 1, 5, 250]) })).check(Schema.isMaxLength(40))

  it.prop("has parts that add up to the whole, whatever overlaps whatever", [Steps], ([steps]) => {
    const { clockwork, pass } = metered()
    for (const { cpu, node, starts } of steps) {
      pass(1, cpu)
      clockwork.stamp(starts ? began(node) : ended(node))
    }
    pass(1, 7)
    const timing = clockwork.timing(nothing) as any
    const parts = Object.values<any>(timing.stages).reduce((sum, { cpu_ms }) => sum + cpu_ms, timing.cpu_outside_ms)
    assert.approximately(parts, timing.cpu_ms, 0.01)
    assert.strictEqual(timing.cpu_ms, steps.reduce((sum, { cpu }) => sum + cpu, 7))
  })
})
