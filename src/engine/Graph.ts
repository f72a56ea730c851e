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
import * as Stage from "./Stage.ts"

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
  /** One for each factor of the stage's partition. */
  readonly parts: ReadonlyArray<Part>
  /** The digest of the items its program gets. */
  readonly item: Digest.Digest | undefined
  readonly setting: Setting.Reading | undefined
  readonly edges: ReadonlyArray<Edge>
  readonly target: boolean
}

/** Which item of a factor a node is about; without the item where its program gets the key alone. */
export interface Part {
  readonly factor: Partition.Factor
  readonly key: string
  readonly item: Setting.Reading | undefined
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
  const lists = new Map<Partition.Factor, ReadonlyArray<Partition.Keyed<Setting.Reading>>>()
  const list = (factor: Partition.Factor): ReadonlyArray<Partition.Keyed<Setting.Reading>> => {
    const known = lists.get(factor)
    if (known !== undefined) return known
    const reading = read(factor.setting)
    const items = reading === undefined ? [] : Partition.keyed(factor, reading.value as ReadonlyArray<unknown>)
    if (typeof items === "string") {
      const problem = { file: Setting.fileName(factor.setting), pointer: "", problem: items }
      problems.set(JSON.stringify(problem), problem)
    }
    const keyed = typeof items === "string"
      ? []
      : items.map(({ key, item }) => ({ key, item: { value: item, digest: Canonical.digestUnsafe(item) } }))
    lists.set(factor, keyed)
    return keyed
  }

  const all: Array<Node> = []
  const byId = new Map<string, Node>()
  for (const stage of graph.stages) {
    const setting = stage.setting === undefined ? undefined : read(stage.setting)
    for (const parts of combinations(stage.over?.factors ?? [], list)) {
      const scope = scopeOf(parts)
      const edges = stage.ports.map((port): Edge => ({ port: port.name, fan: port.fan, from: upstream(port.stage, parts, list, byId) }))
      const node: Node = {
        id: nodeId(stage.name, scope),
        index: all.length,
        stage,
        scope,
        parts,
        item: itemOf(parts),
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

type Lists = (factor: Partition.Factor) => ReadonlyArray<Partition.Keyed<Setting.Reading>>

/** Every choice of one item from each factor, those of the first in order before all else. */
const combinations = (factors: ReadonlyArray<Partition.Factor>, list: Lists): ReadonlyArray<ReadonlyArray<Part>> =>
  factors.reduce<ReadonlyArray<ReadonlyArray<Part>>>(
    (chosen, factor) => chosen.flatMap((parts) => list(factor).map(({ item, key }) => [...parts, { factor, key, item: factor.of === undefined ? item : undefined }])),
    [[]]
  )

const scopeOf = (parts: ReadonlyArray<Part>): Capability.Scope => (parts.length === 0 ? null : Partition.joined(parts.map(({ key }) => key)))

/** What of a node's items enters its key. */
const itemOf = (parts: ReadonlyArray<Part>): Digest.Digest | undefined => {
  const items = parts.flatMap(({ factor, item }) => (item === undefined ? [] : [[factor.name, item.digest] as const]))
  return items.length < 2 ? items[0]?.[1] : Canonical.digestUnsafe(Object.fromEntries(items))
}

/** The nodes of a stage that a node with these parts reads, under the keys of the factors it is not split by itself. */
const upstream = (stage: Stage.Any, parts: ReadonlyArray<Part>, list: Lists, byId: ReadonlyMap<string, Node>): Edge["from"] => {
  const factors = stage.over?.factors ?? []
  const own = (factor: Partition.Factor) => parts.find((part) => Partition.same(part.factor, factor))
  return combinations(factors.filter((factor) => own(factor) === undefined), list).map((others) => {
    const scope = scopeOf(factors.map((factor) => own(factor) ?? others.find((part) => part.factor === factor)!))
    return { key: Partition.joined(others.map(({ key }) => key)), node: byId.get(nodeId(stage.name, scope))! }
  })
}

/** The configuration files a graph reads, each once, in code-unit order. */
export const settingFiles = (graph: Graph): ReadonlyArray<string> => {
  const files = new Set<string>()
  for (const stage of graph.stages) {
    if (stage.setting !== undefined) files.add(stage.setting.file)
    for (const { setting } of stage.over?.factors ?? []) files.add(setting.file)
  }
  return [...files].sort(Canonical.compare)
}

/** The code digest of every stage, by stage name. */
export type Codes = Readonly<Record<string, Digest.Digest>>
