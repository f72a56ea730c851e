/**
 * The chain of nodes that decided how long a run took: the longest way through the graph, by measured durations.
 *
 * Edges are those of the stages as they are declared now; a node of a stage that is gone stands for itself.
 */
import * as Partition from "../engine/Partition.ts"
import type * as Stage from "../engine/Stage.ts"

export interface CriticalPath {
  readonly millis: number
  /** From the first to the last. Nodes that took no time are left out. */
  readonly nodes: ReadonlyArray<{ readonly node: string; readonly millis: number }>
}

export interface Name {
  readonly stage: string
  readonly scope: string | null
}

/** `read-board[openai]` as its parts. */
export const nameOf = (node: string): Name => {
  const [, stage, scope] = /^([^[]*)(?:\[(.*)\])?$/s.exec(node) ?? []
  return { stage: stage ?? node, scope: scope ?? null }
}

/** `undefined` where no node took any time. */
export const of = (stages: ReadonlyArray<Stage.Any>, nodes: ReadonlyArray<string>, millisOf: (node: string) => number): CriticalPath | undefined => {
  const byStage = Map.groupBy(nodes, (node) => nameOf(node).stage)
  const longest = new Map<string, { readonly millis: number; readonly before: string | undefined }>()
  const settle = (node: string, upstream: ReadonlyArray<string>) => {
    let before: string | undefined
    for (const one of upstream) if (millisTo(one) > (before === undefined ? 0 : millisTo(before))) before = one
    longest.set(node, { millis: millisOf(node) + (before === undefined ? 0 : millisTo(before)), before })
  }
  const millisTo = (node: string): number => longest.get(node)?.millis ?? 0

  for (const stage of stages) {
    for (const node of byStage.get(stage.name) ?? []) settle(node, upstreamOf(stage, keysOf(stage, nameOf(node).scope), byStage))
  }
  for (const node of nodes) if (!longest.has(node)) settle(node, [])

  let end: string | undefined
  for (const node of longest.keys()) if (millisTo(node) > (end === undefined ? 0 : millisTo(end))) end = node
  if (end === undefined) return undefined
  const path: Array<CriticalPath["nodes"][number]> = []
  for (let node: string | undefined = end; node !== undefined; node = longest.get(node)!.before) path.unshift({ node, millis: millisOf(node) })
  return { millis: millisTo(end), nodes: path.filter(({ millis }) => millis > 0) }
}

type Keys = ReadonlyArray<readonly [factor: Partition.Factor, key: string]>

/** What the scope of a node says, list by list. */
const keysOf = (stage: Stage.Any, scope: string | null): Keys => {
  const keys = scope === null ? [] : Partition.parts(scope)
  return (stage.over?.factors ?? []).flatMap((factor, index) => (keys[index] === undefined ? [] : [[factor, keys[index]] as const]))
}

/**
 * The nodes of a run that a node of a stage reads, of those there are. A stage that the run does not have is looked through.
 *
 * @param keys what is known of where the node stands; a list that is not among them is taken whole
 */
const upstreamOf = (stage: Stage.Any, keys: Keys, byStage: ReadonlyMap<string, ReadonlyArray<string>>): ReadonlyArray<string> =>
  stage.ports.flatMap((port) => {
    const there = byStage.get(port.stage.name)
    const own = keys.filter(([factor]) => port.stage.over?.factors.some((other) => Partition.same(factor, other)) === true)
    if (there === undefined) return upstreamOf(port.stage, own, byStage)
    return there.filter((node) => {
      const theirs = keysOf(port.stage, nameOf(node).scope)
      return own.every(([factor, key]) => theirs.every(([other, another]) => key === another || !Partition.same(factor, other)))
    })
  })
