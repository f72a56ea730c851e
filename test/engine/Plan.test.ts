import { assert, describe, it } from "@effect/vitest"
import * as Random from "./RandomGraph.ts"
import * as Oracle from "./Oracle.ts"
import * as Story from "./Story.ts"

/** `STORIES=20000` looks harder. */
const stories = { timeout: 600_000, arbitrary: { runs: Number(process.env["STORIES"] ?? 80), seed: 5, size: 40 } }

const nodesOf = (chapter: Story.Chapter, verdict: string) => chapter.plan.filter((one) => one.verdict === verdict).map(({ node }) => node).sort()

describe("a plan", () => {
  it.effect.prop("is what then executes", [Random.Sketch], ([sketch]) =>
    Story.tell(sketch, (chapter) => {
      const ran = new Set(Story.executed(chapter.ran))
      const [run, reuse, depends] = ["run", "reuse", "depends"].map((verdict) => nodesOf(chapter, verdict)) as [Array<string>, Array<string>, Array<string>]
      assert.deepStrictEqual(run.filter((node) => !ran.has(node)), [], "planned to run, and did not")
      assert.deepStrictEqual(reuse.filter((node) => ran.has(node)), [], "planned to be reused, and ran")
      assert.strictEqual(chapter.plan.length, chapter.expected.nodes.size)
      if (depends.length === 0) assert.deepStrictEqual(run, [...ran].sort())
      // Which of the rest run is for the values to say: those the oracle never saw.
      const unknown = depends.filter((node) => ["ran", "failed"].includes(chapter.expected.nodes.get(node)!.status))
      assert.deepStrictEqual(depends.filter((node) => ran.has(node)), unknown)
    }), stories)

  it.effect.prop("leaves open exactly what lies downstream of something that will run, and says of what", [Random.Sketch], ([sketch]) =>
    Story.tell(sketch, ({ expected, plan }) => {
      const verdicts = new Map(plan.map((one) => [one.node, one.verdict]))
      for (const one of plan) {
        const open = [...new Set(expected.reads.get(one.node)!.filter((node) => verdicts.get(node) !== "reuse"))].sort()
        assert.deepStrictEqual(one.verdict === "depends" ? [...one.on].sort() : [], open)
      }
    }), stories)

  it.effect.prop("names as causes exactly the fields that changed since the run before, as the run then does", [Random.Sketch], ([sketch]) =>
    Story.tell(sketch, ({ before, expected, plan, ran }) => {
      const started = new Map(ran.events.flatMap((event) => (event.type === "node-started" ? [[event.node, Story.words(event.causes)] as const] : [])))
      for (const [node, causes] of started) {
        const now = expected.nodes.get(node)!
        if ("fields" in now) assert.deepStrictEqual(causes, Oracle.causes(before?.expected.nodes.get(node), now), node)
      }
      for (const one of plan) {
        if (one.verdict === "run") assert.deepStrictEqual(Story.words(one.causes), started.get(one.node), one.node)
        const now = expected.nodes.get(one.node)!
        if (one.verdict !== "depends" || !("fields" in now)) continue
        const own = Oracle.causes(before?.expected.nodes.get(one.node), now).filter((cause) => !cause.startsWith("input ") && cause !== "lost" && cause !== "failed")
        assert.deepStrictEqual(Story.words(one.causes), own, one.node)
      }
    }), stories)

  it.effect.prop("writes nothing", [Random.Sketch], ([sketch]) => Story.tell(sketch, ({ writesOfPlan }) => assert.strictEqual(writesOfPlan, 0)), stories)
})
