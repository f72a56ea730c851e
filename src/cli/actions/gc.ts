/**
 * Gives back space: runs first, if asked, then what no run that stays can reach.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Path from "node:path"
import * as Disk from "../../platform/Disk.ts"
import * as Indexing from "../../runs/Indexing.ts"
import * as Retention from "../../runs/Retention.ts"
import type { RunId } from "../../runs/RunId.ts"
import type { RunRepository } from "../../runs/RunRepository.ts"
import * as Tags from "../../runs/Tags.ts"
import * as Lease from "../../store/Lease.ts"
import * as Owner from "../../store/Owner.ts"
import * as Sweep from "../../store/Sweep.ts"
import * as Unwritable from "../../store/Unwritable.ts"
import * as Collection from "../Collection.ts"
import type { Home } from "../Home.ts"
import * as Quantity from "../Quantity.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as GcView from "../views/GcView.ts"

export interface Input {
  readonly keep: number
  readonly grace: string
  readonly maxBytes: Option.Option<string>
  readonly runsOlderThan: Option.Option<string>
  readonly keepRuns: Option.Option<number>
  readonly keepTagged: boolean
  readonly dryRun: boolean
}

export const gc = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const bounds = yield* boundsOf(input)
  // Looking takes no lease: it changes nothing, and may be wanted while a run is at work.
  const collected = yield* input.dryRun ? collect(home, bounds, true) : Effect.scoped(Effect.andThen(
    Lease.acquire({ path: Path.join(home.state, "lease.json"), owner: Owner.current("gc") }),
    collect(home, bounds, false)
  ))
  if (json) Terminal.json(GcView.document(collected))
  else Terminal.result(GcView.render(collected, Terminal.inkFor(process.stdout)))
})

type Bounds = Effect.Success<ReturnType<typeof boundsOf>>

const boundsOf = Effect.fnUntraced(function*(input: Input) {
  return {
    keep: yield* Quantity.count("--keep", input.keep),
    graceMillis: yield* Quantity.duration("--grace", input.grace),
    maximumBytes: yield* given(input.maxBytes, (text) => Quantity.bytes("--max-bytes", text)),
    olderThanMillis: yield* given(input.runsOlderThan, (text) => Quantity.duration("--runs-older-than", text)),
    keepRuns: yield* given(input.keepRuns, (count) => Quantity.count("--keep-runs", count)),
    keepTagged: input.keepTagged
  }
})

const given = <A, B, E>(option: Option.Option<A>, read: (value: A) => Effect.Effect<B, E>): Effect.Effect<B | undefined, E> =>
  Option.isSome(option) ? read(option.value) : Effect.succeed(undefined)

const collect = Effect.fnUntraced(function*(home: Home, bounds: Bounds, dryRun: boolean) {
  const runs = { disk: yield* Disk.Disk, folder: home.runs }
  const now = yield* Clock.currentTimeMillis
  const { graceMillis, keep, keepRuns, keepTagged, maximumBytes, olderThanMillis } = bounds
  const before = yield* Sweep.size(home.cache)
  const spared = keepTagged && (keepRuns !== undefined || olderThanMillis !== undefined) ? yield* tagged(runs) : new Set<RunId>()
  const retained = yield* Unwritable.attempt(() => Retention.applyUnsafe(runs, { olderThanMillis, keep: keepRuns, spared, graceMillis, now, dryRun }))
  if (!dryRun) yield* Unwritable.attempt(() => Indexing.update(runs))
  const swept = yield* Collection.collect(runs, {
    home,
    now,
    keep,
    except: new Set(retained.runs.removed),
    graceMillis,
    dryRun,
    ...(maximumBytes === undefined ? {} : { maximumBytes })
  })
  const collected: GcView.Collected = { dryRun, before, after: dryRun ? undefined : yield* Sweep.size(home.cache), swept, retained }
  return collected
})

const tagged = Effect.fnUntraced(function*(runs: RunRepository) {
  const { damage, tags } = yield* Unwritable.attempt(() => Tags.read(runs))
  if (damage.length > 0) return yield* new Tags.TagsDamaged({ file: Tags.file(runs), lines: damage.map(({ line }) => line) })
  return new Set(Array.from(tags).flatMap(([run, held]) => (held.size > 0 ? [run] : [])))
})
