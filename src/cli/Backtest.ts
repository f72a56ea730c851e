/**
 * The daily graph folded over many recorded days, each a run like any other, in one process.
 *
 * A day whose code, configuration, recordings and past are those it was folded from before is not looked at again. Every day follows
 * from the days before it in the same backtest alone, and never from runs of anybody else. Killed at any instant, it is taken up where it was.
 */
import * as Effect from "effect/Effect"
import * as Path from "node:path"
import { daily } from "../../graph/daily.ts"
import { isRead } from "../../schemas/Provider.ts"
import * as Questions from "../boards/Questions.ts"
import * as CodeTable from "../build/CodeTable.ts"
import * as Marks from "../capabilities/Marks.ts"
import * as Requests from "../capabilities/Requests.ts"
import { Store } from "../engine/Store.ts"
import type { RecordedDay, RecordedDays } from "../network/RecordedDays.ts"
import * as RecordedNetwork from "../network/RecordedNetwork.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Disk from "../platform/Disk.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import * as Lease from "../store/Lease.ts"
import * as Owner from "../store/Owner.ts"
import * as Auditing from "./Auditing.ts"
import * as BacktestDays from "./BacktestDay.ts"
import type { BacktestDay } from "./BacktestDay.ts"
import * as BacktestFolder from "./BacktestFolder.ts"
import { BadConfig } from "./ConfigFolder.ts"
import * as DailyRun from "./DailyRun.ts"
import * as Exit from "./Exit.ts"
import * as Past from "./Past.ts"
import * as Preparation from "./Preparation.ts"
import * as Recovery from "./Recovery.ts"
import * as Threads from "./Threads.ts"
import * as World from "./World.ts"

export interface Request {
  readonly folder: BacktestFolder.BacktestFolder
  readonly recorded: RecordedDays
  /** One after another; days of which nothing is recorded are passed over. */
  readonly days: ReadonlyArray<string>
  readonly settings: Preparation.Settings
  readonly concurrency: number
  readonly onDay: (seen: Seen) => void
}

/** `known` from before, or folded now. */
export interface Seen {
  readonly day: BacktestDay
  readonly known: boolean
}

export interface Folded {
  readonly days: ReadonlyArray<Seen>
  /** Days of the range of which nothing is recorded. */
  readonly unrecorded: ReadonlyArray<string>
  /** The run that was the end of it before its last day: told to stop, or out of room. */
  readonly stopped: DailyRun.Finished | undefined
}

/** Fewer days add less to the cache than looking through it is worth. */
const worthSweeping = 7

export const fold = Effect.fnUntraced(function*(request: Request) {
  const { folder, settings } = request
  if (settings.problems.length > 0) return yield* new BadConfig({ problems: settings.problems })
  const disk = yield* Disk.Disk
  const { home } = folder
  const runs = { disk, folder: home.runs }
  const [codes, commit] = [yield* CodeTable.load, yield* CodeTable.commit]
  const lease = yield* Lease.acquire({ path: Path.join(home.state, "lease.json"), owner: Owner.current(folder.name) })
  yield* Recovery.closeCrashed(runs, yield* Store, { listed: RunRepository.ids(runs), except: "", providers: settings.providers })
  yield* BacktestFolder.configure(disk, folder, settings.source)
  const crew = yield* Threads.crew()
  const journal = BacktestFolder.days(disk, folder)
  const asked = settings.providers.filter(isRead).map((provider) => ({ provider: provider.id, url: Questions.first(provider).url }))
  const ground = Canonical.digestUnsafe({ graph: daily.name, codes, config: settings.source, runtime: World.runtime() })
  const isRecorded = new Set(request.recorded.days)

  const seen: Array<Seen> = []
  const days = request.days.filter((day) => isRecorded.has(day))
  let stopped: DailyRun.Finished | undefined
  while (seen.length < days.length && stopped === undefined) {
    const day = days[seen.length]!
    const recorded = request.recorded.on(day, asked)
    const before = seen.findLast(({ day: { ledger } }) => ledger !== null)?.day
    const key = Canonical.digestUnsafe({ ground, day, recorded: recorded.seal, past: before?.record ?? null })
    const known = journal.get(day)
    if (known?.key === key && BacktestFolder.holds(runs, known)) {
      seen.push({ day: known, known: true })
      request.onDay(seen.at(-1)!)
      continue
    }
    const past = yield* Effect.result(pastIn(runs, before))
    if (past._tag === "Failure") {
      // What it left is not what it was: the days from there are folded again.
      journal.delete(before!.day)
      seen.length = seen.findIndex(({ day }) => day === before)
      continue
    }
    const finished = yield* DailyRun.execute(
      { home, day, concurrency: request.concurrency, refresh: false, perturbed: undefined, onEvent: () => {} },
      prepare({ settings, codes, commit }, day, recorded, past.success, { runs, lease, crew })
    )
    if (finished.record.graph_hash === null || Exit.ofRun(finished.record, false) === Exit.codes.violated) {
      stopped = finished
    } else {
      const folded = BacktestDays.of(key, finished)
      yield* BacktestFolder.note(disk, folder, folded)
      seen.push({ day: folded, known: false })
      request.onDay(seen.at(-1)!)
    }
  }
  if (seen.filter(({ known }) => !known).length >= worthSweeping) yield* DailyRun.bound(home, runs)
  const folded: Folded = { days: seen, unrecorded: request.days.filter((day) => !isRecorded.has(day)), stopped }
  return folded
})

/** What the last day that published left, read back as it lies there. */
const pastIn = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, before: BacktestDay | undefined) {
  if (before === undefined) return Past.none
  const entry = RunRepository.entry(runs, before.run)
  const past = entry.state === "committed" ? yield* Past.after(runs, entry.id, entry.record) : undefined
  return past ?? (yield* new RunRepository.RunDamaged({ run: before.run, file: "artifacts", reason: "there is no ledger" }))
})

const prepare = (parts: Pick<Preparation.Parts, "codes" | "commit" | "settings">, day: string, recorded: RecordedDay, past: Past.Past, own: { readonly runs: RunRepository.RunRepository; readonly lease: Lease.Lease; readonly crew: DailyRun.Prepared["crew"] }): DailyRun.Prepare =>
  Effect.fnUntraced(function*(_folder, draft) {
    draft.settings = parts.settings
    draft.given = Auditing.given(parts.settings, parts)
    draft.held = { lease: own.lease, listed: RunRepository.ids(own.runs) }
    const opened = yield* recorded.open
    const ready = yield* Preparation.joined(parts, {
      day,
      network: RecordedNetwork.bound(opened),
      requests: Requests.from(Requests.none),
      marks: Marks.from(() => []),
      past
    })
    return { ready, remarks: opened.remarks, crew: own.crew }
  })
