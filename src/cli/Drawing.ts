/**
 * The graph as boxes and arrows, whether of stages or of nodes. Always in the order of the graph, so that equal graphs give equal drawings.
 */
import * as EffectGraph from "effect/Graph"
import * as Graph from "../engine/Graph.ts"
import * as Stage from "../engine/Stage.ts"
import type { Seen } from "./Inspection.ts"

export interface Box {
  /** The stage's name, or the node's. */
  readonly id: string
  readonly stage: Stage.Any
  readonly scope: string | null
  readonly target: boolean
  /** What became of it in a run, by status; `undefined` where no run is drawn. */
  readonly fate: Fate | undefined
}

/** How many nodes of each status: of a node one at most. */
export type Fate = ReadonlyMap<Seen["status"], number>

export interface Arrow {
  readonly port: string
  readonly fan: Stage.Port["fan"]
  /** The reader takes its rows one by one. */
  readonly rows: boolean
}

export type Drawing = EffectGraph.DirectedGraph<Box, Arrow>

export const ofStages = (graph: Graph.Graph, nodes: ReadonlyArray<Seen> | undefined): Drawing =>
  EffectGraph.directed<Box, Arrow>((mutable) => {
    for (const stage of graph.stages) {
      EffectGraph.addNode(mutable, {
        id: stage.name,
        stage,
        scope: null,
        target: graph.targets.has(stage),
        fate: nodes === undefined ? undefined : tally(nodes.filter(({ node }) => node.replace(/\[.*$/s, "") === stage.name))
      })
    }
    for (const { data, source, target } of EffectGraph.values(EffectGraph.edges(Graph.toEffectGraph(graph.stages)))) {
      EffectGraph.addEdge(mutable, source, target, arrow(graph.stages[target]!.ports.find(({ name }) => name === data)!))
    }
  })

export const ofNodes = ({ all, graph }: Graph.Nodes, nodes: ReadonlyArray<Seen> | undefined): Drawing =>
  EffectGraph.directed<Box, Arrow>((mutable) => {
    for (const { id, scope, stage } of all) {
      EffectGraph.addNode(mutable, {
        id,
        stage,
        scope,
        target: graph.targets.has(stage),
        fate: nodes === undefined ? undefined : tally(nodes.filter(({ node }) => node === id))
      })
    }
    for (const { edges, index } of all) {
      for (const { fan, from, port } of edges) for (const { node } of from) EffectGraph.addEdge(mutable, node.index, index, arrow({ name: port, fan }))
    }
  })

const arrow = ({ fan, name }: Pick<Stage.Port, "name" | "fan">): Arrow => ({ port: name, fan, rows: name === Stage.rowsPort })

const tally = (nodes: ReadonlyArray<Seen>): Fate => {
  const fate = new Map<Seen["status"], number>()
  for (const { status } of nodes) fate.set(status, (fate.get(status) ?? 0) + 1)
  return fate
}
