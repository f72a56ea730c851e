/**
 * Gives back cache space: everything the kept runs do not reach, once it is older than a grace window.
 *
 * The newest runs are the roots: what they ran and what they gave stay, so that they can be explained and taken up again.
 */
import * as Effect from "effect/Effect"
import type { ActionKey } from "../engine/Store.ts"
import type { Digest } from "../platform/Digest.ts"
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
  for (const entry of RunRepository.entries(runs)) {
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

/** Sweeps only if the cache takes more than its bound. */
export const keepWithin = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, home: Home, now: number) {
  const { total } = yield* Sweep.size(home.cache)
  if (total <= boundBytes) return undefined
  return yield* collect(runs, { home, now, keep: keptRuns, graceMillis, dryRun: false, maximumBytes: boundBytes })
})
