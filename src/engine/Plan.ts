/**
 * What a run would do, and why, without doing it.
 *
 * Uses the keys and the store of a real run. Where everything upstream is known the verdict is certain. Downstream of a node
 * that will run the value is not known yet, so the verdict says what it depends on: an equal value stops the work there.
 */
import * as Effect from "effect/Effect"
import * as Difference from "./Cause.ts"
import type * as Graph from "./Graph.ts"
import * as Key from "./Key.ts"
import * as Memo from "./Memo.ts"
import type * as Record from "./Record.ts"
import * as Stage from "./Stage.ts"
import type { ActionKey, Store } from "./Store.ts"

export type Verdict =
  /** Known: the answer is in the store. */
  | { readonly verdict: "reuse"; readonly node: string; readonly key: ActionKey }
  /** Will run, for certain. */
  | { readonly verdict: "run"; readonly node: string; readonly key: ActionKey; readonly causes: ReadonlyArray<Difference.Cause> }
  /** Runs unless what `on` gives leads to a known key. `causes` are its own changes: with one, reuse is unlikely. */
  | { readonly verdict: "depends"; readonly node: string; readonly on: ReadonlyArray<string>; readonly causes: ReadonlyArray<Difference.Cause> }

export interface Options {
  readonly nodes: Graph.Nodes
  readonly ground: Key.Ground
  readonly store: Store["Service"]
  readonly previous: (node: string) => Record.NodeRecord | undefined
}

/** A verdict for every node, in dependency order. */
export const make = Effect.fnUntraced(function*(options: Options) {
  const { ground, nodes, store } = options
  const memo = yield* Memo.recall(store, Key.ofPlan(ground, nodes))
  if (memo !== undefined) {
    return nodes.all.map((node): Verdict => ({ verdict: "reuse", node: node.id, key: memo.entries[node.index]![0] }))
  }
  const outputs = new Map<string, string>()
  const verdicts: Array<Verdict> = []
  for (const node of nodes.all) {
    const upstream = node.edges.flatMap((edge) => edge.from.map(({ node }) => node.id))
    const open = [...new Set(upstream)].filter((id) => !outputs.has(id))
    const last = options.previous(node.id)
    if (open.length > 0) {
      const action = Key.action(ground, node, {})
      verdicts.push({ verdict: "depends", node: node.id, on: open, causes: ownCauses(last, action) })
      continue
    }
    const action = Key.action(ground, node, inputsOf(node, outputs))
    const key = Key.of(action)
    const known = yield* store.lookup(key)
    if (known !== undefined && (yield* store.intact([known.output])).has(known.output)) {
      outputs.set(node.id, known.output)
      verdicts.push({ verdict: "reuse", node: node.id, key })
    } else {
      verdicts.push({ verdict: "run", node: node.id, key, causes: causesOf(last, key, action) })
    }
  }
  return verdicts
})

const inputsOf = (node: Graph.Node, outputs: ReadonlyMap<string, string>): Key.Action["inputs"] => {
  const inputs: { [port: string]: Key.InputDigest } = {}
  for (const edge of node.edges) {
    inputs[edge.port] = Stage.isAligned(edge.fan)
      ? outputs.get(edge.from[0]!.node.id)!
      : Object.fromEntries(edge.from.map(({ key, node }) => [key, outputs.get(node.id)!]))
  }
  return inputs
}

/** Why a node that is about to run was not found: its record compared with the one of the last run. */
export const causesOf = (last: Record.NodeRecord | undefined, key: ActionKey, action: Key.Action): ReadonlyArray<Difference.Cause> => {
  if (last === undefined || last.status === "skipped") return [{ kind: "first" }]
  if (last.key === key) return last.status === "failed" ? [{ kind: "failed" }] : [{ kind: "lost" }]
  return Difference.between(last.action, action)
}

const ownCauses = (last: Record.NodeRecord | undefined, action: Key.Action): ReadonlyArray<Difference.Cause> =>
  last === undefined || last.status === "skipped"
    ? [{ kind: "first" }]
    : Difference.between(last.action, { ...action, inputs: last.action.inputs })
