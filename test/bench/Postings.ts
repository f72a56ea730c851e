/**
 * How long postings take from their boards' bytes to the ranked list: all of them, those that changed, and a million.
 */
import { spawnSync } from "node:child_process"
import * as fs from "node:fs"
import * as Path from "node:path"
import { bin, bundled, format, median, report, root, scratch, time } from "./Figures.ts"
import * as Market from "./Market.ts"

interface Course {
  readonly ms: number
  readonly bytes: number
}

/** With the threads that it may start. */
const matching = (): string => bundled("matching", "test/bench/matching.ts", "src/cli/crew-member.ts")

const wholeRun = [bin, "run", "daily", "--as-of", "2026-11-20"]

/** A program over a home as it stands, with node's start, and the most memory it took. */
const course = (home: string, program: ReadonlyArray<string>): Course => {
  const peak = Path.join(scratch, "peak")
  const ms = time(["--import", Path.join(root, "test", "bench", "peak.mjs"), ...program], home, { env: { ...process.env, BENCH_PEAK: peak } })
  return { ms, bytes: Number(fs.readFileSync(peak, "utf8")) }
}

/** What runs left in a home. */
const left = (home: string): ReadonlyArray<string> => ["cache", "runs", "state"].filter((part) => fs.existsSync(Path.join(home, part)))

/** Moved out of the way: ext4 is slow to make files for minutes after many were deleted, and a first run deletes none. */
const forget = (home: string): void => {
  const gone = fs.mkdtempSync(Path.join(scratch, "gone-"))
  for (const part of left(home)) fs.renameSync(Path.join(home, part), Path.join(gone, part))
}

/** A course in a home as it stood after another's run, or before its first. It waits for the disk, to which the kernel would still be writing what was prepared. */
const afresh = (home: string, program: ReadonlyArray<string>, after?: string): Course => {
  forget(home)
  if (after !== undefined) for (const part of left(after)) fs.cpSync(Path.join(after, part), Path.join(home, part), { recursive: true })
  spawnSync("sync")
  return course(home, program)
}

const quickest = (courses: ReadonlyArray<Course>): Course => ({ ms: Math.min(...courses.map(({ ms }) => ms)), bytes: Math.max(...courses.map(({ bytes }) => bytes)) })

/** 100 boards of 100 postings with a text: from their bytes to the ranked list, and what a change costs; and a whole run, to compare with. */
export const understanding = (): void => {
  const program = matching()
  const market = (name: string, changed: Market.Market["changed"]): readonly [home: string, program: ReadonlyArray<string>] => {
    const home = Path.join(scratch, name)
    Market.write(home, { boards: 100, postings: 100, texts: true, changed })
    return [home, [program, home]]
  }
  const unchanged = market("market", () => false)
  const changes = [market("boards", (board) => board === 7), market("postings", (_, posting) => posting === 7)]
  // In turn: a minute later the machine may be a third quicker.
  const turns = [1, 2, 3, 4, 5].map(() => {
    const cold = afresh(...unchanged)
    const start = Math.min(course(...unchanged).ms, course(...unchanged).ms)
    return { cold, shares: changes.map((change) => (100 * (afresh(...change, unchanged[0]).ms - start)) / cold.ms) }
  })
  const cold = quickest(turns.map(({ cold }) => cold))
  const [ofBoards, ofPostings] = changes.map((_, index) => median(turns.map(({ shares }) => shares[index]!))) as [number, number]
  report("10,000 postings understood and scored, cold", cold.ms / 1000, "s", 3)
  report("10,000 postings understood and scored, peak memory", cold.bytes / 1e6, "MB", 400)
  report("1 % of the boards changed, of the cold time, less start-up", ofBoards, "%", 4)
  report("1 % of the postings changed, on all boards, of the cold time", ofPostings, "%", 40)
  const whole = quickest([1, 2, 3].map(() => afresh(unchanged[0], wholeRun)))
  process.stdout.write(`${"10,000 postings, a whole first run with all it publishes".padEnd(58)} ${format(whole.ms / 1000).padStart(8)} s, ${format(whole.bytes / 1e6)} MB\n`)
}

/** 1,000 boards of 1,000 postings without a text. Takes minutes, so only where it is asked for. */
export const titles = (): void => {
  const name = "1,000,000 title-only postings, from bytes to ranked list"
  if (process.env["BENCH_MILLION"] === undefined) {
    process.stdout.write(`${name.padEnd(58)} not run: it takes more than 30 s; BENCH_MILLION=1 runs it\n`)
    return
  }
  const home = Path.join(scratch, "titles")
  Market.write(home, { boards: 1000, postings: 1000, texts: false, changed: () => false })
  try {
    const { bytes, ms } = course(home, [matching(), home])
    report(name, ms / 1000, "s", 90)
    report("1,000,000 title-only postings, peak memory", bytes / 1e6, "MB", 2000)
  } catch (error) {
    process.stdout.write(`${(error as Error).message}\n`)
    report(`${name}: it ended without a list`, 1, "", 0)
  }
}
