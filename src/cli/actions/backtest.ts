/**
 * Folds the daily graph over recorded days, and says of each what it came to.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Layer from "effect/Layer"
import * as Path from "node:path"
import { isRead } from "../../../schemas/Provider.ts"
import { Store } from "../../engine/Store.ts"
import * as RecordedDays from "../../network/RecordedDays.ts"
import type { Json } from "../../platform/Canonical.ts"
import * as Disk from "../../platform/Disk.ts"
import * as DiskStore from "../../store/DiskStore.ts"
import * as RecentStore from "../../store/RecentStore.ts"
import * as Backtest from "../Backtest.ts"
import * as BacktestDisk from "../BacktestDisk.ts"
import * as BacktestFolder from "../BacktestFolder.ts"
import * as BacktestProgress from "../BacktestProgress.ts"
import { BadUsage } from "../BadUsage.ts"
import * as ConfigFolder from "../ConfigFolder.ts"
import * as DayOf from "../DayOf.ts"
import * as Exit from "../Exit.ts"
import type { Home } from "../Home.ts"
import * as InputFile from "../InputFile.ts"
import * as Preparation from "../Preparation.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as BacktestView from "../views/BacktestView.ts"

export interface Input {
  readonly snapshots: string
  readonly from: Option.Option<string>
  readonly to: Option.Option<string>
  readonly config: Option.Option<string>
  readonly providers: Option.Option<string>
  readonly into: Option.Option<string>
  readonly concurrency: number
}

/** Not interrupted itself: the day at work stops when told to, and what was folded is still shown. */
export const backtest = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const recorded = yield* RecordedDays.find(Path.resolve(input.snapshots))
  const days = yield* daysOf(input, recorded)
  const settings = Preparation.understood(yield* configuration(home, input))
  const remarks = yield* differing(recorded, settings)
  const disk = BacktestDisk.over(yield* Disk.Disk)
  const folder = Option.match(input.into, {
    onNone: () => BacktestFolder.at(BacktestFolder.named(home, days[0]!, recorded.folder, settings.source)),
    onSome: (into) => BacktestFolder.at(Path.resolve(into))
  })
  yield* BacktestFolder.claim(disk, folder)
  BacktestFolder.shareCache(folder, home)

  for (const remark of remarks) Terminal.remark(remark)
  const ink = Terminal.inkFor(process.stdout)
  const progress = yield* BacktestProgress.start(days.length)
  if (!json) Terminal.result(BacktestView.heading(folder, ink))
  let last: Backtest.Seen | undefined
  const folded = yield* Effect.scoped(
    Backtest.fold({
      folder,
      recorded,
      days,
      settings,
      concurrency: input.concurrency,
      onDay: (seen) => {
        progress.onDay(seen)
        if (!json) Terminal.result(BacktestView.line(seen, last, ink))
        last = seen
      }
    }).pipe(Effect.provide(Layer.effect(Store, Effect.map(DiskStore.make({ folder: folder.home.cache }), (store) => RecentStore.over(store, recentBytes)))), Effect.provideService(Disk.Disk, disk), Effect.ensuring(Effect.sync(progress.end)))
  )
  if (json) Terminal.json(BacktestView.document(folder, days, remarks, folded))
  else Terminal.result(BacktestView.totals(folder, folded, ink))
  process.exitCode = folded.stopped === undefined ? Exit.codes.done : Exit.ofRun(folded.stopped.record, false)
}, Effect.uninterruptible)

/** What two days of a thousand postings compute, twice over. */
const recentBytes = 64 * 1024 * 1024

const millisADay = 86_400_000

const daysOf = Effect.fnUntraced(function*(input: Input, recorded: RecordedDays.RecordedDays) {
  const day = (flag: "from" | "to", otherwise: string) => Option.match(input[flag], { onNone: () => Effect.succeed(otherwise), onSome: (given) => DayOf.read(given, `--${flag}`) })
  const [from, to] = [yield* day("from", recorded.days[0]!), yield* day("to", recorded.days.at(-1)!)]
  if (from > to) return yield* new BadUsage({ flag: "--to", given: to, expected: `a day from ${from}` })
  const days: Array<string> = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += millisADay) days.push(new Date(at).toISOString().slice(0, 10))
  const known = new Set(recorded.days)
  if (days.some((one) => known.has(one))) return days
  return yield* new RecordedDays.NoRecordedDays({ folder: recorded.folder, reason: `none from ${from} to ${to}; it has ${recorded.days[0]} to ${recorded.days.at(-1)}` })
})

const maximumBytes = 16 * 1024 * 1024

const configuration = Effect.fnUntraced(function*(home: Home, input: Input) {
  const folder = Option.match(input.config, { onNone: () => home.config, onSome: (folder) => Path.resolve(folder) })
  const read = yield* ConfigFolder.read(folder, Preparation.settingFiles)
  if (Option.isNone(input.providers)) return read
  const { bytes } = yield* InputFile.read(input.providers.value, maximumBytes)
  const registry = Result.try(() => JSON.parse(new TextDecoder().decode(bytes)) as Json)
  if (Result.isFailure(registry)) return yield* new ConfigFolder.BadConfig({ problems: [{ file: input.providers.value, pointer: "", problem: "it is not JSON" }] })
  return { source: { ...read.source, providers: registry.success }, problems: read.problems.filter(({ file }) => file !== "config/providers.json") }
})

/** Who is recorded and not read, and who is read and not recorded: sentences. Nobody being both leaves nothing to fold. */
const differing = Effect.fnUntraced(function*({ folder, providers: recorded }: RecordedDays.RecordedDays, { problems, providers }: Preparation.Settings) {
  if (recorded === null || problems.length > 0) return []
  const read = providers.filter(isRead).map(({ id }): string => id)
  const [unread, unrecorded] = [recorded.filter((id) => !read.includes(id)), read.filter((id) => !recorded.includes(id))]
  if (unread.length === recorded.length) {
    return yield* new RecordedDays.NoRecordedDays({ folder, reason: `its providers (${recorded.join(", ")}) are none that the registry reads (${read.join(", ")}); name a registry of theirs: --providers FILE` })
  }
  return [
    ...(unread.length === 0 ? [] : [`recorded and passed over, because the registry does not read them: ${unread.join(", ")}`]),
    ...(unrecorded.length === 0 ? [] : [`in the registry and not recorded, which every day will say: ${unrecorded.join(", ")}`])
  ]
})
