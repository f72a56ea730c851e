/**
 * Gives back cache space: everything the kept runs do not reach, once it is older than a grace window.
 *
 * The newest runs are the roots: what they ran and what they gave stay, so that they can be explained and taken up again.
 */
import * as Effect from "effect/Effect"
import * as Memo from "../engine/Memo.ts"
import type { NodeRecord } from "../engine/Record.ts"
import type { ActionKey } from "../engine/Store.ts"
import * as Digests from "../platform/Digest.ts"
import type { Digest } from "../platform/Digest.ts"
import type { RunRecord } from "../runs/RunRecord.ts"
import type { RunId } from "../runs/RunId.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import * as Sweep from "../store/Sweep.ts"
import type { Home } from "./Home.ts"

/** Unreached entries stay this long: a day. */
export const graceMillis = 86_400_000
/** Above this a run sweeps by itself when it is done: 2 GiB. */
export const boundBytes = 2 * 1024 ** 3
/** As many of the newest runs are roots. */
export const keptRuns = 30

export interface Options {
  readonly home: Home
  readonly now: number
  readonly keep: number
  /** Runs that are about to go: no roots. */
  readonly except?: ReadonlySet<RunId>
  readonly graceMillis: number
  readonly dryRun: boolean
  readonly maximumBytes?: number
}

export const collect = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, options: Options) {
  const keepActions = new Set<ActionKey>()
  const keepBlobs = new Set<Digest>()
  let kept = 0
  for (const entry of RunRepository.newest(runs, { kind: "computed" })) {
    if (kept >= options.keep) break
    if (entry.state !== "committed" || entry.record.nodes === null || options.except?.has(entry.id)) continue
    kept++
    const nodes = yield* Effect.orElseSucceed(RunRepository.nodes(runs, entry.id, entry.record), () => [])
    for (const node of nodes) {
      if (node.status !== "ok") continue
      keepActions.add(node.key)
      keepBlobs.add(node.output)
    }
    keepBlobs.add(entry.record.nodes.digest as Digest)
    const memo = memoOf(entry.record, nodes)
    if (memo !== undefined) keepBlobs.add(memo)
  }
  const report = yield* Sweep.sweep({
    folder: options.home.cache,
    keepActions,
    keepBlobs,
    graceMillis: options.graceMillis,
    now: options.now,
    dryRun: options.dryRun,
    ...(options.maximumBytes === undefined ? {} : { maximumBytes: options.maximumBytes })
  })
  return { ...report, runs: kept }
})

/** The memo by which a whole run is recognised; only a run without a failure has one. */
const memoOf = (record: RunRecord, nodes: ReadonlyArray<NodeRecord>): Digest | undefined => {
  const entries = nodes.flatMap((node) => (node.status === "ok" ? [[node.key, node.output] as const] : []))
  if (record.nodes === null || record.graph_hash === null || entries.length < nodes.length || nodes.length === 0) return undefined
  return Digests.of(Memo.encode({ graph_hash: record.graph_hash as Digest, record: record.nodes.digest as Digest, entries }))
}

/** Sweeps only if the cache takes more than its bound. */
export const keepWithin = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, home: Home, now: number) {
  const { total } = yield* Sweep.size(home.cache)
  if (total <= boundBytes) return undefined
  return yield* collect(runs, { home, now, keep: keptRuns, graceMillis, dryRun: false, maximumBytes: boundBytes })
})
