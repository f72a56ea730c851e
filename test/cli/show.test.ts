import { assert, describe, it } from "vitest"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as InspectedHome from "./InspectedHome.ts"

describe("graph show", () => {
  it("tells the latest run on stdout and nothing on stderr", async () => {
    const folder = await InspectedHome.prepared()
    const { code, stderr, stdout } = await InspectedHome.graph(folder, "show")
    assert.deepStrictEqual([code, stderr], [0, ""])
    assert.match(stdout, /^✓ daily 2026-11-22 {3}succeeded\n {2}8 of 8 boards read; \d+ postings; a first observation; /)
    const nodes = InspectedHome.nodesIn(folder)
    assert.match(stdout, new RegExp(`\\nnodes +${nodes}: ${nodes} ran\\n`))
    assert.match(stdout, /\nran, because\n {2}it has not run before\n {4}fetch-board ×8, read-board ×8, /)
    assert.match(stdout, /\ncritical path: [\d.]+ m?s of /)
    assert.match(stdout, /\nartifacts {2}\d+, /)
    assert.isTrue(stdout.endsWith("\nnext: graph artifact ranked_jobs\n"), stdout)
  })

  it("puts the critical path on edges of the graph, and within the time of the run", async () => {
    const folder = await InspectedHome.prepared()
    const { critical_path, wall_ms } = JSON.parse((await InspectedHome.call(folder, "show", "@0", "--json")).stdout) as {
      readonly wall_ms: number
      readonly critical_path: { readonly ms: number; readonly nodes: ReadonlyArray<{ readonly node: string; readonly ms: number }> }
    }
    const stages = critical_path.nodes.map(({ node }) => node.replace(/\[.*$/, ""))
    assert.deepStrictEqual(stages.slice(0, 2), ["fetch-board", "read-board"])
    assert.strictEqual(new Set(stages).size, stages.length)
    assert.isAtMost(critical_path.ms, wall_ms)
  })

  it("shows a node with its record, and guesses what was meant by an unknown one", async () => {
    const folder = await InspectedHome.prepared()
    const node = JSON.parse((await InspectedHome.call(folder, "show", "--node", "rank-jobs[local]", "--json")).stdout) as Record<string, any>
    assert.deepStrictEqual([node["status"], node["action"].stage, node["action"].uses["signalcraft/capabilities/Today"], node["causes"]], ["ran", "rank-jobs", "2026-11-22", [{ kind: "first" }]])
    const unknown = await InspectedHome.graph(folder, "show", "--node", "rank-jobs", "--json")
    assert.strictEqual(unknown.code, 2)
    assert.deepStrictEqual(JSON.parse(unknown.stdout).error.code, "NoSuchNode")
    assert.include(unknown.stderr, "Did you mean rank-jobs[local]?")
  })

  it("writes a trace in one step, and refuses a place that does not exist", async () => {
    const folder = await InspectedHome.prepared()
    const file = Path.join(fs.mkdtempSync(Path.join(folder, "trace-")), "run.json")
    const written = await InspectedHome.call(folder, "show", "--trace", file)
    const nodes = InspectedHome.nodesIn(folder)
    assert.match(written.stdout, new RegExp(`run\\.json: ${nodes} nodes on \\d lanes?, critical path `))
    const { traceEvents } = JSON.parse(fs.readFileSync(file, "utf8")) as { readonly traceEvents: ReadonlyArray<{ readonly ph: string; readonly tid: number }> }
    assert.strictEqual(traceEvents.filter(({ ph, tid }) => ph === "X" && tid > 0).length, nodes)
    assert.deepStrictEqual(fs.readdirSync(Path.dirname(file)), ["run.json"])
    assert.strictEqual((await InspectedHome.call(folder, "show", "--trace", Path.join(folder, "none/run.json"))).code, 2)
  })

  it("shows a damaged run as far as it can be read, and exits 6", async () => {
    const folder = await InspectedHome.copy()
    const run = InspectedHome.onlyRun(folder)
    fs.appendFileSync(Path.join(folder, "runs", run, "nodes.ndjson"), " ")
    const { code, stdout } = await InspectedHome.call(folder, "show")
    assert.strictEqual(code, 6)
    assert.include(stdout, `✗ nodes.ndjson of run ${run} is damaged: its bytes do not match the run record.`)
    assert.include(stdout, "critical path: ")
    assert.isTrue(stdout.endsWith(`next: Check the whole run: graph verify ${run}\n`), stdout)
  })
})
