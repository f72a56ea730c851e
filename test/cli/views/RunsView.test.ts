import { assert, describe, it } from "vitest"
import type { Standing } from "../../../src/cli/Standing.ts"
import * as Terminal from "../../../src/cli/Terminal.ts"
import * as RunsView from "../../../src/cli/views/RunsView.ts"
import { RunDamaged } from "../../../src/runs/RunRepository.ts"
import { standing } from "./Samples.ts"

const run = (day: string, changed: Partial<Standing>): Standing => ({ ...standing, run: `202602${day}T060000000Z-abcd`, as_of: `2026-02-${day}`, ...changed })
const none = { total: 7, ok: 7, ran: 0, known: 7, failed: 0, skipped: 0 }
const problem = new RunDamaged({ run: "20260204T060000000Z-abcd", file: "run.json", reason: "it is not JSON" })

const standings = [
  run("05", { status: "running", committed: false, graph_hash: null, place: "fold-ledger", wall_ms: 61_000 }),
  run("04", { status: "damaged", as_of: null, graph_hash: null, nodes: null, place: null, wall_ms: null, problem }),
  run("03", { status: "crashed", graph_hash: null, place: "read-board", nodes: { ...none, ok: 2, ran: 2, known: 0 }, wall_ms: 1234 }),
  run("02", {}),
  run("01", { status: "succeeded", place: null, nodes: none, wall_ms: 40 })
]

const listing = (from: number, changed: Partial<RunsView.Listing> = {}): RunsView.Listing => ({
  rows: standings.slice(from).map((standing, index) => ({ standing, position: from + index, tags: [] })),
  total: 5,
  isNarrowed: false,
  hasOlder: false,
  damagedTags: [],
  ...changed
})

describe("RunsView", () => {
  it("lists every kind of run on a line each", () => {
    assert.strictEqual(RunsView.render(listing(0), Terminal.plainInk, 120), `    run                       as of                    time       graph         nodes
@0  20260205T060000000Z-abcd  2026-02-05  ↻ running    1 min 1 s                7 of 7, in fold-ledger
@1  20260204T060000000Z-abcd  ?           ✗ damaged                             run.json: it is not JSON
@2  20260203T060000000Z-abcd  2026-02-03  ✗ crashed    1.2 s                    2 ran, at read-board
@3  20260202T060000000Z-abcd  2026-02-02  ! degraded   100 ms     999999999999  3 ran, 1 known, 1 failed, 2 skipped, at read-board
@4  20260201T060000000Z-abcd  2026-02-01  ≡ succeeded  40 ms      999999999999  7 known`)
  })

  it("leaves the graph hash out of a narrow terminal, and says how many runs are older", () => {
    assert.strictEqual(RunsView.render(listing(4, { hasOlder: true }), Terminal.plainInk, 80), `    run                       as of                    time   nodes
@4  20260201T060000000Z-abcd  2026-02-01  ≡ succeeded  40 ms  7 known
and 4 older ones: graph runs --limit 5`)
  })

  it("says how to start where there is no run", () => {
    assert.strictEqual(RunsView.render(listing(5, { total: 0 }), Terminal.plainInk, 80), "There is no run yet. Start one: graph run daily")
  })

  it("shows the tags of a run, and of a choice not how many more there are", () => {
    const rows = [{ standing: standings[4]!, position: 4, tags: ["kept", "weekly"] }]
    assert.strictEqual(RunsView.render(listing(5, { rows, isNarrowed: true, hasOlder: true, damagedTags: [3] }), Terminal.plainInk, 80), `    run                       as of                    time   nodes
@4  20260201T060000000Z-abcd  2026-02-01  ≡ succeeded  40 ms  7 known  tag:kept  tag:weekly
and older ones: give a larger --limit
✗ runs/tags.jsonl is damaged at line 3: put it back from a copy`)
    assert.strictEqual(RunsView.render(listing(5, { isNarrowed: true }), Terminal.plainInk, 80), "No run is of that kind. List them all: graph runs")
  })
})
