import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type * as Crew from "../../src/engine/Crew.ts"
import * as CrewMember from "../../src/engine/CrewMember.ts"
import * as Engine from "../../src/engine/Engine.ts"
import type * as Graph from "../../src/engine/Graph.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { Store } from "../../src/engine/Store.ts"
import * as LossyStore from "./LossyStore.ts"
import * as Oracle from "./Oracle.ts"
import * as Random from "./RandomGraph.ts"
import * as Rig from "./Rig.ts"
import * as Story from "./Story.ts"

/** `STORIES=20000` looks harder. */
const runs = (usual: number): number => Number(process.env["STORIES"] ?? usual)
const stories = { timeout: 600_000, arbitrary: { runs: runs(250), seed: 2, size: 40 } }

const statusOf = ({ nodes }: Oracle.Expected) => Object.fromEntries([...nodes].map(([node, { status }]) => [node, status]))
const valuesOf = ({ nodes }: Oracle.Expected) => Object.fromEntries([...nodes].flatMap(([node, verdict]) => ("value" in verdict ? [[node, Random.stable(verdict.value)]] : [])))
const given = (ran: Rig.Ran) =>
  Object.fromEntries(Object.keys(ran.status).flatMap((node) => (ran.value(node) === undefined ? [] : [[node, Random.stable(ran.value(node))]])))

/** Does all of its work, or some of it, or none. */
const unreliable = (graph: Graph.Graph, roll: (sides: number) => number): Crew.Crew => ({
  perform: (work) => {
    const stage = graph.stages.find(({ name }) => name === work.stage)!
    const { [Stage.rowsPort]: rows } = work.inputs
    const some = rows === undefined ? {} : { [Stage.rowsPort]: Output.ofLines([...Output.lines(rows)].slice(0, roll(3))) }
    const fate = roll(3)
    return fate === 0 ? Effect.succeed(undefined) : CrewMember.perform(stage, fate === 1 ? work : { ...work, inputs: { ...work.inputs, ...some } })
  }
})

describe("a random graph whose world changes, beside a from-scratch oracle", () => {
  const seen = { chapters: 0, ran: 0, reused: 0, failed: 0, skipped: 0, edits: new Set<string>(), rows: 0, saved: 0 }

  it.effect.prop("executes exactly the nodes that were never answered, whatever the order, and gives the values of a run from scratch", [Random.Sketch], ([sketch]) =>
    Story.tell(sketch, ({ edits, expected, ran, scratch }) => {
      const must = [...expected.nodes].flatMap(([node, { status }]) => (status === "ran" || status === "failed" ? [node] : [])).sort()
      assert.deepStrictEqual(Story.executed(ran), must)
      assert.deepStrictEqual(ran.status, statusOf(expected))
      assert.deepStrictEqual(given(ran), valuesOf(expected))
      assert.strictEqual(ran.graphHash, scratch.graphHash)
      assert.deepStrictEqual(ran.records, scratch.records)
      for (const event of ran.events) {
        if (event.type !== "node-finished") continue
        const verdict = expected.nodes.get(event.node)!
        assert.deepStrictEqual(event.rows, verdict.status === "ran" ? verdict.rows : undefined, event.node)
        seen.rows += event.rows?.total ?? 0
        seen.saved += event.rows === null ? 0 : event.rows.total - event.rows.computed
      }
      seen.chapters++
      for (const { status } of expected.nodes.values()) seen[status]++
      edits.forEach((name) => seen.edits.add(name))
    }), stories)

  it("came across every kind of edit and of ending", () => {
    assert.deepStrictEqual([...seen.edits].sort(), ["add", "answer", "behaviour", "code", "drop action", "drop blob", "drop hints", "flip", "item", "knob", "nonce", "nothing", "remove", "revert", "size"])
    for (const [what, times] of Object.entries(seen)) if (typeof times === "number") assert.isAbove(times, 30, what)
  })

  it.effect.prop("is none the wiser for blobs that vanish at any moment and for a crew that does a part of its work", [Random.Sketch], ([sketch]) =>
    Effect.gen(function*() {
      const shapes = Random.shapesOf(sketch)
      const roll = Random.dice(sketch.order)
      const lossy = LossyStore.make()
      let losses = 6
      lossy.beforeRead = (digest) => {
        if (losses === 0 || roll(3) > 0) return
        losses--
        lossy.lose.blob(digest)
      }
      const history = [Random.initial(shapes)]
      for (const edits of [[], ...sketch.steps]) {
        for (const edit of edits) {
          const effect = Random.edit(shapes, history, edit)
          if (effect.kind === "state") history.push({ ...effect.state, failing: [] })
        }
        losses = 6
        const state = history.at(-1)!
        const graph = Random.graph(shapes.slice(0, state.size), () => state)
        const ran = yield* Engine.execution(Rig.ready(graph, Random.worldOf(state)), {
          store: lossy.service,
          crew: unreliable(graph, roll),
          concurrency: 1 + roll(8),
          pick: (ready) => roll(ready.length),
          emit: () => {},
          previous: () => undefined
        }).run
        const scratch = yield* Rig.run(graph, Random.worldOf(state)).pipe(Effect.provideService(Store, LossyStore.make().service))
        assert.strictEqual(ran.graphHash, scratch.graphHash)
      }
    }), { timeout: 600_000, arbitrary: { runs: runs(120), seed: 3, size: 40 } })
})
