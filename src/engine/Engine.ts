/**
 * A graph made ready to be planned or run: its nodes under these settings, and what their keys have in common.
 */
import * as Result from "effect/Result"
import type * as Effect from "effect/Effect"
import type * as Capability from "./Capability.ts"
import type { Crew } from "./Crew.ts"
import type { Event } from "./Event.ts"
import * as Graph from "./Graph.ts"
import type * as Key from "./Key.ts"
import * as LocalExecutor from "./LocalExecutor.ts"
import * as Plan from "./Plan.ts"
import type { NodeRecord } from "./Record.ts"
import * as Run from "./Run.ts"
import type * as Setting from "./Setting.ts"
import type { Store } from "./Store.ts"

export interface World<I> {
  readonly settings: Setting.Source
  /** The code digest of every stage of the graph. */
  readonly codes: Graph.Codes
  readonly runtime: Key.Action["runtime"]
  readonly capabilities: Capability.Bound<I>
}

export interface Ready {
  readonly nodes: Graph.Nodes
  readonly ground: Key.Ground
  readonly capabilities: Capability.Bound<never>
}

/** The nodes of a graph, or everything that is wrong with its settings. Nothing has run when it fails. */
export const ready = <G extends Graph.Graph>(graph: G, world: World<Graph.Uses<G>>): Result.Result<Ready, ReadonlyArray<Setting.Problem>> =>
  Result.map(Graph.nodes(graph, world.settings), (nodes) => {
    for (const { name } of graph.stages) {
      if (world.codes[name] === undefined) throw new Error(`the code table does not know the stage ${name}; build again`)
    }
    return {
      nodes,
      capabilities: world.capabilities as Capability.Bound<never>,
      ground: {
        codes: world.codes,
        runtime: world.runtime,
        fingerprint: (capability, scope) => world.capabilities.grants.get(capability.key)!(scope).service.fingerprint
      }
    }
  })

export interface RunOptions {
  readonly store: Store["Service"]
  readonly concurrency: number
  readonly emit: (event: Event) => void
  readonly previous: (node: string) => NodeRecord | undefined
  readonly refresh?: boolean
  /** Given, every node runs twice, the second time inside it, and must give the same bytes. */
  readonly perturbed?: <A, E>(program: Effect.Effect<A, E>) => Effect.Effect<A, E>
  /** Who computes beside this thread what is pure and large. */
  readonly crew?: Crew
  readonly pick?: (ready: ReadonlyArray<Graph.Node>) => number
}

export const execution = ({ nodes, ground, capabilities }: Ready, options: RunOptions): Run.Execution => {
  const refresh = options.refresh === true || options.perturbed !== undefined
  return Run.make({
    nodes,
    ground,
    store: options.store,
    concurrency: options.concurrency,
    emit: options.emit,
    previous: options.previous,
    refresh,
    ...(options.pick === undefined ? {} : { pick: options.pick }),
    executor: LocalExecutor.make({ nodes, store: options.store, capabilities, emit: options.emit, rowMemory: !refresh, crew: options.perturbed === undefined ? options.crew : undefined, perturbed: options.perturbed })
  })
}

export const plan = ({ nodes, ground }: Ready, options: Pick<RunOptions, "store" | "previous">) => Plan.make({ nodes, ground, ...options })
