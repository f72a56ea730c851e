import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Graph from "../../src/engine/Graph.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Setting from "../../src/engine/Setting.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { Store } from "../../src/engine/Store.ts"
import * as MemoryStore from "../../src/store/MemoryStore.ts"
import * as Rig from "./Rig.ts"

const Row = Schema.Struct({ key: Schema.String, n: Schema.Int })
const table = Output.table(Row, ({ key }) => key)
const list = Setting.make("list", Schema.Array(Schema.Int))
const source = Stage.make("source", { config: list, output: table, run: (_, numbers) => Effect.succeed(numbers.map((n) => ({ key: `k${n}`, n }))) })

const fresh = Effect.provide(MemoryStore.layer)

describe("a stage over rows that does not follow from its rows", () => {
  let calls = 0
  const counter = Stage.each("counter", { rows: source, output: table, run: ({ key }) => ({ key, n: calls++ }) })
  const graph = Graph.make("rows", { stages: [source, counter], targets: [counter] })
  const world = { settings: { list: [1, 2] } }

  it.effect("is caught when every node is computed again, though its rows are remembered", () =>
    Effect.gen(function*() {
      yield* Rig.run(graph, world)
      const again = yield* Rig.run(graph, world, { refresh: true })
      assert.strictEqual(again.status["counter"], "failed")
      assert.strictEqual(again.failure("counter").failure.error._tag, "NonDeterministic")
    }).pipe(fresh))

  it.effect("is caught when every node is run twice, though its rows are remembered", () =>
    Effect.gen(function*() {
      yield* Rig.run(graph, world)
      const checked = yield* Rig.run(graph, world, { perturbed: (program) => program })
      assert.strictEqual(checked.status["counter"], "failed")
    }).pipe(fresh))
})

describe("a stage that changes what it was given", () => {
  it.effect("changes nothing for the stages that read the same configuration", () =>
    Effect.gen(function*() {
      const settings = { list: [3, 1, 2] }
      const sorter = Stage.make("a-sorter", { config: list, output: Schema.Array(Schema.Int), run: (_, numbers) => Effect.sync(() => (numbers as Array<number>).sort((a, b) => a - b)) })
      const reader = Stage.make("b-reader", { config: list, inputs: { sorted: sorter }, output: Schema.Array(Schema.Int), run: (_, numbers) => Effect.succeed(numbers) })
      const ran = yield* Rig.run(Graph.make("shared", { stages: [sorter, reader], targets: [reader] }), { settings })
      assert.deepStrictEqual(settings, { list: [3, 1, 2] })
      if (ran.status["a-sorter"] === "ran") assert.deepStrictEqual(ran.value("b-reader"), [3, 1, 2])
      else assert.strictEqual(ran.failure("a-sorter").failure.error._tag, "BrokenStage")
    }).pipe(fresh))

  it.effect("gives the same rows whichever of them are remembered", () =>
    Effect.gen(function*() {
      const seen = Stage.make("seen", { output: Schema.Array(Schema.String), run: () => Effect.succeed([]) })
      const pusher = Stage.each("pusher", {
        rows: source,
        inputs: { seen },
        output: table,
        run: ({ key }, { seen }) => ({ key, n: (seen as Array<string>).push(key) })
      })
      const graph = Graph.make("pushing", { stages: [source, seen, pusher], targets: [pusher] })
      yield* Rig.run(graph, { settings: { list: [1, 2] } })
      const warm = yield* Rig.run(graph, { settings: { list: [1, 2, 3] } })
      const cold = yield* Rig.run(graph, { settings: { list: [1, 2, 3] } }).pipe(Effect.provideService(Store, MemoryStore.make()))
      assert.strictEqual(warm.graphHash, cold.graphHash)
    }).pipe(fresh))
})

describe("a stage that interrupts itself", () => {
  it.effect("is broken, and the others go on", () =>
    Effect.gen(function*() {
      const quitter = Stage.make("quitter", { output: Schema.Int, run: () => Effect.interrupt })
      const worker = Stage.make("worker", { output: Schema.Int, run: () => Effect.succeed(1) })
      const exit = yield* Effect.exit(Rig.run(Graph.make("quitting", { stages: [quitter, worker], targets: [worker] })))
      assert.strictEqual(exit._tag, "Success", String(exit))
      if (exit._tag !== "Success") return
      assert.strictEqual(exit.value.failure("quitter").failure.error._tag, "BrokenStage")
      assert.strictEqual(exit.value.status["worker"], "ran")
    }).pipe(fresh))
})

describe("a declaration", () => {
  it("is refused when a port has the name of the partition, which would hide the item", () => {
    const site = Partition.make("site", { over: Setting.make("sites", Schema.Array(Schema.Struct({ id: Schema.String }))), key: ({ id }) => id })
    assert.throws(() => Stage.make("hidden", { over: site, inputs: { site: source }, output: Schema.Int, run: () => Effect.succeed(1) }))
  })
})
