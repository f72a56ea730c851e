/**
 * A project folder with two employers, boards recorded over a few days in either layout, and the command line to fold them with.
 */
import { execFile, spawn } from "node:child_process"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import * as zlib from "node:zlib"
import * as Effect from "effect/Effect"
import * as BoardSet from "../../fixtures/generate/BoardSet.ts"
import { employers } from "../../fixtures/generate/Employers.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import * as Questions from "../../src/boards/Questions.ts"
import * as SnapshotSet from "../../src/network/SnapshotSet.ts"
import * as Program from "../faults/Program.ts"

export interface Answer {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const providers = ["anthropic", "cohere"].map((id) => employers.find((employer) => employer.id === id)!)

interface Job {
  id: number
  title: string
}

type Board = { jobs: Array<Job>; meta: { total: number } }

/** What happens on the Greenhouse board, day after day; the other board stays as it is. */
const happenings: ReadonlyArray<(jobs: ReadonlyArray<Job>) => ReadonlyArray<Job>> = [
  (jobs) => jobs.slice(2),
  (jobs) => [...jobs.slice(3), { ...jobs[3]!, id: 9_000_001, title: "Keeper of the Clocks" }],
  (jobs) => [...jobs.slice(2), { ...jobs[3]!, id: 9_000_001, title: "Keeper of the Clocks" }],
  (jobs) => [...jobs.slice(2, -1), { ...jobs.at(-1)!, title: "Master of the Clocks" }],
  (jobs) => [...jobs.slice(1, -1), { ...jobs.at(-1)!, title: "Master of the Clocks" }],
  (jobs) => jobs.slice(1)
]

export const days = happenings.map((_, index) => `2026-03-${String(index + 1).padStart(2, "0")}`)

const bodyOf = (employer: (typeof employers)[number], day: number): string => {
  if (employer.system !== "greenhouse") return BoardSet.bodyOf(employer)
  const board = JSON.parse(BoardSet.bodyOf(employer)) as Board
  const jobs = happenings[day]!(board.jobs)
  return JSON.stringify({ ...board, jobs, meta: { total: jobs.length } })
}

/** `<provider>/<date>.json.gz` */
export const writeHistory = (folder: string): void => {
  for (const employer of providers) {
    fs.mkdirSync(Path.join(folder, employer.id), { recursive: true })
    for (const [index, day] of days.entries()) fs.writeFileSync(fileOf(folder, employer.id, day), zlib.gzipSync(bodyOf(employer, index)))
  }
}

export const fileOf = (folder: string, provider: string, day: string): string => Path.join(folder, provider, `${day}.json.gz`)

/** `<date>/manifest.json` */
export const writeSets = async (folder: string): Promise<void> => {
  for (const employer of providers) {
    for (const [index, day] of days.entries()) {
      const provider = { id: employer.id as ProviderId, system: employer.system, board: employer.board }
      await Effect.runPromise(SnapshotSet.add(Path.join(folder, day), provider.id, {
        url: Questions.first(provider).url,
        status: 200,
        headers: { "content-type": "application/json" },
        body: Buffer.from(bodyOf(employer, index)),
        received_at: `${day}T06:00:00Z`
      }))
    }
  }
}

const root = Path.resolve(import.meta.dirname, "../..")

const made: Array<string> = []

/** Removes what was made. Call when the file's tests are over. */
export const clean = (): void => {
  for (const folder of made.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
}

export const temporary = (): string => {
  const folder = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-backtest-"))
  made.push(folder)
  return folder
}

/** A home that reads the two boards, and their days in `recorded/`. */
export const make = (): string => {
  const home = temporary()
  fs.cpSync(Path.join(root, "config"), Path.join(home, "config"), { recursive: true })
  const registry = { schema_version: 1, providers: providers.map(({ board, id, name, system }) => ({ id, name, system, board, enabled: true })) }
  fs.writeFileSync(Path.join(home, "config", "providers.json"), JSON.stringify(registry))
  writeHistory(Path.join(home, "recorded"))
  return home
}

/** The bundle's command line as a process of its own. */
export const graph = async (home: string, ...args: ReadonlyArray<string>): Promise<Answer> => execute(Path.join(await Program.folder(), "main.js"), home, args)

/** The same out of the sources: what replays is beside them. */
export const sourceGraph = (home: string, ...args: ReadonlyArray<string>): Promise<Answer> => execute(Path.join(root, "src", "cli", "main.ts"), home, args)

const execute = (program: string, home: string, args: ReadonlyArray<string>): Promise<Answer> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, ...args, "--home", home], { cwd: home, env: { ...process.env, NO_COLOR: "1" }, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }))
  })

/** Starts a backtest, and ends its process without a word once it has told of so many days. */
export const kill = async (home: string, afterDays: number, ...args: ReadonlyArray<string>): Promise<NodeJS.Signals | null> => {
  const child = spawn(process.execPath, [Path.join(await Program.folder(), "main.js"), "backtest", ...args, "--home", home], { stdio: ["ignore", "pipe", "ignore"], cwd: home })
  let told = ""
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    told += text
    if (told.split("\n").filter((line) => /^\S+ \d{4}-\d\d-\d\d /.test(line)).length >= afterDays) child.kill("SIGKILL")
  })
  return new Promise((resolve) => child.on("close", (_, signal) => resolve(signal)))
}
