import { assert, describe, it } from "vitest"
import * as TraceView from "../../../src/cli/views/TraceView.ts"
import { digest, inspection } from "./Samples.ts"

interface Event {
  readonly ph: string
  readonly tid: number
  readonly name: string
  readonly ts: number
  readonly dur: number
  readonly args: { readonly name?: string }
}

const { traceEvents } = TraceView.document(inspection) as { readonly traceEvents: ReadonlyArray<Event> }
const spans = traceEvents.filter(({ ph }) => ph === "X")

describe("TraceView", () => {
  it("gives each node that ran a span in µs with its key and output", () => {
    assert.deepStrictEqual(spans.find(({ name, tid }) => name === "fetch-board[acme]" && tid > 0) as unknown, {
      ph: "X", pid: 1, tid: 1, name: "fetch-board[acme]", cat: "fetch-board", ts: 12_000, dur: 20_000,
      args: { node: "fetch-board[acme]", key: digest("1"), output: digest("a") }
    })
    assert.deepStrictEqual(spans.filter(({ tid }) => tid > 0).map(({ name, tid }) => [name, tid]), [
      ["fetch-board[acme]", 1], ["fetch-board[gone]", 2], ["read-board[gone]", 1], ["collect-postings", 1]
    ])
  })

  it("repeats the critical path on lane 0", () => {
    assert.deepStrictEqual(spans.filter(({ tid }) => tid === 0).map(({ name }) => name), ["fetch-board[gone]", "read-board[gone]", "collect-postings"])
  })

  it("names the process and every lane", () => {
    assert.deepStrictEqual(traceEvents.filter(({ ph, name }) => ph === "M" && name !== "thread_sort_index").map(({ args, tid }) => [tid, args.name]), [
      [0, "daily 2026-02-02"], [0, "critical path"], [1, "worker 1"], [2, "worker 2"]
    ])
  })

  it("never lets two spans of a lane overlap", () => {
    for (const [index, a] of spans.entries()) {
      for (const b of spans.slice(index + 1)) assert.isTrue(a.tid !== b.tid || a.ts + a.dur <= b.ts || b.ts + b.dur <= a.ts, `${a.name} and ${b.name}`)
    }
  })

  it("says what was written", () => {
    assert.strictEqual(TraceView.told(inspection, "run.json"), "run.json: 4 nodes on 2 lanes, critical path 72 ms. Open it at https://ui.perfetto.dev")
    assert.strictEqual(
      TraceView.told({ ...inspection, nodes: [], path: undefined }, "run.json"),
      "run.json: run 20260202T060000000Z-abcd, in which no node ran (graph 999999999999 was known)"
    )
  })
})
