/**
 * A small world to run graphs in: a memory store, a code table that can be changed, and the events of the last run.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Capability from "../../src/engine/Capability.ts"
import * as Engine from "../../src/engine/Engine.ts"
import type { Event } from "../../src/engine/Event.ts"
import type * as Graph from "../../src/engine/Graph.ts"
import * as Record from "../../src/engine/Record.ts"
import { Store } from "../../src/engine/Store.ts"
import type * as Setting from "../../src/engine/Setting.ts"
import * as Digest from "../../src/platform/Digest.ts"

export interface World<I> {
  readonly settings?: Setting.Source
  readonly codes?: Readonly<{ [stage: string]: string }>
  readonly capabilities?: Capability.Bound<I>
}

export interface Ran {
  readonly status: Readonly<{ [node: string]: string }>
  readonly events: ReadonlyArray<Event>
  readonly records: ReadonlyArray<Record.NodeRecord>
  readonly graphHash: Digest.Digest
  readonly recognised: boolean
  readonly value: (node: string) => unknown
  readonly failure: (node: string) => Record.NodeRecord & { status: "failed" }
}

const codesOf = (graph: Graph.Graph, changed: Readonly<{ [stage: string]: string }> = {}): Graph.Codes =>
  Object.fromEntries(graph.stages.map(({ name }) => [name, Digest.of(`code of ${name} ${changed[name] ?? ""}`)]))

export const ready = <G extends Graph.Graph>(graph: G, world: World<Graph.Uses<G>> = {}) =>
  Result.getOrThrowWith(
    Engine.ready(graph, {
      settings: world.settings ?? {},
      codes: codesOf(graph, world.codes),
      runtime: { unicode: "17.0" },
      capabilities: world.capabilities ?? (Capability.none as Capability.Bound<Graph.Uses<G>>)
    }),
    (problems) => new Error(JSON.stringify(problems))
  )

export interface Options extends Partial<Engine.RunOptions> {
  readonly last?: Ran | undefined
}

export const run = Effect.fnUntraced(function*<G extends Graph.Graph>(graph: G, world: World<Graph.Uses<G>> = {}, options: Options = {}) {
  const store = yield* Store
  const events: Array<Event> = []
  const known = new Map(options.last?.records.map((record) => [record.node, record]))
  const execution = Engine.execution(ready(graph, world), {
    store,
    concurrency: 4,
    previous: (node) => known.get(node),
    ...options,
    emit: (event) => void events.push(event)
  })
  const result = yield* execution.run
  const records = Record.decode(result.record)
  if (!Array.isArray(records)) throw new Error(JSON.stringify(records))
  const values = new Map<string, unknown>()
  for (const settled of result.settled) {
    if ("output" in settled) {
      const content = yield* store.read(settled.output)
      values.set(settled.node.id, settled.node.stage.codec.decodeUnsafe(content!))
    }
  }
  const ran: Ran = {
    status: Object.fromEntries(result.settled.map((settled) => [settled.node.id, settled.status])),
    events,
    records,
    graphHash: result.graphHash,
    recognised: result.recognised,
    value: (node) => values.get(node),
    failure: (node) => records.find((record) => record.node === node) as Record.NodeRecord & { status: "failed" }
  }
  return ran
})
