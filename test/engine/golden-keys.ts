/**
 * Prints the keys of a graph that never changes, under a world that never changes: `golden-keys.v1.json`.
 *
 * Other keys mean another `Key.engineEpoch`, and a new file for it: node test/engine/golden-keys.ts > test/engine/golden-keys.v2.json
 */
import * as Effect from "effect/Effect"
import { Store } from "../../src/engine/Store.ts"
import * as MemoryStore from "../../src/store/MemoryStore.ts"
import * as Random from "./RandomGraph.ts"
import * as Rig from "./Rig.ts"

const stage = (form: number, over: number, ports: ReadonlyArray<number>, fans = 0): Random.Sketch["stages"][number] =>
  ({ form, over, ports, fans, knob: 1 + form, asks: 1 + form, fails: 1, yields: 0 })

export const shapes: ReadonlyArray<Random.Shape> = Random.shapesOf({
  stages: [stage(2, 0, []), stage(0, 1, [0]), stage(4, 1, [1]), stage(5, 3, [0, 1], 8), stage(3, 0, [0]), stage(1, 4, [1, 2]), stage(0, 0, [1, 2, 3], 16)]
})

/** Text whose order depends on the locale, and on nothing else. */
export const state: Random.State = {
  ...Random.initial(shapes),
  lists: { a: { Z: 1, a: 2, z10: 0, z9: 1 }, b: { "10": 1, "9": 2, i: 0, I: 1 } }
}

export const keys = (world: Rig.World<any>): Promise<{ readonly [node: string]: string }> =>
  Effect.runPromise(
    Effect.map(Rig.run(Random.graph(shapes, () => state), world), (ran) =>
      Object.fromEntries(ran.records.map((record) => [record.node, record.status === "skipped" ? "skipped" : record.key]))).pipe(
        Effect.provideService(Store, MemoryStore.make())
      )
  )

if (process.argv[1] === import.meta.filename) process.stdout.write(`${JSON.stringify(await keys(Random.worldOf(state)), null, 2)}\n`)
