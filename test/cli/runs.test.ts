import { assert, describe, it } from "vitest"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as InspectedHome from "./InspectedHome.ts"

const started = (node: string) => ({ at: 12, type: "node-started", node, key: `sha256-${"1".repeat(64)}`, causes: [{ kind: "first" }] })

describe("graph runs", () => {
  it("lists a run at work, a crashed, a damaged and a finished one, the newest first", async () => {
    const folder = await InspectedHome.copy()
    const finished = InspectedHome.onlyRun(folder)
    const nodes = InspectedHome.nodesIn(folder)
    fs.cpSync(Path.join(folder, "runs", finished), Path.join(folder, "runs/29991122T060000000Z-aaaa"), { recursive: true })
    fs.appendFileSync(Path.join(folder, "runs/29991122T060000000Z-aaaa/run.json"), " ")
    InspectedHome.leaveOpen(folder, "29991122T070000000Z-aaaa", false, [{ at: 10, type: "run-started", graph: "daily", nodes: 25 }, started("fetch-board[openai]")])
    InspectedHome.leaveOpen(folder, "29991122T080000000Z-aaaa", true, [{ at: 10, type: "run-started", graph: "daily", nodes: 25 }, started("rank-jobs[local]")])

    const { code, stderr, stdout } = await InspectedHome.call(folder, "runs", "--json")
    const { runs, schema_version, total } = JSON.parse(stdout) as { readonly schema_version: number; readonly total: number; readonly runs: ReadonlyArray<Record<string, unknown>> }
    assert.deepStrictEqual([code, stderr, schema_version, total], [0, "", 1, 4])
    assert.deepStrictEqual(runs.map(({ committed, current_stage, failed_stage, run, status }) => [run, status, committed, failed_stage, current_stage]), [
      ["29991122T080000000Z-aaaa", "running", false, null, "rank-jobs"],
      ["29991122T070000000Z-aaaa", "crashed", false, "fetch-board", null],
      ["29991122T060000000Z-aaaa", "damaged", true, null, null],
      [finished, "succeeded", true, null, null]
    ])
    assert.deepStrictEqual(runs[3]!["nodes"], { total: nodes, ok: nodes, ran: nodes, known: 0, failed: 0, skipped: 0 })
    assert.match(String(runs[2]!["problem"]), /^run\.json of run .* is damaged: /)
  })

  it("says how to start where there is no run, and refuses a limit that is none", async () => {
    const folder = InspectedHome.empty()
    assert.deepStrictEqual(await InspectedHome.graph(folder, "runs"), { code: 0, stdout: "There is no run yet. Start one: graph run daily\n", stderr: "" })
    const wrong = await InspectedHome.call(folder, "runs", "--limit", "0")
    assert.deepStrictEqual([wrong.code, wrong.stdout], [2, ""])
    assert.include(wrong.stderr, "--limit")
  })
})
