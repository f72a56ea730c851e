import { assert, describe, it } from "vitest"
import * as Terminal from "../../../src/cli/Terminal.ts"
import * as ShowView from "../../../src/cli/views/ShowView.ts"
import { RunDamaged } from "../../../src/runs/RunRepository.ts"
import { digest, inspection, standing } from "./Samples.ts"

const render = (changed: Partial<typeof inspection>, columns = Infinity) => ShowView.render({ ...inspection, ...changed }, Terminal.plainInk, columns)

describe("ShowView", () => {
  it("tells a run on one page", () => {
    assert.strictEqual(render({}), `! daily 2026-02-02   degraded at read-board

run    20260202T060000000Z-abcd   2026-02-02 06:00:00 UTC
graph  999999999999
nodes  7: 3 ran, 1 known, 1 failed, 2 skipped
time   100 ms: 10 ms to get ready, 80 ms in the graph, 10 ms to write it down
load   80 ms of processor time, 1.0 MiB of memory at most

  ✗ read-board[gone]  Malformed: gone: the answer is not what the vendor documents at /jobs. Compare it with the vendor's format
  ⊘ publish-postings, fold-ledger  skipped for want of read-board
  ! fetch-board[gone]  attempt 1 failed and was followed by another: gone did not answer
  ! a damaged cache entry was set aside and made anew: blob dddddddddddd, its bytes do not match

ran, because (1 of 4 gave what they gave before)
  its answer is no longer in the cache
    fetch-board ×2
  its input answer changed (ffffffffffff → bbbbbbbbbbbb)
    read-board[gone]
  its code changed (666666666666 → 777777777777)
    collect-postings

critical path: 72 ms of 100 ms (72 %)
     40 ms  fetch-board[gone]
      2 ms  read-board[gone]
     30 ms  collect-postings
slowest beside it
     20 ms  fetch-board[acme]`)
  })

  it("keeps within the columns of the terminal", () => {
    const lines = render({}, 60).split("\n")
    assert.deepStrictEqual(lines.slice(8, 11), [
      "  ✗ read-board[gone]  Malformed: gone: the answer is not",
      "    what the vendor documents at /jobs. Compare it with the",
      "    vendor's format"
    ])
  })

  it("says what a run at work is doing", () => {
    const courses = new Map([...inspection.account.courses].map(([node, course]) => [node, node === "collect-postings" ? { ...course, status: "running" as const } : course]))
    const text = render({
      standing: { ...standing, status: "running", committed: false, graph_hash: null, place: "collect-postings", failures: [] },
      account: { ...inspection.account, courses, ended: null }
    })
    assert.match(text, /^↻ daily 2026-02-02   running in collect-postings\n {2}The run is at work\.\n/)
    assert.include(text, "\nnodes    7 of 7 settled\nat work  collect-postings\ntime     100 ms\n")
    assert.include(text, "critical path so far: 72 ms")
    assert.isTrue(text.endsWith("next: Wait for it to end: graph runs"), text)
  })

  it("says that a crashed run is not closed yet, and what closes it", () => {
    const crash = { node: "engine/crash", stage: "engine/crash", partition: null, error: { _tag: "Crashed" }, message: "It ended. Run again", retryable: true }
    const text = render({ standing: { ...standing, status: "crashed", committed: false, place: "engine/crash", failures: [crash] } })
    assert.match(text, /^✗ daily 2026-02-02   crashed at engine\/crash\n {2}The run ended without a word, and no later run has closed it yet\./)
    assert.include(text, "  ✗ engine/crash  Crashed: It ended. Run again\n")
    assert.isTrue(text.endsWith("this run is then closed: graph run daily"), text)
  })

  it("shows of a damaged run what there is, and asks for a whole check", () => {
    const problem = new RunDamaged({ run: standing.run, file: "run.json", reason: "it is not JSON" })
    const text = render({
      standing: { ...standing, status: "damaged", graph: null, as_of: null, graph_hash: null, place: null, nodes: null, wall_ms: null, failures: [], problem },
      damaged: [problem]
    })
    assert.match(text, /^✗ 20260202T060000000Z-abcd   damaged\n/)
    assert.include(text, "  ✗ run.json of run 20260202T060000000Z-abcd is damaged: it is not JSON.")
    assert.isTrue(text.endsWith("next: Check the whole run: graph verify 20260202T060000000Z-abcd"), text)
  })

  it("gives programs every node with its causes, and the path that decided the time", () => {
    const document = ShowView.document(inspection) as { readonly [key: string]: any }
    assert.deepStrictEqual(document["critical_path"], {
      ms: 72, nodes: [{ node: "fetch-board[gone]", ms: 40 }, { node: "read-board[gone]", ms: 2 }, { node: "collect-postings", ms: 30 }]
    })
    assert.deepStrictEqual([document["schema_version"], document["status"], document["failed_stage"], document["current_stage"]], [1, "degraded", "read-board", null])
    assert.deepStrictEqual(document["nodes_seen"].find(({ node }: { readonly node: string }) => node === "collect-postings"), {
      node: "collect-postings", status: "ran", at_ms: 56, ms: 30, rows: { total: 8, computed: 2 }, unchanged: false,
      causes: [{ kind: "code", from: digest("6"), to: digest("7") }], retries: [], because: null
    })
  })
})
