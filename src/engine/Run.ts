/**
 * Executes a graph: settles every node that can be settled, reuses what is known, and keeps going past failures.
 *
 * A graph done before is recognised in one probe; otherwise each node is keyed by the values of its inputs as soon as they are
 * there, so equal values stop the work (early cutoff). Knows nothing of folders, leases or the clock.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Canonical from "../platform/Canonical.ts"
import type * as Digest from "../platform/Digest.ts"
import type { Event } from "./Event.ts"
import type * as Executor from "./Executor.ts"
import type { Failure } from "./Failure.ts"
import type * as Graph from "./Graph.ts"
import * as Key from "./Key.ts"
import * as Memo from "./Memo.ts"
import * as Plan from "./Plan.ts"
import * as Record from "./Record.ts"
import * as Stage from "./Stage.ts"
import type { ActionKey, Store, StoreUnwritable } from "./Store.ts"

export interface Options {
  readonly nodes: Graph.Nodes
  readonly ground: Key.Ground
  readonly store: Store["Service"]
  readonly executor: Executor.Executor["Service"]
  /** How many nodes are worked on at once. */
  readonly concurrency: number
  readonly emit: (event: Event) => void
  /** What the last run recorded of a node: what a new key is compared with. */
  readonly previous: (node: string) => Record.NodeRecord | undefined
  /** Takes nothing from the store: every node runs. */
  readonly refresh: boolean
  /** Which of the nodes that are ready goes next; the first, if not given. For tests: the answer must not depend on it. */
  readonly pick?: (ready: ReadonlyArray<Graph.Node>) => number
}

export interface Result {
  /** In dependency order. */
  readonly settled: ReadonlyArray<Settled>
  readonly graphHash: Digest.Digest
  /** The bytes of `nodes.ndjson`. */
  readonly record: Uint8Array
  /** The graph was recognised as a whole: no node was looked at. */
  readonly recognised: boolean
}

export type Settled =
  | { readonly status: "ran" | "reused"; readonly node: Graph.Node; readonly key: ActionKey; readonly output: Digest.Digest }
  | { readonly status: "failed"; readonly node: Graph.Node; readonly key: ActionKey; readonly action: Key.Action; readonly failure: Failure }
  /** `failure` is the one that is missing upstream. */
  | { readonly status: "skipped"; readonly node: Graph.Node; readonly because: string; readonly failure: Failure }

/** A run that can be asked how far it got, also when it was interrupted. */
export interface Execution {
  readonly run: Effect.Effect<Result, StoreUnwritable>
  readonly settled: () => ReadonlyArray<Settled>
}

export const make = (options: Options): Execution => {
  const settled: Array<Settled | undefined> = new Array(options.nodes.all.length).fill(undefined)
  const actions: Array<Key.Action | undefined> = new Array(options.nodes.all.length).fill(undefined)
  const state: State = { options, settled, actions }
  return { run: run(state), settled: () => settled.filter((one) => one !== undefined) }
}

interface State {
  readonly options: Options
  readonly settled: Array<Settled | undefined>
  readonly actions: Array<Key.Action | undefined>
}

const run = Effect.fnUntraced(function*(state: State) {
  const { emit, ground, nodes, refresh, store } = state.options
  emit({ type: "run-started", graph: nodes.graph.name, nodes: nodes.all.length })
  const plan = Key.ofPlan(ground, nodes)
  const memo = refresh ? undefined : yield* Memo.recall(store, plan)
  yield* reportDamage(state)
  if (memo !== undefined && memo.entries.length === nodes.all.length) {
    for (const node of nodes.all) {
      const [key, output] = memo.entries[node.index]!
      state.settled[node.index] = { status: "reused", node, key, output }
    }
    emit({ type: "graph-recognised", nodes: nodes.all.length, graphHash: memo.graphHash })
    return finish(state, { graphHash: memo.graphHash, record: memo.record, recognised: true })
  }

  yield* settleAll(state)
  yield* reportDamage(state)
  const records = nodes.all.map((node): Record.NodeRecord => recordOf(state, node))
  const graphHash = Record.graphHash(records)
  const record = Record.encode(records)
  if (records.every((one) => one.status === "ok")) {
    yield* Memo.remember(store, plan, { graphHash, record, entries: records.map(({ key, output }) => [key, output]) })
  }
  return finish(state, { graphHash, record, recognised: false })
})

const finish = (state: State, rest: Omit<Result, "settled">): Result => {
  const settled = state.settled as ReadonlyArray<Settled>
  const count = (status: Settled["status"]) => settled.filter((one) => one.status === status).length
  state.options.emit({
    type: "run-finished",
    ran: count("ran"),
    reused: count("reused"),
    failed: count("failed"),
    skipped: count("skipped"),
    graphHash: rest.graphHash
  })
  return { settled, ...rest }
}

/** How often an input may vanish between being found and being read before the store is given up. */
const toleratedLosses = 100

/** Works through the graph with `concurrency` workers. Each takes a ready node, settles it, and readies what waited for it. */
const settleAll = Effect.fnUntraced(function*(state: State) {
  const { nodes, concurrency, pick } = state.options
  const readers: Array<Array<Graph.Node>> = nodes.all.map(() => [])
  const waiting = nodes.all.map((node) => {
    const upstream = new Set(node.edges.flatMap((edge) => edge.from.map(({ node }) => node)))
    for (const one of upstream) readers[one.index]!.push(node)
    return upstream.size
  })
  const ready = nodes.all.filter((node) => waiting[node.index] === 0)
  let open = nodes.all.length
  let sleepers: Array<() => void> = []
  const wake = () => {
    const sleeping = sleepers
    sleepers = []
    for (const resume of sleeping) resume()
  }
  const worker = Effect.gen(function*() {
    while (open > 0) {
      if (ready.length === 0) {
        yield* Effect.callback<void>((resume) => void sleepers.push(() => resume(Effect.void)))
        continue
      }
      const [node] = pick === undefined ? ready.splice(0, 1) : ready.splice(pick(ready), 1)
      state.settled[node!.index] = yield* settle(state, node!)
      // Programs may never wait for anything; signals and timers still get their turn.
      if (state.settled[node!.index]!.status !== "reused") yield* Effect.yieldNow
      open--
      // What became ready goes next: a board is gone through to its end before another is begun.
      for (const reader of readers[node!.index]!) if (--waiting[reader.index]! === 0) ready.unshift(reader)
      wake()
    }
  })
  yield* Effect.all(Array.from({ length: Math.max(1, concurrency) }, () => worker), { concurrency: "unbounded", discard: true })
})

const settle = Effect.fnUntraced(function*(state: State, node: Graph.Node) {
  const { emit, executor, ground, previous, refresh, store } = state.options
  for (let losses = 0;; losses++) {
    if (losses > toleratedLosses) return yield* Effect.die(new Error(`the store lost the inputs of ${node.id} again and again`))
    const missing = missingInput(state, node)
    if (missing !== undefined) {
      emit({ type: "node-skipped", node: node.id, because: missing.node })
      return { status: "skipped", node, because: missing.node, failure: missing } satisfies Settled
    }
    const action = Key.action(ground, node, yield* inputsOf(state, node))
    const key = Key.of(action)
    state.actions[node.index] = action
    const last = previous(node.id)
    if (!refresh) {
      const known = yield* store.lookup(key)
      if (known !== undefined && (yield* store.intact([known.output])).has(known.output)) {
        emit({ type: "node-reused", node: node.id, key, output: known.output })
        return { status: "reused", node, key, output: known.output } satisfies Settled
      }
    }
    emit({ type: "node-started", node: node.id, key, causes: refresh ? [{ kind: "refresh" }] : Plan.causesOf(last, key, action) })
    const exit = yield* Effect.exit(executor.submit({ key, stage: node.stage.name, partition: node.scope, spec: action }))
    yield* reportDamage(state)
    if (Exit.isSuccess(exit)) {
      const { output, bytes, rows } = exit.value
      emit({ type: "node-finished", node: node.id, key, output, bytes, rows, unchanged: last?.status === "ok" && last.output === output })
      return { status: "ran", node, key, output } satisfies Settled
    }
    const error = Cause.findError(exit.cause)
    if (error._tag === "Failure") return yield* Effect.failCause(error.failure)
    switch (error.success._tag) {
      case "JobFailed": {
        const { failure } = error.success
        emit({ type: "node-failed", node: node.id, key, failure })
        return { status: "failed", node, key, action, failure } satisfies Settled
      }
      case "StoreUnwritable":
        return yield* error.success
      case "InputLost":
        yield* restore(state, node, error.success.digest)
    }
  }
})

/** An input vanished between being found and being read: its producers settle again, then the reader does. */
const restore = Effect.fnUntraced(function*(state: State, node: Graph.Node, digest: string) {
  for (const upstream of new Set(node.edges.flatMap((edge) => edge.from.map(({ node }) => node)))) {
    const was = state.settled[upstream.index]!
    if ("output" in was && was.output === digest) {
      const again: Settled = yield* settle(state, upstream)
      state.settled[upstream.index] = again
    }
  }
}) as (state: State, node: Graph.Node, digest: string) => Effect.Effect<void, StoreUnwritable>

const missingInput = (state: State, node: Graph.Node): Failure | undefined => {
  for (const edge of node.edges) {
    if (edge.fan !== "one" && edge.fan !== "all") continue
    for (const { node: upstream } of edge.from) {
      const was = state.settled[upstream.index]!
      if (was.status === "failed" || was.status === "skipped") return was.failure
    }
  }
  return undefined
}

const inputsOf = Effect.fnUntraced(function*(state: State, node: Graph.Node) {
  const inputs: { [port: string]: Key.InputDigest } = {}
  for (const edge of node.edges) {
    const digests: { [key: string]: string } = {}
    for (const { key, node: upstream } of edge.from) {
      const was = state.settled[upstream.index]!
      digests[key] = "output" in was ? was.output : yield* failedInput(state, was.failure)
    }
    inputs[edge.port] = Stage.isAligned(edge.fan) ? digests[""]! : digests
  }
  return inputs
})

// What a reader is told of a missing partition is a blob like any input, so that a job is digests alone.
const failedInput = Effect.fnUntraced(function*(state: State, { node, stage, error, message }: Failure) {
  const content = new TextEncoder().encode(Canonical.stringifyUnsafe({ node, stage, error, message }))
  return `failed:${yield* state.options.store.write(content)}`
})

const recordOf = (state: State, node: Graph.Node): Record.NodeRecord => {
  const settled = state.settled[node.index]!
  switch (settled.status) {
    case "ran":
    case "reused":
      return { status: "ok", node: node.id, key: settled.key, action: state.actions[node.index]!, output: settled.output }
    case "failed":
      return { status: "failed", node: node.id, key: settled.key, action: settled.action, failure: settled.failure }
    case "skipped":
      return { status: "skipped", node: node.id, because: settled.because }
  }
}

const reportDamage = Effect.fnUntraced(function*(state: State) {
  for (const damage of yield* state.options.store.damages) state.options.emit({ type: "store-damaged", damage })
})
