import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Comparison from "../../src/engine/Comparison.ts"
import { Store } from "../../src/engine/Store.ts"
import * as LossyStore from "./LossyStore.ts"
import * as Oracle from "./Oracle.ts"
import * as Random from "./RandomGraph.ts"
import * as Rig from "./Rig.ts"
import * as Story from "./Story.ts"

/** `STORIES=20000` looks harder. */
const stories = { timeout: 600_000, arbitrary: { runs: Number(process.env["STORIES"] ?? 200), seed: 7, size: 40 } }

interface Observed {
  readonly ran: Rig.Ran
  readonly expected: Oracle.Expected
}

/** A world's run, each in a store of its own. */
const observe = Effect.fnUntraced(function*(shapes: ReadonlyArray<Random.Shape>, state: Random.State) {
  const present = shapes.slice(0, state.size)
  const ran: Rig.Ran = yield* Rig.run(Random.graph(present, () => state), Random.worldOf(state)).pipe(Effect.provideService(Store, LossyStore.make().service))
  const observed: Observed = { ran, expected: Oracle.make().run(present, state) }
  return observed
})

const outcomeOf = (verdict: Oracle.Verdict) =>
  "value" in verdict ? { ok: Random.stable(verdict.value) } : "fields" in verdict ? { failed: verdict.failure } : { skipped: true }

/** Nodes whose story is not told the same on both sides. */
const differing = (a: Observed, b: Observed): ReadonlySet<string> => {
  const whole = (one: Oracle.Verdict | undefined) => one === undefined ? "none" : Random.stable({ fields: "fields" in one ? one.fields : null, outcome: outcomeOf(one) })
  const nodes = [...new Set([...a.expected.nodes.keys(), ...b.expected.nodes.keys()])]
  return new Set(nodes.filter((node) => whole(a.expected.nodes.get(node)) !== whole(b.expected.nodes.get(node))))
}

/** The smallest set, from its definition: a node is an origin if it differs by itself and not through what it reads. */
const origins = (a: Observed, b: Observed): ReadonlyArray<string> =>
  [...differing(a, b)].filter((node) => {
    const [x, y] = [a.expected.nodes.get(node), b.expected.nodes.get(node)]
    if (x === undefined || y === undefined) return true
    if (!("fields" in x) || !("fields" in y)) return false
    const differences = Oracle.differences(x.fields, y.fields)
    return differences.length === 0 || differences.some((cause) => !cause.startsWith("input "))
  }).sort()

const pairs = (read: (a: Observed, b: Observed, states: readonly [Random.State, Random.State]) => void, edits: (steps: Random.Sketch["steps"]) => ReadonlyArray<Random.Edit>) =>
([sketch]: readonly [Random.Sketch]) =>
  Effect.gen(function*() {
    const shapes = Random.shapesOf(sketch)
    const history = [Random.initial(shapes)]
    for (const edit of edits(sketch.steps)) {
      const effect = Random.edit(shapes, history, edit)
      if (effect.kind === "state") history.push(effect.state)
    }
    const [left, right] = [history.at(-2) ?? history[0]!, history.at(-1)!]
    const far = history[sketch.order % history.length]!
    const [a, b, c] = [yield* observe(shapes, left), yield* observe(shapes, right), yield* observe(shapes, far)]
    read(a, b, [left, right])
    read(c, b, [far, right])
    read(b, c, [right, far])
  })

const flat = (steps: Random.Sketch["steps"]) => steps.flat()

describe("a comparison of two runs", () => {
  it.effect.prop("lists exactly the nodes that differ by themselves, and counts the rest", [Random.Sketch], pairs((a, b) => {
    const { downstream, equal, origins: found } = Comparison.compare(a.ran.records, b.ran.records)
    assert.deepStrictEqual(found.map(({ node }) => node).sort(), origins(a, b))
    const all = new Set([...a.expected.nodes.keys(), ...b.expected.nodes.keys()])
    assert.strictEqual(found.length + downstream + equal, all.size)
    assert.strictEqual(equal, all.size - differing(a, b).size)
    assert.strictEqual(found.length === 0, a.ran.graphHash === b.ran.graphHash, "no origin, and yet another graph hash")
  }, flat), stories)

  it.effect.prop("explains every difference: what differs is an origin or reads something that differs", [Random.Sketch], pairs((a, b) => {
    const found = new Set(Comparison.compare(a.ran.records, b.ran.records).origins.map(({ node }) => node))
    const differs = differing(a, b)
    // A node skipped on both sides hands on why: the failure upstream of it.
    const isSkipped = (node: string) => [a, b].every(({ expected }) => expected.nodes.get(node)?.status === "skipped")
    const readsDifference = (node: string): boolean =>
      [...a.expected.reads.get(node) ?? [], ...b.expected.reads.get(node) ?? []].some((one) => differs.has(one) || (isSkipped(one) && readsDifference(one)))
    for (const node of differs) assert.isTrue(found.has(node) || readsDifference(node), `${node} differs, and nothing says why`)
  }, flat), stories)

  it.effect.prop("gives as causes a node's own changed fields", [Random.Sketch], pairs((a, b) => {
    for (const origin of Comparison.compare(a.ran.records, b.ran.records).origins) {
      if (origin.kind !== "differs") continue
      const [x, y] = [a.expected.nodes.get(origin.node), b.expected.nodes.get(origin.node)] as [any, any]
      assert.deepStrictEqual(Story.words(origin.causes), Oracle.differences(x.fields, y.fields).filter((cause) => !cause.startsWith("input ")))
    }
  }, flat), stories)

  it.effect.prop("of worlds one edit apart names only nodes that read what was edited", [Random.Sketch], pairs((a, b, [left, right]) => {
    for (const origin of Comparison.compare(a.ran.records, b.ran.records).origins) {
      const stage = Number(/^s(\d+)/.exec(origin.node)![1])
      const why = origin.kind === "differs" ? origin.causes.map(({ kind }) => kind).sort().join() : origin.kind
      const touched = {
        code: left.codes[stage]!.version !== right.codes[stage]!.version,
        config: Random.stable(left.knobs) !== Random.stable(right.knobs),
        item: Random.stable(left.lists) !== Random.stable(right.lists),
        capability: Random.stable(left.answers) !== Random.stable(right.answers),
        outcome: Random.stable(left.failing) !== Random.stable(right.failing),
        only: left.size !== right.size || Random.stable(left.lists) !== Random.stable(right.lists)
      }
      for (const kind of why.split(",")) assert.isTrue(touched[kind as keyof typeof touched], `${origin.node}: ${kind} was not touched`)
    }
  }, flat), stories)
})
