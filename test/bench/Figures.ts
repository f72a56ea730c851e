/**
 * What the benches print: each figure beside its limit, in one form; and how they time processes.
 */
import * as esbuild from "esbuild"
import { spawnSync } from "node:child_process"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { fileURLToPath } from "node:url"
import * as Bundle from "../../src/build/Bundle.ts"

export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly limit: number
}

export const root = Path.resolve(Path.dirname(fileURLToPath(import.meta.url)), "../..")

/** The command line as it ships. */
export const bin = Path.join(root, "src", "cli", "bin.mjs")

/** Removed when the benches have ended. */
export const scratch = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-bench-"))
export const rounds = Number(process.env["BENCH_ROUNDS"] ?? 11)
export const figures: Array<Figure> = []

export const report = (name: string, value: number, unit: string, limit: number): void => {
  figures.push({ name, value, unit, limit })
  const verdict = value <= limit ? "within" : "OVER"
  process.stdout.write(`${name.padEnd(58)} ${format(value).padStart(8)} ${unit.padEnd(3)}  limit ${format(limit).padStart(6)}  ${verdict}\n`)
}

export const format = (value: number): string => (value >= 100 ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2))

/** Sources bundled as the program is, in a folder of their own; the first of them as it is to be started. */
export const bundled = (name: string, first: string, ...others: ReadonlyArray<string>): string => {
  const outdir = Path.join(scratch, name)
  esbuild.buildSync({ ...Bundle.settings, entryPoints: [first, ...others].map((source) => Path.join(root, source)), outdir })
  fs.writeFileSync(Path.join(outdir, "package.json"), '{"type":"module"}')
  return Path.join(outdir, `${Path.basename(first, ".ts")}.js`)
}

/** The wall time of a process, in milliseconds. It has to end with the status that is due. */
export const time = (args: ReadonlyArray<string>, cwd: string, { env = process.env, due = 0 }: { readonly env?: NodeJS.ProcessEnv; readonly due?: number } = {}): number => {
  const began = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env, stdio: ["ignore", "ignore", "pipe"] })
  const took = performance.now() - began
  if (status !== due) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr.toString()}`)
  return took
}

export const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

/** The median wall time of each command, all taken in turn. `due` has the statuses with which they end, where that is not 0. */
export const inTurn = (commands: ReadonlyArray<ReadonlyArray<string>>, cwd: string, due: ReadonlyArray<number> = []): ReadonlyArray<number> => {
  const times: Array<Array<number>> = commands.map(() => [])
  for (let round = 0; round <= rounds; round++) {
    for (const [index, args] of commands.entries()) {
      const took = time(args, cwd, { due: due[index] ?? 0 })
      if (round > 0) times[index]!.push(took)
    }
  }
  return times.map(median)
}
