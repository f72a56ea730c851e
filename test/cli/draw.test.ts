import { assert, describe, it } from "vitest"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { daily } from "../../graph/daily.ts"
import * as InspectedHome from "./InspectedHome.ts"

describe("graph draw", () => {
  it("draws the stages without reading any configuration", async () => {
    const folder = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-nowhere-"))
    const { code, stderr, stdout } = await InspectedHome.graph(folder, "draw")
    fs.rmSync(folder, { recursive: true })
    assert.deepStrictEqual([code, stderr], [0, ""])
    assert.match(stdout, /^flowchart TD\n {2}0\(\["fetch-board<br\/>per provider<br\/>Network"\]\)\n {2}1\["read-board<br\/>per provider"\]\n/)
    assert.strictEqual(stdout.split("\n").filter((line) => /^ {2}\d+[([]/.test(line)).length, daily.stages.length)
  })

  it("draws every node, with what became of it in a run", async () => {
    const folder = await InspectedHome.prepared()
    const { stdout } = await InspectedHome.call(folder, "draw", "--nodes", "--run", "latest", "--json")
    const { edges, nodes, run } = JSON.parse(stdout) as { readonly run: string; readonly nodes: ReadonlyArray<{ readonly statuses: object }>; readonly edges: ReadonlyArray<object> }
    assert.deepStrictEqual([run, nodes.length, edges.length > nodes.length], [InspectedHome.onlyRun(folder), InspectedHome.nodesIn(folder), true])
    assert.isTrue(nodes.every(({ statuses }) => "ran" in statuses))
  })

  it("tells every problem of a configuration that does not hold", async () => {
    const folder = InspectedHome.empty()
    fs.writeFileSync(Path.join(folder, "config/providers.json"), "{}")
    const { code, stderr } = await InspectedHome.call(folder, "draw", "--nodes")
    assert.deepStrictEqual([code, stderr.includes("config/providers.json")], [2, true])
  })
})
