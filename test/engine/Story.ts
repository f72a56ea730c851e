/**
 * A story: a random graph run again and again while its world changes, beside the oracle.
 */
import * as Effect from "effect/Effect"
import * as Engine from "../../src/engine/Engine.ts"
import type { Cause } from "../../src/engine/Cause.ts"
import type { Event } from "../../src/engine/Event.ts"
import type * as Plan from "../../src/engine/Plan.ts"
import { Store } from "../../src/engine/Store.ts"
import * as LossyStore from "./LossyStore.ts"
import * as Oracle from "./Oracle.ts"
import * as Random from "./RandomGraph.ts"
import * as Rig from "./Rig.ts"

export interface Chapter {
  readonly state: Random.State
  /** The edits since the chapter before, by name. */
  readonly edits: ReadonlyArray<string>
  readonly expected: Oracle.Expected
  readonly before: Chapter | undefined
  readonly plan: ReadonlyArray<Plan.Verdict>
  /** What planning wrote to the store. */
  readonly writesOfPlan: number
  readonly ran: Rig.Ran
  /** A run of the same world in an empty store, in the order of the list, one node at a time. */
  readonly scratch: Rig.Ran
}

export const executed = (ran: Rig.Ran): ReadonlyArray<string> => ran.events.flatMap((event) => (event.type === "node-started" ? [event.node] : [])).sort()

/** A cause as the oracle says it. */
export const word = (cause: Cause): string => {
  switch (cause.kind) {
    case "capability":
      return `capability ${cause.capability}`
    case "input":
      return `input ${cause.port}${cause.partition === null ? "" : `[${cause.partition}]`}`
    default:
      return cause.kind
  }
}

export const words = (causes: ReadonlyArray<Cause>): ReadonlyArray<string> => causes.map(word).sort()

/** Tells a story chapter by chapter. */
export const tell = Effect.fnUntraced(function*(sketch: Random.Sketch, read: (chapter: Chapter) => void) {
  const shapes = Random.shapesOf(sketch)
  const roll = Random.dice(sketch.order)
  const oracle = Oracle.make()
  const lossy = LossyStore.make()
  const outputs = new Map<string, string>()
  const history = [Random.initial(shapes)]
  let before: Chapter | undefined
  for (const edits of [[], ...sketch.steps]) {
    const names: Array<string> = []
    for (const edit of edits) {
      const effect = Random.edit(shapes, history, edit)
      if (effect.kind === "state") {
        names.push(effect.name)
        history.push(effect.state)
      } else names.push(drop(effect, oracle, lossy, outputs))
    }
    const state = history.at(-1)!
    const present = shapes.slice(0, state.size)
    const world = Random.worldOf(state)
    const graph = Random.graph(present, () => state)
    const last = before?.ran
    const known = new Map(last?.records.map((record) => [record.node, record]))
    const writes = lossy.writes()
    const plan = yield* Engine.plan(Rig.ready(graph, world), { store: lossy.service, previous: (node) => known.get(node) })
    const writesOfPlan = lossy.writes() - writes
    const ran: Rig.Ran = yield* Rig.run(graph, world, { last, concurrency: 1 + roll(8), pick: (ready) => roll(ready.length) }).pipe(Effect.provideService(Store, lossy.service))
    const expected = oracle.run(present, state)
    const reused = new Set([...expected.nodes].flatMap(([node, { status }]) => (status === "reused" ? [node] : [])))
    // What is reused is not asked whether it would fail today.
    const calm = { ...state, failing: state.failing.filter((node) => !reused.has(node)) }
    const scratch: Rig.Ran = yield* Rig.run(Random.graph(present, () => calm), Random.worldOf(calm), { concurrency: 1 }).pipe(
      Effect.provideService(Store, LossyStore.make().service)
    )
    for (const record of ran.records) {
      const verdict = expected.nodes.get(record.node)
      if (record.status === "ok" && verdict !== undefined && "key" in verdict) outputs.set(verdict.key, `${record.key} ${record.output}`)
    }
    before = { state, edits: names, expected, before: before === undefined ? undefined : { ...before, before: undefined }, plan, writesOfPlan, ran, scratch }
    read(before)
  }
})

const drop = (effect: Extract<Random.Effect_, { kind: "drop" }>, oracle: Oracle.Oracle, lossy: LossyStore.LossyStore, outputs: ReadonlyMap<string, string>): string => {
  if (effect.what === "hints") {
    oracle.dropHints()
    lossy.lose.hints()
    return "drop hints"
  }
  const keys = oracle.keys()
  const key = keys[effect.at % Math.max(1, keys.length)]
  const named = key === undefined ? undefined : outputs.get(key)
  if (key === undefined || named === undefined) return "nothing"
  const [action, output] = named.split(" ") as [any, any]
  if (effect.what === "action") {
    oracle.dropAction(key)
    lossy.lose.action(action)
    return "drop action"
  }
  if (oracle.dropBlob(key) === undefined) return "nothing"
  lossy.lose.blob(output)
  return "drop blob"
}

export type NodeFinished = Extract<Event, { type: "node-finished" }>
