/**
 * `npm run bench`: every figure beside its limit, in one run.
 *
 * Processes are timed from outside, in turn with `node -e 0`, and the median is printed: shared machines drift, ratios less so. The
 * command line is the built bundle, as it ships.
 */
import { spawnSync } from "node:child_process"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { ProviderId } from "../../schemas/Provider.ts"
import * as Boards from "../../src/boards/Boards.ts"
import * as Robots from "../../src/network/Robots.ts"
import { bin, bundled, figures, format, inTurn, median, report, root, rounds, scratch, time } from "./Figures.ts"
import * as Market from "./Market.ts"
import * as Postings from "./Postings.ts"
import * as WhatIf from "./WhatIf.ts"

const commandLine = (): void => {
  const home = Path.join(scratch, "home")
  for (const folder of ["config", "fixtures"]) fs.cpSync(Path.join(root, folder), Path.join(home, folder), { recursive: true })
  const daily = [bin, "run", "daily", "--as-of", "2026-11-20"]
  time(daily, home)
  const [bare, nothing, help] = inTurn([["-e", "0"], daily, [bin, "--help"]], home) as [number, number, number]
  process.stdout.write(`${"node -e 0".padEnd(58)} ${format(bare).padStart(8)} ms\n`)
  report("graph run daily, nothing to do, in times of node -e 0", nothing / bare, "x", 5)
  report("graph --help, in times of node -e 0", help / bare, "x", 4)
}

interface Synthetic {
  readonly ran: number
  readonly ms: number
}

const synthetic = (): void => {
  const program = bundled("synthetic", "test/bench/synthetic.ts")
  const run = (nodes: number, folder: string): Synthetic => {
    const { stdout, stderr } = spawnSync(process.execPath, [program, String(nodes), folder], { encoding: "utf8" })
    if (stdout === "") throw new Error(stderr)
    return JSON.parse(stdout)
  }
  for (const [nodes, limit] of [[500, 120], [3270, 250], [10_000, 500]] as const) {
    const folder = Path.join(scratch, `synthetic-${nodes}`)
    const cold = run(nodes, folder)
    if (cold.ran !== nodes) throw new Error(`a cold graph of ${nodes} ran ${cold.ran}`)
    const [warm] = inTurn([[program, String(nodes), folder]], scratch) as [number]
    if (run(nodes, folder).ran !== 0) throw new Error("a graph with nothing to do ran something")
    report(`${nodes} nodes with nothing to do, with node's start`, warm, "ms", limit)
    if (nodes === 10_000) {
      const colds = [1, 2, 3].map((round) => run(nodes, Path.join(scratch, `cold-${round}`)).ms)
      report("10,000 nodes cold, overhead a node", (median(colds) / nodes) * 1000, "µs", 150)
    }
  }
}

/** A copy of the program whose ranking throws a die: replay and `--check` have to say so, and the program as it is has to pass. */
const nonDeterminism = (): void => {
  const copy = Path.join(scratch, "copy")
  for (const part of ["src", "graph", "schemas", "config", "fixtures", "package.json", "package-lock.json"]) {
    fs.cpSync(Path.join(root, part), Path.join(copy, part), { recursive: true })
  }
  fs.symlinkSync(Path.join(root, "node_modules"), Path.join(copy, "node_modules"))
  const graph = (...args: ReadonlyArray<string>): number | null =>
    spawnSync(process.execPath, [Path.join(copy, "src", "cli", "main.ts"), ...args], { cwd: copy, stdio: "ignore" }).status
  const sound = [graph("run", "daily", "--as-of", "2026-11-20"), graph("replay"), graph("run", "daily", "--as-of", "2026-11-20", "--check")]
  const stage = Path.join(copy, "graph", "stages", "rank-jobs.ts")
  const source = fs.readFileSync(stage, "utf8")
  const loaded = source.replace("return Ranking.rank({ as_of: day,", "return Ranking.rank({ as_of: Math.random() < 2 ? `2026-11-${10 + Math.floor(Math.random() * 20)}` : day,")
  if (loaded === source) throw new Error("rank-jobs.ts is not as the bench expects it: the die was not put in")
  fs.writeFileSync(stage, loaded)
  const run = graph("run", "daily", "--as-of", "2026-11-20")
  // One replay in twenty throws the same number.
  const replays = [graph("replay"), graph("replay"), graph("replay")]
  const check = graph("run", "daily", "--as-of", "2026-11-20", "--check")
  report("a sound stage taken for non-deterministic", sound.filter((code) => code !== 0).length, "", 0)
  report("a non-deterministic stage missed by replay", run === 0 && replays.includes(6) ? 0 : 1, "", 0)
  report("a non-deterministic stage missed by --check", check === 6 ? 0 : 1, "", 0)
}

/** As many rows as the largest Greenhouse board seen, in a quarter of its bytes: the texts are shorter, so each row weighs more. */
const boards = (): void => {
  const folder = Path.join(root, "fixtures", "boards")
  const manifest = JSON.parse(fs.readFileSync(Path.join(folder, "manifest.json"), "utf8"))
  const [exchange] = manifest.providers.anthropic.exchanges
  const { jobs } = JSON.parse(fs.readFileSync(Path.join(folder, "bodies", exchange.body), "utf8"))
  const rows = Array.from({ length: 641 }, (_, index) => ({ ...jobs[index % jobs.length], id: 5_000_000 + index }))
  const body = JSON.stringify({ jobs: rows, meta: { total: rows.length } })
  const times = { parse: [] as Array<number>, read: [] as Array<number> }
  for (let round = -20; round < 10 * rounds; round++) {
    const start = performance.now()
    JSON.parse(body)
    const parsed = performance.now()
    const reading = Boards.readResult({ id: "bench" as ProviderId, system: "greenhouse", board: "bench" }, [{ url: exchange.url, status: 200, body }])
    const end = performance.now()
    if (reading._tag === "Failure") throw reading.failure
    if (round < 0) continue
    times.parse.push(parsed - start)
    times.read.push(end - parsed)
  }
  report(`a Greenhouse board of ${rows.length} rows (${format(body.length / 1e6)} MB), in times of JSON.parse`, median(times.read) / median(times.parse), "x", 3)
}

/** The patterns that take an engine of regular expressions minutes, and a file as long as is read. */
const robots = (): void => {
  const slowest = (name: string, text: string, path: string, limit: number) => {
    const body = new TextEncoder().encode(text)
    const times = Array.from({ length: rounds }, () => {
      const began = performance.now()
      Robots.decide(Robots.parse(body), "signalcraft", path)
      return performance.now() - began
    })
    report(name, median(times), "ms", limit)
  }
  slowest("robots.txt with 500 stars against a path of 2,000", `user-agent: *\ndisallow: /${"*a".repeat(500)}*b\n`, `/${"a".repeat(2000)}`, 50)
  slowest("robots.txt of 500 KiB, 19,000 rules", `user-agent: *\n${"disallow: /jobs/*/apply?x=*\n".repeat(19_000)}`.slice(0, Robots.maxBytes), "/jobs/1/view", 250)
}

/** 144 recorded days of seven boards in one backtest, then three days more, one after another, and all of them again. */
const backtest = (): void => {
  const [home, recorded] = [Path.join(scratch, "backtest"), Path.join(scratch, "recorded")]
  const days = Array.from({ length: 147 }, (_, day) => new Date(Date.parse("2025-09-10") + day * 86_400_000).toISOString().slice(0, 10))
  Market.writeDays(recorded, days)
  fs.cpSync(Path.join(root, "config"), Path.join(home, "config"), { recursive: true })
  const until = (day: number) => [bin, "backtest", "--snapshots", recorded, "--providers", Path.join(recorded, "providers.json"), "--into", Path.join(home, "folded"), "--to", days[day - 1]!]
  const all = time(until(144), home)
  report("144 days of 926 postings on 7 boards, backtest", all / 1000, "s", 60)
  // What finds out that there is nothing to fold is the start of whatever folds a day.
  const start = Math.min(...[1, 2, 3].map(() => time(until(144), home)))
  const more = [145, 146, 147].map((day) => time(until(day), home) - start)
  report("one day more than a call that folds none, of the 144", (100 * Math.min(...more)) / all, "%", 2)
  const before = fs.readdirSync(Path.join(home, "folded", "runs")).length
  const again = [1, 2, 3].map(() => time(until(147), home))
  report("147 days again, with node's start", Math.min(...again), "ms", 1000)
  report("147 days again, days folded", fs.readdirSync(Path.join(home, "folded", "runs")).length - before, "", 0)
}

try {
  boards()
  robots()
  commandLine()
  synthetic()
  nonDeterminism()
  Postings.understanding()
  WhatIf.hypotheses()
  backtest()
  Postings.titles()
} finally {
  fs.rmSync(scratch, { recursive: true, force: true })
}
const over = figures.filter(({ limit, value }) => value > limit)
process.stdout.write(over.length === 0 ? `\nall ${figures.length} figures are within their limits\n` : `\n${over.length} of ${figures.length} figures are over their limits\n`)
process.exitCode = over.length === 0 ? 0 : 1
