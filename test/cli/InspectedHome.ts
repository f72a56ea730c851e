/**
 * A project with one real run in it, made once for all the tests that look at runs, and the command line to look with.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Command from "effect/cli/Command"
import { execFile } from "node:child_process"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { artifact } from "../../src/cli/commands/artifact.ts"
import { candidates } from "../../src/cli/commands/candidates.ts"
import { costs } from "../../src/cli/commands/costs.ts"
import { doctor } from "../../src/cli/commands/doctor.ts"
import { draw } from "../../src/cli/commands/draw.ts"
import { explain } from "../../src/cli/commands/explain.ts"
import { mark } from "../../src/cli/commands/mark.ts"
import { marks } from "../../src/cli/commands/marks.ts"
import { gc } from "../../src/cli/commands/gc.ts"
import { network } from "../../src/cli/commands/network.ts"
import { providers } from "../../src/cli/commands/providers.ts"
import { runIndex } from "../../src/cli/commands/run-index.ts"
import { runs } from "../../src/cli/commands/runs.ts"
import { show } from "../../src/cli/commands/show.ts"
import { snapshot } from "../../src/cli/commands/snapshot.ts"
import { tag } from "../../src/cli/commands/tag.ts"
import { untag } from "../../src/cli/commands/untag.ts"
import { whatif } from "../../src/cli/commands/whatif.ts"
import * as Codes from "../../src/cli/Exit.ts"
import * as Platform from "../../src/cli/Platform.ts"
import * as Process from "../../src/cli/Process.ts"
import { root as rootCommand } from "../../src/cli/Root.ts"
import type { JsonObject } from "../../src/platform/Canonical.ts"
import * as Owner from "../../src/store/Owner.ts"

export interface Answer {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const root = Path.resolve(import.meta.dirname, "../..")

const commands = Command.runWith(rootCommand.pipe(Command.withSubcommands([runs, show, costs, artifact, draw, doctor, network, providers, snapshot, candidates, explain, whatif, mark, marks, gc, runIndex, tag, untag])), { version: "test" })

/** Calls a command on a project within this process. `stderr` is the error's sentence alone. */
export const call = async (folder: string, ...args: ReadonlyArray<string>): Promise<Answer> => {
  const written: Array<string> = []
  const write = process.stdout.write.bind(process.stdout)
  const { exitCode } = process
  process.stdout.write = (chunk: string | Uint8Array) => written.push(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString()) > 0
  process.exitCode = undefined
  try {
    const exit = await Effect.runPromiseExit(commands([...args, "--home", folder]).pipe(Effect.provide([Platform.layer, Process.presenter])))
    const stdout = written.join("")
    if (Exit.isSuccess(exit)) return { code: Number(process.exitCode ?? 0), stdout, stderr: "" }
    const found = Cause.findError(exit.cause)
    if (found._tag === "Failure") throw new Error(Cause.pretty(exit.cause))
    const { _tag, message } = found.success as { readonly _tag: string; readonly message: string }
    return { code: Codes.ofError(_tag), stdout, stderr: message }
  } finally {
    process.stdout.write = write
    process.exitCode = exitCode
  }
}

/** Calls the command line in a folder, as a process of its own. */
export const graph = (folder: string, ...args: ReadonlyArray<string>): Promise<Answer> =>
  new Promise((resolve) => {
    const env = { ...process.env, GRAPH_HOME: "", GRAPH_PROGRESS: "quiet", NO_COLOR: "1", LC_ALL: "C.UTF-8" }
    execFile(process.execPath, [Path.join(root, "src/cli/main.ts"), ...args], { cwd: folder, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }))
  })

/** A folder with the configuration and the boards that ship, and no run. */
export const empty = (): string => {
  const folder = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-cli-"))
  process.once("exit", () => fs.rmSync(folder, { recursive: true, force: true }))
  fs.cpSync(Path.join(root, "config"), Path.join(folder, "config"), { recursive: true })
  fs.mkdirSync(Path.join(folder, "fixtures"))
  fs.symlinkSync(Path.join(root, "fixtures/boards"), Path.join(folder, "fixtures/boards"))
  return folder
}

let ran: Promise<string> | undefined

/** A folder with one run, as of 2026-11-22. Its run must not be changed; `copy` may be. */
export const prepared = (): Promise<string> =>
  ran ??= (async () => {
    const folder = empty()
    const { code, stderr } = await graph(folder, "run", "daily", "--as-of", "2026-11-22")
    if (code !== 0) throw new Error(stderr)
    return folder
  })()

export const copy = async (): Promise<string> => {
  const folder = empty()
  fs.cpSync(Path.join(await prepared(), "runs"), Path.join(folder, "runs"), { recursive: true })
  return folder
}

/** How many nodes its run had, by its own record. */
export const nodesIn = (folder: string): number => JSON.parse(fs.readFileSync(Path.join(folder, "runs", onlyRun(folder), "run.json"), "utf8")).nodes.total

export const onlyRun = (folder: string): string => fs.readdirSync(Path.join(folder, "runs")).find((name) => name.includes("T"))!

/** Begins a run and leaves it open: its process lives, if it is this one, or is gone. */
export const leaveOpen = (folder: string, run: string, alive: boolean, events: ReadonlyArray<JsonObject>): void => {
  const owner = alive ? Owner.current(run) : { ...Owner.current(run), started: "1" }
  fs.mkdirSync(Path.join(folder, "runs", run), { recursive: true })
  const lines = [{ type: "run-opened", run, as_of: "2026-11-23", graph: "daily", owner }, ...events]
  fs.writeFileSync(Path.join(folder, "runs", run, "events.jsonl"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""))
}
