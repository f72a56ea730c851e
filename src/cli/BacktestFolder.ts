/**
 * Where a backtest lies: a home of its own, so that whatever looks at runs looks at its days alike.
 *
 *     backtest.ndjson   the journal: a line a day as it was folded last, appended when the day's run is committed
 *     config/           the configuration it was folded with
 *     runs/             a run a day
 *     cache/            shared with the home's other backtests, but where it was put elsewhere
 *
 * The journal says what need not be done again and is never more than that: without it, every day is looked at anew.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import * as Path from "node:path"
import type * as Setting from "../engine/Setting.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import type { Disk } from "../platform/Disk.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import * as Unwritable from "../store/Unwritable.ts"
import { BacktestDay } from "./BacktestDay.ts"
import { BadUsage } from "./BadUsage.ts"
import * as Home from "./Home.ts"

export interface BacktestFolder {
  readonly name: string
  readonly home: Home.Home
}

/** No backtest has that name. */
export class NoSuchBacktest extends Schema.TaggedError<NoSuchBacktest>()("NoSuchBacktest", { reference: Schema.String }) {
  override get message() {
    return `There is no backtest ${this.reference}. Name its folder, or one below state/backtests; make one: graph backtest --snapshots DIR`
  }
}

const journal = "backtest.ndjson"

const backtestsOf = (home: Home.Home): string => Path.join(home.state, "backtests")

/** Names what is folded, and from when: the same again is continued, and anything else lies beside it. */
export const named = (home: Home.Home, from: string, snapshots: string, source: Setting.Source): string =>
  Path.join(backtestsOf(home), `${from}-${Digest.hex(Canonical.digestUnsafe({ snapshots, source })).slice(0, 8)}`)

export const at = (root: string): BacktestFolder => ({ name: Path.basename(root), home: Home.at(root) })

/** A backtest by its name below `state/backtests`, or by its folder. */
export const find = (home: Home.Home, reference: string): BacktestFolder | undefined => {
  const root = [Path.join(backtestsOf(home), reference), Path.resolve(reference)].find((root) => fs.existsSync(Path.join(root, journal)))
  return root === undefined ? undefined : at(root)
}

/** Makes the folder, or takes up an earlier one. One that holds something else is left alone. */
export const claim = Effect.fnUntraced(function*(disk: Disk, { home }: BacktestFolder) {
  const { root } = home
  const names = yield* Unwritable.attempt(() => disk.list(root))
  if (names.length > 0 && !names.includes(journal)) return yield* new BadUsage({ flag: "--into", given: root, expected: "an empty folder or that of an earlier backtest" })
  yield* Unwritable.attempt(() => {
    disk.mkdir(root)
    disk.append(Path.join(root, journal)).close()
  })
})

/** Keeps the configuration where the commands that look at runs find it. Call it under the lease. */
export const configure = (disk: Disk, { home }: BacktestFolder, source: Setting.Source) =>
  Unwritable.attempt(() => {
    disk.removeTree(home.config)
    for (const [name, document] of Object.entries(source)) {
      const files = name.endsWith("/") ? Object.entries(Object(document)).map(([file, one]) => [Path.join(name, file), one] as const) : [[name, document] as const]
      for (const [file, one] of files) {
        const path = Path.join(home.config, `${file}.json`)
        disk.mkdir(Path.dirname(path))
        disk.publish(path, `${JSON.stringify(one, null, 2)}\n`)
      }
    }
  })

/** Below `state/backtests` what one backtest computed serves the others. */
export const shareCache = ({ home }: BacktestFolder, of: Home.Home): void => {
  const shared = Path.join(backtestsOf(of), "cache")
  if (Path.dirname(home.root) !== backtestsOf(of) || fs.existsSync(home.cache)) return
  fs.mkdirSync(shared, { recursive: true })
  fs.symlinkSync(Path.join("..", "cache"), home.cache)
}

const decode = Schema.decodeUnknownResult(Schema.fromJsonString(BacktestDay))

/** The journal by day, the last line of a day counting. A line that a killed process tore, or another version wrote, says nothing. */
export const days = (disk: Disk, { home }: BacktestFolder): Map<string, BacktestDay> => {
  const path = Path.join(home.root, journal)
  const lines = disk.stat(path) === undefined ? [] : disk.read(path).toString().split("\n")
  const known = lines.flatMap((line) => Result.match(decode(line), { onFailure: () => [], onSuccess: (day) => [day] }))
  return new Map(known.map((day) => [day.day, day]))
}

/** Whether the run of a journal's day still is what it was. */
export const holds = (runs: RunRepository.RunRepository, { record, run }: BacktestDay): boolean => RunRepository.digestOf(runs, run) === record

export const note = (disk: Disk, { home }: BacktestFolder, day: BacktestDay) =>
  Unwritable.attempt(() => {
    const file = disk.append(Path.join(home.root, journal))
    try {
      // On a line of its own, whatever was torn before it.
      file.append(Buffer.from(`\n${Canonical.stringifyUnsafe(day)}\n`))
    } finally {
      file.close()
    }
  })
