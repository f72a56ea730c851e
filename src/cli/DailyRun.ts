/**
 * A daily run from door to door: lease, settings, world, execution, record.
 *
 * However it ends, it leaves a run that explains itself. Interrupting it stops the work and still writes the ending.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Path from "node:path"
import type * as Audited from "../../schemas/RunAudit.ts"
import { daily } from "../../graph/daily.ts"
import * as Audit from "../artifacts/Audit.ts"
import * as Occasion from "../artifacts/Occasion.ts"
import type { Crew } from "../engine/Crew.ts"
import * as Engine from "../engine/Engine.ts"
import { reserved } from "../engine/Failure.ts"
import type * as Run from "../engine/Run.ts"
import { Store, StoreUnwritable } from "../engine/Store.ts"
import * as Budget from "../network/Budget.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import * as Disk from "../platform/Disk.ts"
import * as Conclusion from "../runs/Conclusion.ts"
import * as Indexing from "../runs/Indexing.ts"
import * as Pins from "../runs/Pins.ts"
import * as RunFolder from "../runs/RunFolder.ts"
import * as RunId from "../runs/RunId.ts"
import * as RunRecord from "../runs/RunRecord.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import * as Lease from "../store/Lease.ts"
import * as Owner from "../store/Owner.ts"
import * as Unwritable from "../store/Unwritable.ts"
import * as Auditing from "./Auditing.ts"
import * as Clockwork from "./Clockwork.ts"
import * as Collection from "./Collection.ts"
import * as CountedStore from "./CountedStore.ts"
import * as Ended from "./Ended.ts"
import * as Past from "./Past.ts"
import * as Pinning from "./Pinning.ts"
import * as Preparation from "./Preparation.ts"
import * as Publication from "./Publication.ts"
import * as Recovery from "./Recovery.ts"
import * as Threads from "./Threads.ts"
import type { Happening } from "./Happening.ts"
import type { Home } from "./Home.ts"
import * as Surroundings from "./Surroundings.ts"
import * as World from "./World.ts"

/** How a day is to be executed, wherever its boards come from. */
export interface Order extends Pick<Preparation.Request, "home" | "day"> {
  readonly concurrency: number
  readonly refresh: boolean
  /** Who says to have started it. */
  readonly triggeredBy?: string
  /** Given, every node runs twice, the second time inside it. */
  readonly perturbed: (<A, E>(program: Effect.Effect<A, E>) => Effect.Effect<A, E>) | undefined
  /** Told every event and its time in milliseconds since the run began. */
  readonly onEvent: (event: Happening, at: number) => void
}

export interface Request extends Order, Preparation.Request {}

/** What has to stand before a day can be executed. */
export interface Prepared extends Preparation.Prepared {
  readonly crew: Crew | undefined
}

/** Asked for once the run is on record, so that what is amiss with it is told there; notes in the draft what it comes to know and holds. */
export type Prepare = (folder: RunFolder.RunFolder, draft: Draft, emit: (event: Happening) => void) => Effect.Effect<Prepared, Ended.Obstacle, Store | Scope.Scope>

export interface Finished {
  readonly id: RunId.RunId
  readonly record: RunRecord.RunRecord
  readonly files: Publication.Publication["files"]
  readonly timing: Canonical.JsonObject
  /** Runs found crashed and closed by this one. */
  readonly recovered: ReadonlyArray<RunId.RunId>
}

/** What is known of the run so far: enough to end it at any point. */
export interface Draft {
  settings: Preparation.Settings
  /** What the audit tells of what the run was given. */
  given: Audit.Whole
  ready: Engine.Ready | undefined
  execution: Run.Execution | undefined
  result: Run.Result | undefined
  recovered: ReadonlyArray<RunId.RunId>
  remarks: ReadonlyArray<string>
  /** Held from before the runs were looked at; a run that never held it leaves the index to the next that does. */
  held: { readonly lease: Lease.Lease; readonly listed: ReadonlyArray<RunId.RunId> } | undefined
  /** What asking boards has taken so far. */
  spent: () => Budget.Spent
  /** What went through the cache so far. */
  cached: () => Clockwork.Counted["cache"]
}

export const run = (request: Request): Effect.Effect<Finished, StoreUnwritable, Store> =>
  Effect.uninterruptible(Effect.scoped(
    Effect.gen(function*() {
      const runs = { disk: yield* Disk.Disk, folder: request.home.runs }
      const finished = yield* execute(request, prepare(request, runs))
      if (finished.timing["ran"] !== 0 && finished.record.outcome !== "refused") yield* bound(request.home, runs)
      return finished
    })))

/** Only the work itself can be interrupted; what is written about it cannot. What `prepare` takes is held for the scope. */
export const execute = (request: Order, prepare: Prepare): Effect.Effect<Finished, StoreUnwritable, Store | Scope.Scope> =>
  Effect.uninterruptible(
    Effect.gen(function*() {
      const disk = yield* Disk.Disk
      const { home } = request
      const startedMillis = yield* Clock.currentTimeMillis
      const id = RunId.make(startedMillis)
      const clockwork = Clockwork.start(startedMillis)
      const occasion = Occasion.of(Surroundings.ofProcess(), request.triggeredBy)
      const folder = yield* Unwritable.attempt(() => RunFolder.begin(disk, home.runs, id))
      yield* Unwritable.attempt(() => RunFolder.note(folder, { type: "run-opened", run: id, as_of: request.day, graph: daily.name, owner: Owner.current(id), occasion }))
      const emit = (event: Happening) => {
        const at = clockwork.stamp(event)
        RunFolder.note(folder, { at, ...event })
        request.onEvent(event, at)
      }
      const draft: Draft = { ...nothing }
      const runs = { disk, folder: home.runs }
      const exit = yield* Effect.exit(Effect.interruptible(work(request, prepare, runs, folder, draft, emit)))
      yield* Unwritable.attempt(() => RunFolder.release(folder))
      const ended = Ended.of(exit, draft.result?.settled ?? draft.execution?.settled() ?? [])
      return yield* conclude(request, runs, folder, clockwork, occasion, draft, ended).pipe(
        // No room for all of it: what the run found is given up, and the room it took goes to saying so.
        Effect.catchTag("StoreUnwritable", (error) =>
          Unwritable.attempt(() => {
            RunFolder.retract(folder)
            return RunFolder.open(disk, home.runs, id)
          }).pipe(
            Effect.flatMap((folder) =>
              conclude(request, runs, folder, clockwork, occasion, { ...nothing, held: draft.held, given: draft.given, spent: draft.spent, cached: draft.cached, settings: { ...Preparation.nothing, providers: draft.settings.providers, registryHash: draft.settings.registryHash } }, Ended.outside("failed", reserved.store, error))),
            Effect.mapError(() => error)
          ))
      )
    }))

const nothing: Draft = {
  settings: Preparation.nothing,
  given: Auditing.nothing,
  ready: undefined,
  execution: undefined,
  result: undefined,
  recovered: [],
  remarks: [],
  held: undefined,
  spent: () => ({ requests: 0, bytes: 0 }),
  cached: () => ({ bytes_read: 0, bytes_written: 0 })
}

/** For the day's own run: settings, lease, the runs that crashed, the boards that are asked. */
const prepare = (request: Request, runs: RunRepository.RunRepository): Prepare => Effect.fnUntraced(function*(folder, draft, emit) {
  const { home } = request
  const { id } = folder
  const store = yield* Store
  // Read before anything is held, so that a bad configuration is told even while another run is at work.
  draft.settings = yield* Preparation.settings(home)
  draft.given = Auditing.given(draft.settings)
  const parts = yield* Preparation.parts(request, draft.settings)
  draft.given = Auditing.given(draft.settings, parts)
  const { profiles: _, ...given } = draft.given
  yield* Unwritable.attempt(() => RunFolder.note(folder, { type: "run-identified", given }))
  const lease = yield* Lease.acquire({ path: Path.join(home.state, "lease.json"), owner: Owner.current(id) })
  const listed = RunRepository.ids(runs)
  draft.held = { lease, listed }
  draft.recovered = yield* Recovery.closeCrashed(runs, store, { listed, except: id, providers: draft.settings.providers })
  const live = yield* askLive(request, draft, emit)
  return { ...(yield* Preparation.ready(request, parts, runs, live)), crew: yield* Threads.crew() }
})

const work = Effect.fnUntraced(function*(request: Order, prepare: Prepare, runs: RunRepository.RunRepository, folder: RunFolder.RunFolder, draft: Draft, emit: (event: Happening) => void) {
  const store = yield* Store
  const { crew, ready, remarks } = yield* prepare(folder, draft, emit)
  draft.ready = ready
  draft.remarks = remarks
  const counting = CountedStore.make(store)
  draft.cached = counting.counted
  draft.execution = Engine.execution(draft.ready, {
    store: counting.store,
    ...(crew !== undefined && { crew }),
    concurrency: request.concurrency,
    emit,
    previous: Past.nodeOf(runs),
    refresh: request.refresh,
    ...(request.perturbed === undefined ? {} : { perturbed: request.perturbed })
  })
  draft.result = yield* draft.execution.run
  // A lease taken from us while we were stopped (a suspended machine) means somebody else is at work.
  if (draft.held !== undefined && !(yield* draft.held.lease.held)) return yield* Effect.die(new Error("the lease was taken over while the run was at work"))
  return draft.result
})

/** Loaded where a board is asked: a run over recorded boards starts without anything that could. */
const askLive = Effect.fnUntraced(function*(request: Request, draft: Draft, emit: (event: Happening) => void) {
  const { settings } = draft
  if (Preparation.liveIn(request, settings).length === 0 || settings.policies === null) return undefined
  const { ask } = yield* Effect.promise(() => import("./LiveBoards.ts"))
  const budget = yield* Budget.make(settings.budgets)
  draft.spent = budget.spent
  return yield* ask({ home: request.home, day: request.day, providers: settings.providers, policies: settings.policies, budget, onAsked: emit })
})

const conclude = Effect.fnUntraced(function*(
  request: Order,
  runs: RunRepository.RunRepository,
  folder: RunFolder.RunFolder,
  clockwork: Clockwork.Clockwork,
  occasion: Audited.Occasion,
  draft: Draft,
  ended: Ended.Ended
) {
  const store = yield* Store
  const settled = draft.result?.settled ?? draft.execution?.settled() ?? []
  const pins = draft.ready === undefined ? {} : yield* Pinning.keep(runs, draft.ready, settled)
  const publication = yield* Publication.make(store, {
    outcome: ended.outcome,
    as_of: request.day,
    failures: ended.failures,
    settled,
    remarks: draft.remarks,
    providers: draft.settings.providers,
    registryHash: draft.settings.registryHash,
    pins: Pinning.networkPins(pins),
    requests: Pinning.requestsOf(pins),
    kept: (digest) => {
      const found = Pins.read(runs.disk, runs.folder, digest)
      return found._tag === "intact" ? found.content : undefined
    }
  })
  for (const content of publication.tables) yield* Unwritable.attempt(() => Pins.keep(runs.disk, runs.folder, content))
  const config = yield* Unwritable.attempt(() =>
    Object.fromEntries(Object.entries(draft.settings.source).map(([file, document]) =>
      [file, Pins.keep(runs.disk, runs.folder, Buffer.from(Canonical.stringifyUnsafe(document)))])))
  const computed = draft.result
  const record = RunRecord.seal({
    format: "signalcraft/run/1",
    graph: daily.name,
    as_of: request.day,
    outcome: ended.outcome,
    failed_stage: ended.outcome === "succeeded" ? null : ended.failures[0]?.stage ?? null,
    ...(draft.settings.registryHash !== null && { registry_hash: draft.settings.registryHash }),
    failures: ended.failures,
    graph_hash: computed?.graphHash ?? null,
    nodes: computed === undefined ? null : { digest: Digest.of(computed.record), ...Conclusion.counts(settled) },
    config,
    runtime: World.runtime(),
    remarks: draft.remarks,
    pins,
    artifacts: publication.records
  })
  const audit = Audit.make({ run: folder.id, as_of: request.day, outcome: ended.outcome, occasion, given: draft.given, before: Auditing.earlier(runs, folder.id) })
  const timing = clockwork.timing({ settled, network: draft.spent(), cache: draft.cached() })
  yield* Unwritable.attempt(() => RunFolder.commit(folder, { nodes: computed?.record, artifacts: publication.files, audit, timing, record }))
  yield* indexed(runs, draft)
  const finished: Finished = { id: folder.id, record, files: publication.files, timing, recovered: draft.recovered }
  return finished
})

/** Takes the run up into the index. What cannot be written now is taken up another time. */
const indexed = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, { held }: Draft) {
  if (held === undefined || !(yield* held.lease.held)) return
  yield* Unwritable.attempt(() => Indexing.update(runs, held.listed)).pipe(Effect.catchTag("StoreUnwritable", () => Effect.void))
})

/** Keeps the cache within its bound. What cannot be swept now is swept another time. */
export const bound = Effect.fnUntraced(function*(home: Home, runs: RunRepository.RunRepository) {
  const now = yield* Clock.currentTimeMillis
  yield* Collection.keepWithin(runs, home, now).pipe(Effect.catchTag("StoreUnwritable", () => Effect.void))
})
