/**
 * What runs cost, as `graph costs` tells it: of every ending, of runs of an earlier program, of many.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as RunCosts from "../../src/cli/RunCosts.ts"
import * as EarlierHome from "../artifacts/EarlierHome.ts"
import * as InspectedHome from "./InspectedHome.ts"

const costs = async (folder: string, ...call: ReadonlyArray<string>): Promise<any> => {
  const { code, stderr, stdout } = await InspectedHome.call(folder, "costs", ...call, "--json")
  assert.strictEqual(code, 0, stderr)
  return JSON.parse(stdout)
}
const timingOf = (folder: string, run: string) => Path.join(folder, "runs", run, "timing.json")

describe("graph costs", () => {
  it("tells of a run every stage, with times that add up to the run's, and what recorded answers stand for apart from what left", async () => {
    const folder = await InspectedHome.prepared()
    const told = await costs(folder)
    const nodes = InspectedHome.nodesIn(folder)
    assert.deepStrictEqual([told.nodes, told.network, told.on_paper.model_spend], [{ ran: nodes, known: 0, failed: 0 }, { requests: 0, bytes: 0 }, { amount_minor: 0, currency: "USD" }])
    assert.strictEqual(told.on_paper.requests, 8)
    assert.isTrue(told.cache.bytes_written > told.on_paper.bytes && told.cache.bytes_read > 0)
    assert.approximately(told.stages.reduce((sum: number, { cpu_ms }: any) => sum + cpu_ms, told.cpu_outside_ms), told.cpu_ms, 0.1)
    assert.strictEqual(told.stages.reduce((sum: number, { ran }: any) => sum + ran, 0), nodes)
    const { stdout } = await InspectedHome.call(folder, "costs")
    assert.match(stdout, /\nnetwork +0 requests, 0 B\n/)
    assert.match(stdout, /\nread-board +\S+ m?s +\S+ m?s +8 +0 %\n/)
    assert.match(stdout, /\noutside the stages +\S+ m?s\n/)
  }, 60_000)

  it("tells of a run that computed nothing, and of one that was found crashed, what is known", async () => {
    const folder = await InspectedHome.copy()
    InspectedHome.leaveOpen(folder, "20261123T060000000Z-aaaa", false, [
      { at: 5, type: "board-asked", provider: "acme", outcome: "recorded", requests: 3, bytes: 2048, reason: null } as never,
      { at: 12, type: "node-started", node: "read-board[acme]", key: "-", causes: [] }, { at: 40, type: "node-started", node: "read-board[b]", key: "-", causes: [] }
    ])
    fs.writeFileSync(Path.join(folder, "config/scoring.v1.json"), "{}")
    assert.strictEqual((await InspectedHome.graph(folder, "run", "daily", "--as-of", "2026-11-22")).code, 2)
    const broken = (await costs(folder, "--days", "100000")).runs.find(({ status }: any) => status === "misconfigured")
    assert.deepStrictEqual([broken.stages, broken.network, broken.on_paper.requests], [[], { requests: 0, bytes: 0 }, 0])
    assert.isNumber(broken.cpu_ms)
    fs.rmSync(Path.join(folder, "config/scoring.v1.json"))
    fs.copyFileSync(Path.resolve(import.meta.dirname, "../../config/scoring.v1.json"), Path.join(folder, "config/scoring.v1.json"))
    assert.strictEqual((await InspectedHome.graph(folder, "run", "daily", "--as-of", "2026-11-22")).code, 0)
    const crashed = await costs(folder, "20261123T060000000Z-aaaa")
    assert.deepStrictEqual([crashed.status, crashed.network, crashed.wall_ms, crashed.cpu_ms], ["crashed", { requests: 3, bytes: 2048 }, 40, null])
    assert.deepStrictEqual(crashed.stages.map(({ stage, wall_ms }: any) => [stage, wall_ms]), [["read-board", 28]])
  }, 60_000)

  it("reads a run of an earlier program from its events, and one without any", async () => {
    const folder = await InspectedHome.copy()
    const run = InspectedHome.onlyRun(folder)
    const whole = await costs(folder)
    const { cache, cpu_outside_ms, network, stages, ...earlier } = JSON.parse(fs.readFileSync(timingOf(folder, run), "utf8"))
    assert.isDefined(cache && cpu_outside_ms && network && stages)
    fs.writeFileSync(timingOf(folder, run), JSON.stringify(earlier))
    const told = await costs(folder)
    assert.deepStrictEqual([told.network, told.cache, told.cpu_outside_ms], [null, null, null])
    const shape = ({ stages }: any) => stages.map(({ failed, known, ran, rows, stage }: any) => [stage, ran, known, failed, rows]).sort()
    assert.deepStrictEqual(shape(told), shape(whole))
    assert.isTrue(told.stages.every(({ cpu_ms }: any) => cpu_ms === null))
    assert.match((await InspectedHome.call(folder, "costs")).stdout, /\nnetwork +not told by this run\n/)
  }, 60_000)

  it.effect("reads a home whose last run left nothing but its record", () =>
    Effect.gen(function*() {
      const { root } = yield* EarlierHome.make()
      const told = yield* Effect.promise(() => costs(root))
      assert.deepStrictEqual([told.wall_ms, told.cpu_ms, told.nodes, told.stages, told.on_paper.requests], [null, null, null, [], EarlierHome.first["costs"].requests])
      assert.strictEqual((yield* Effect.promise(() => InspectedHome.call(root, "costs"))).code, 0)
    }).pipe(Effect.scoped))

  it("adds up the runs of some days, says where they are going, and takes a run or days", async () => {
    const folder = await InspectedHome.copy()
    const run = InspectedHome.onlyRun(folder)
    for (const [index, wall_ms] of [100, 200, 4000, 8000].entries()) {
      const id = `2026110${index + 1}T060000000Z-aaaa`
      fs.cpSync(Path.join(folder, "runs", run), Path.join(folder, "runs", id), { recursive: true })
      const timing = JSON.parse(fs.readFileSync(timingOf(folder, id), "utf8"))
      fs.writeFileSync(timingOf(folder, id), JSON.stringify({ ...timing, wall_ms, network: { requests: 2, bytes: 1024 } }))
    }
    fs.rmSync(Path.join(folder, "runs", run), { recursive: true })
    const { stdout } = await InspectedHome.call(folder, "costs", "--days", "100000")
    assert.match(stdout, /\n4 runs in 100,000 days: 12\.3 s, .* of processor time, 8 requests, 4\.0 KiB\n/)
    assert.include(stdout, "median of the newer 2 runs that computed something: 4.0 s; of the older 2: 100 ms")
    assert.deepStrictEqual((await costs(folder, "--days", "100000")).total.model_spend, { USD: 0 })
    for (const call of [["latest", "--days", "3"], ["--days", "0"]]) assert.strictEqual((await InspectedHome.call(folder, "costs", ...call)).code, 2)
  }, 60_000)
})

describe("RunCosts", () => {
  it("takes rows that were known within a node that ran for known", () => {
    const share = (ran: number, known: number, rows: RunCosts.StageCosts["rows"]) => RunCosts.cachedShare({ ran, known, failed: 0, rows })
    assert.deepStrictEqual([share(0, 0, null), share(1, 3, null), share(2, 0, { total: 100, computed: 1 }), share(1, 1, { total: 10, computed: 10 })], [null, 75, 99, 50])
  })
})
