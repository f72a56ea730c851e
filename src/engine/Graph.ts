/**
 * A graph: the table of contents of a run, and its nodes once the settings are known.
 *
 * Stages are listed; edges follow from their inputs. The order of nodes is the order of their dependencies and then of
 * the list, so everything derived from it (records, drawings, hashes) is the same everywhere.
 */
import * as EffectGraph from "effect/Graph"
import * as Result from "effect/Result"
import * as Canonical from "../platform/Canonical.ts"
import type * as Digest from "../platform/Digest.ts"
import type * as Capability from "./Capability.ts"
import * as Partition from "./Partition.ts"
import * as Setting from "./Setting.ts"
import type * as Stage from "./Stage.ts"

export interface Graph<out S extends Stage.Any = Stage.Any> {
  readonly name: string
  /** In dependency order. */
  readonly stages: ReadonlyArray<S>
  /** The stages a run exists for: one of them missing, and the run has failed. */
  readonly targets: ReadonlySet<Stage.Any>
}

export type Stages<G> = G extends Graph<infer S> ? S : never
export type Uses<G> = Stage.Uses<Stages<G>>
export type FailedStage<G> = Stage.FailedStage<Stages<G>>

/**
 * Lists the stages of a graph. Everything upstream of a listed stage must be listed: the list is what a reader reads.
 *
 * @throws {Error} when two stages share a name or an upstream stage is missing: an error in the program
 */
export const make = <const S extends ReadonlyArray<Stage.Any>>(
  name: string,
  options: { readonly stages: S; readonly targets: ReadonlyArray<S[number]> }
): Graph<S[number]> => {
  const names = new Map<string, Stage.Any>()
  for (const stage of options.stages) {
    if (names.has(stage.name)) throw new Error(`graph ${name}: two stages are called ${stage.name}`)
    names.set(stage.name, stage)
  }
  for (const stage of options.stages) {
    for (const port of stage.ports) {
      if (names.get(port.stage.name) !== port.stage) throw new Error(`graph ${name}: ${stage.name} reads ${port.stage.name}, which is not listed`)
    }
  }
  return { name, stages: inOrder(options.stages), targets: new Set<Stage.Any>(options.targets) }
}

/** The stages as Effect's own directed graph, for drawing and for questions about paths. */
export const toEffectGraph = <S extends Stage.Any>(stages: ReadonlyArray<S>): EffectGraph.DirectedGraph<S, string> =>
  EffectGraph.directed<S, string>((mutable) => {
    const index = new Map<Stage.Any, EffectGraph.NodeIndex>()
    for (const stage of stages) index.set(stage, EffectGraph.addNode(mutable, stage))
    for (const stage of stages) {
      for (const port of stage.ports) EffectGraph.addEdge(mutable, index.get(port.stage)!, index.get(stage)!, port.name)
    }
  })

// Depth first from the list, so that the listed order holds wherever dependencies leave a choice.
const inOrder = <S extends Stage.Any>(stages: ReadonlyArray<S>): ReadonlyArray<S> => {
  const placed = new Set<Stage.Any>()
  const order: Array<S> = []
  const place = (stage: Stage.Any): void => {
    if (placed.has(stage)) return
    placed.add(stage)
    for (const port of stage.ports) place(port.stage)
    order.push(stage as S)
  }
  for (const stage of stages) place(stage)
  return order
}

/** One keyed unit of execution: a stage, or one partition of it. */
export interface Node {
  /** `stage`, or `stage[partition]`. */
  readonly id: string
  /** Its place in `Nodes.all`. */
  readonly index: number
  readonly stage: Stage.Any
  readonly scope: Capability.Scope
  readonly item: Setting.Reading | undefined
  readonly setting: Setting.Reading | undefined
  readonly edges: ReadonlyArray<Edge>
  readonly target: boolean
}

/** The nodes a port reads, with the partition key each arrives under. */
export interface Edge {
  readonly port: string
  readonly fan: Stage.Port["fan"]
  readonly from: ReadonlyArray<{ readonly key: string; readonly node: Node }>
}

export interface Nodes {
  readonly graph: Graph
  /** In dependency order. */
  readonly all: ReadonlyArray<Node>
  readonly byId: ReadonlyMap<string, Node>
}

export const nodeId = (stage: string, scope: Capability.Scope): string => (scope === null ? stage : `${stage}[${scope}]`)

/** The nodes of a graph under its settings, or everything that is wrong with the settings. */
export const nodes = (graph: Graph, settings: Setting.Source): Result.Result<Nodes, ReadonlyArray<Setting.Problem>> => {
  const problems = new Map<string, Setting.Problem>()
  const readings = new Map<Setting.Setting<unknown>, Setting.Reading | undefined>()
  const read = (setting: Setting.Setting<unknown>): Setting.Reading | undefined => {
    if (!readings.has(setting)) {
      const reading = Setting.read(setting, settings)
      readings.set(setting, Result.isSuccess(reading) ? reading.success : undefined)
      if (Result.isFailure(reading)) for (const problem of reading.failure) problems.set(JSON.stringify(problem), problem)
    }
    return readings.get(setting)
  }
  const scopes = new Map<Partition.Any, ReadonlyArray<Partition.Keyed<Setting.Reading>>>()
  const split = (partition: Partition.Any): ReadonlyArray<Partition.Keyed<Setting.Reading>> => {
    const known = scopes.get(partition)
    if (known !== undefined) return known
    const reading = read(partition.setting)
    const items = reading === undefined ? [] : Partition.keyed(partition, reading.value as ReadonlyArray<unknown>)
    if (typeof items === "string") {
      const problem = { file: Setting.fileName(partition.setting), pointer: "", problem: items }
      problems.set(JSON.stringify(problem), problem)
    }
    const keyed = typeof items === "string"
      ? []
      : items.map(({ key, item }) => ({ key, item: { value: item, digest: Canonical.digestUnsafe(item) } }))
    scopes.set(partition, keyed)
    return keyed
  }

  const all: Array<Node> = []
  const byId = new Map<string, Node>()
  for (const stage of graph.stages) {
    const setting = stage.setting === undefined ? undefined : read(stage.setting)
    const parts: ReadonlyArray<Partition.Keyed<Setting.Reading> | undefined> = stage.over === undefined ? [undefined] : split(stage.over)
    for (const part of parts) {
      const scope = part?.key ?? null
      const edges = stage.ports.map((port): Edge => ({
        port: port.name,
        fan: port.fan,
        from: port.fan !== "one"
          ? split(port.stage.over!).map(({ key }) => ({ key, node: byId.get(nodeId(port.stage.name, key))! }))
          : [{ key: "", node: byId.get(nodeId(port.stage.name, port.stage.over === undefined ? null : scope))! }]
      }))
      const node: Node = {
        id: nodeId(stage.name, scope),
        index: all.length,
        stage,
        scope,
        item: stage.over?.of === undefined ? part?.item : undefined,
        setting,
        edges,
        target: graph.targets.has(stage)
      }
      all.push(node)
      byId.set(node.id, node)
    }
  }
  return problems.size > 0 ? Result.fail([...problems.values()]) : Result.succeed({ graph, all, byId })
}

/** The configuration files a graph reads, each once, in code-unit order. */
export const settingFiles = (graph: Graph): ReadonlyArray<string> => {
  const files = new Set<string>()
  for (const stage of graph.stages) {
    if (stage.setting !== undefined) files.add(stage.setting.file)
    if (stage.over !== undefined) files.add(stage.over.setting.file)
  }
  return [...files].sort(Canonical.compare)
}

/** The code digest of every stage, by stage name. */
export type Codes = Readonly<Record<string, Digest.Digest>>
