import * as fs from "node:fs"
import * as Path from "node:path"
import { assert, describe, it } from "vitest"
import * as Home from "./Home.ts"
import * as Program from "./Program.ts"

Home.clean()

const until = async (holds: () => boolean, going: Program.Going): Promise<void> => {
  let isOver = false
  void going.ended.then(() => void (isOver = true))
  while (!holds()) {
    if (isOver) throw new Error(`it ended before: ${(await going.ended).stderr}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const lease = (home: string) => Path.join(home, "state", "lease.json")

/** A run stopped while it holds the lease. */
const holding = async (home: string): Promise<Program.Going> => {
  await Program.folder()
  const going = await Program.start(home)
  await until(() => fs.existsSync(lease(home)), going)
  going.process.kill("SIGSTOP")
  const stat = `/proc/${going.process.pid}/stat`
  await until(() => !fs.existsSync(stat) || / T /.test(fs.readFileSync(stat, "latin1")), going)
  assert.isTrue(fs.existsSync(lease(home)))
  return going
}

describe("two runs in one home", () => {
  it("only one works; the other exits 7, says who does, and leaves its record", async () => {
    const home = Home.make()
    const first = await holding(home)
    const second = await Program.run(home, { arguments: ["--json"] })
    assert.strictEqual(second.code, 7, second.stderr)
    const refused = Home.latest(home)
    assert.deepInclude(refused.record, { outcome: "refused", failed_stage: "engine/lease", graph_hash: null, nodes: null })
    assert.include(refused.record!.failures[0]!.message, `process ${first.process.pid}`)
    assert.deepStrictEqual(refused.record!.artifacts.map(({ file }) => file), Home.reports)
    assert.deepStrictEqual([refused.problems, refused.litter], [[], []])
    first.process.kill("SIGCONT")
    const ended = await first.ended
    assert.strictEqual(ended.code, 0, ended.stderr)
    assert.deepStrictEqual(Home.runs(home).map(({ record }) => record?.outcome), ["succeeded", "refused"])
    assert.isFalse(fs.existsSync(lease(home)))
    const third = await Program.run(home)
    assert.strictEqual(third.code, 0)
    assert.strictEqual(Home.latest(home).bytes, Home.runs(home)[0]!.bytes)
  }, 60_000)

  it("a killed owner's lease is free at once, however lately it was touched", async () => {
    const home = Home.make()
    const first = await holding(home)
    first.process.kill("SIGKILL")
    await first.ended
    const next = await Program.run(home)
    assert.strictEqual(next.code, 0, next.stderr)
    assert.deepStrictEqual(Home.runs(home).map(({ record }) => record?.outcome), ["crashed", "succeeded"])
    assert.deepStrictEqual(fs.readdirSync(Path.join(home, "state")).filter((name) => name.startsWith("lease")), [])
  }, 60_000)

  it("of several at once, those that work give one answer and the others exit 7", async () => {
    const home = Home.make()
    await Program.folder()
    const ended = await Promise.all(Array.from({ length: 4 }, () => Program.run(home)))
    const codes = ended.map(({ code }) => code)
    assert.include(codes, 0)
    assert.deepStrictEqual(codes.filter((code) => code !== 0 && code !== 7), [], ended.map(({ stderr }) => stderr).join())
    const runs = Home.runs(home)
    assert.strictEqual(runs.length, 4)
    const count = <A>(all: ReadonlyArray<A>, one: A) => all.filter((other) => other === one).length
    const outcomes = runs.map(({ record }) => record?.outcome)
    assert.deepStrictEqual([count(outcomes, "succeeded"), count(outcomes, "refused")], [count(codes, 0), count(codes, 7)])
    assert.strictEqual(new Set(runs.flatMap(({ bytes, record }) => (record?.outcome === "succeeded" ? [bytes] : []))).size, 1)
    for (const { litter, problems } of runs) assert.deepStrictEqual([problems, litter], [[], []])
    assert.deepStrictEqual(fs.readdirSync(Path.join(home, "state")).filter((name) => name.startsWith("lease")), [])
  }, 60_000)
})

describe("a run that is told to stop", () => {
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    it(`by ${signal} exits ${code}, leaves its record and is taken up by the next`, async () => {
      await Program.folder()
      // A signal may come too late; then the run is done.
      for (let attempt = 1;; attempt++) {
        const home = Home.make()
        const going = await Program.start(home)
        await until(() => Home.ids(home).length > 0 && Home.nodesOf(Home.latest(home), "node-finished").length > 0, going)
        going.process.kill(signal)
        const ended = await going.ended
        const stopped = Home.latest(home)
        assert.deepStrictEqual([stopped.problems, stopped.litter], [[], []])
        assert.isFalse(fs.existsSync(lease(home)))
        if (stopped.record!.outcome === "succeeded" && attempt < 20) continue
        assert.deepStrictEqual([ended.code, ended.signal], [code, null], ended.stderr)
        assert.deepInclude(stopped.record, { outcome: "interrupted", failed_stage: "engine/interrupt" })
        assert.deepStrictEqual(stopped.record!.artifacts.map(({ file }) => file), Home.reports)
        const next = await Program.run(home)
        assert.strictEqual(next.code, 0, next.stderr)
        const run = Home.latest(home)
        const finished = new Set(Home.nodesOf(stopped, "node-finished"))
        const started = Home.nodesOf(run, "node-started")
        assert.deepStrictEqual(started.filter((node) => finished.has(node)), [])
        assert.strictEqual(finished.size + started.length, run.record!.nodes!.total)
        const undisturbed = Home.make()
        await Program.run(undisturbed)
        assert.strictEqual(run.bytes, Home.latest(undisturbed).bytes)
        return
      }
    }, 120_000)
  }

  it("too late to be stopped says what its record says: done", async () => {
    await Program.folder()
    for (const finished of [1, 8, 16, 24, 25]) {
      const home = Home.make()
      const going = await Program.start(home)
      await until(() => Home.ids(home).length > 0 && Home.nodesOf(Home.latest(home), "node-finished").length >= finished, going)
      going.process.kill("SIGINT")
      const ended = await going.ended
      const { outcome } = Home.latest(home).record!
      assert.deepStrictEqual([outcome, ended.code, ended.stdout !== ""], outcome === "interrupted" ? [outcome, 130, ended.stdout !== ""] : ["succeeded", 0, true])
    }
  }, 60_000)

  it("before it holds anything ends all the same with a record, or without a run at all", async () => {
    const home = Home.make()
    await Program.folder()
    const going = await Program.start(home)
    await until(() => Home.ids(home).length > 0, going)
    going.process.kill("SIGINT")
    const ended = await going.ended
    assert.strictEqual(ended.code, 130, ended.stderr)
    for (const { record } of Home.runs(home)) assert.isNotNull(record?.failed_stage)
    assert.strictEqual((await Program.run(home)).code, 0)
  }, 60_000)
})
