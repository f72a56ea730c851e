/**
 * A graph of a given number of nodes, run as a process: `node synthetic.js NODES FOLDER`. Prints one JSON line of figures.
 *
 * Ten layers of one partitioned stage each, every node reading the node before it, so keys chain as they do in real graphs.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Capability from "../../src/engine/Capability.ts"
import * as Engine from "../../src/engine/Engine.ts"
import * as Graph from "../../src/engine/Graph.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Setting from "../../src/engine/Setting.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { Store } from "../../src/engine/Store.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as DiskStore from "../../src/store/DiskStore.ts"

const layers = 10
const [, , count, folder] = process.argv
const width = Number(count) / layers

const cell = Partition.make("cell", {
  over: Setting.make("cells", Schema.Array(Schema.String)),
  key: (key: string) => key
})
const Value = Schema.Struct({ cell: Schema.String, depth: Schema.Int })

const first = Stage.make("layer-0", { over: cell, output: Value, run: ({ cell }) => Effect.succeed({ cell, depth: 0 }) })
const stages = [first]
for (let layer = 1; layer < layers; layer++) {
  stages.push(Stage.make(`layer-${layer}`, {
    over: cell,
    inputs: { before: stages[layer - 1]! },
    output: Value,
    run: ({ before }) => Effect.succeed({ cell: before.cell, depth: before.depth + 1 })
  }) as unknown as typeof first)
}
const graph = Graph.make("synthetic", { stages, targets: [stages.at(-1)!] })

const started = performance.now()
const program = Effect.gen(function*() {
  const ready = Result.getOrThrow(Engine.ready(graph, {
    settings: { cells: Array.from({ length: width }, (_, index) => `c${String(index).padStart(6, "0")}`) },
    codes: Object.fromEntries(stages.map(({ name }) => [name, Digest.of(name)])),
    runtime: { unicode: process.versions.unicode! },
    capabilities: Capability.none
  }))
  const result = yield* Engine.execution(ready, { store: yield* Store, concurrency: 4, emit: () => {}, previous: () => undefined }).run
  const ran = result.settled.filter(({ status }) => status === "ran").length
  process.stdout.write(`${JSON.stringify({ nodes: result.settled.length, ran, recognised: result.recognised, ms: performance.now() - started, graph_hash: result.graphHash })}\n`)
})
await Effect.runPromise(program.pipe(Effect.provide(DiskStore.layer({ folder: folder! }))))
