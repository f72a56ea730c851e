/**
 * A project folder of its own for a test, and what the runs in it left.
 */
import * as Result from "effect/Result"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { afterAll } from "vitest"
import * as NodeRecords from "../../src/engine/Record.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as Pins from "../../src/runs/Pins.ts"
import { isRunId } from "../../src/runs/RunId.ts"
import * as RunRecord from "../../src/runs/RunRecord.ts"
import * as Program from "./Program.ts"

const made: Array<string> = []

/** Removes the homes when the file's tests are over. Call at the top of a test file. */
export const clean = (): void =>
  afterAll(() => {
    for (const home of made.splice(0)) fs.rmSync(home, { recursive: true, force: true })
  })

/** A home with the shipped configuration, or a copy of another. */
export const make = (from?: string): string => {
  const home = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-home-"))
  made.push(home)
  if (from === undefined) fs.cpSync(Program.config, Path.join(home, "config"), { recursive: true })
  else fs.cpSync(from, home, { recursive: true })
  return home
}

export const drop = (home: string): void => fs.rmSync(home, { recursive: true, force: true })

export interface Left {
  readonly id: string
  /** `undefined` while the run is not committed. */
  readonly record: RunRecord.RunRecord | undefined
  readonly bytes: string | undefined
  readonly events: ReadonlyArray<{ readonly type: string; readonly node?: string }>
  /** Below `artifacts/`. */
  readonly artifacts: ReadonlyMap<string, string>
  /** What does not agree with the record. */
  readonly problems: ReadonlyArray<string>
  /** Files that nobody should leave behind. */
  readonly litter: ReadonlyArray<string>
}

export const ids = (home: string): ReadonlyArray<string> => {
  const folder = Path.join(home, "runs")
  return fs.existsSync(folder) ? fs.readdirSync(folder).filter(isRunId).sort() : []
}

/** The runs, the oldest first. */
export const runs = (home: string): ReadonlyArray<Left> => ids(home).map((id) => left(Path.join(home, "runs"), id))

export const latest = (home: string): Left => runs(home).at(-1)!

const left = (folder: string, id: string): Left => {
  const path = Path.join(folder, id)
  const read = (name: string) => (fs.existsSync(Path.join(path, name)) ? fs.readFileSync(Path.join(path, name)) : undefined)
  const bytes = read("run.json")?.toString()
  const decoded = bytes === undefined ? undefined : RunRecord.decode(bytes)
  const record = decoded !== undefined && Result.isSuccess(decoded) ? decoded.success : undefined
  const artifacts = new Map(files(Path.join(path, "artifacts")).map((file) => [file, fs.readFileSync(Path.join(path, "artifacts", file), "utf8")]))
  const problems: Array<string> = []
  if (decoded !== undefined && Result.isFailure(decoded)) problems.push(`run.json: ${decoded.failure}`)
  for (const { digest, file, kept } of record?.artifacts ?? []) {
    const table = Pins.fileOf(folder, digest as Digest.Digest)
    const content = kept === undefined ? artifacts.get(file) : fs.existsSync(table) ? fs.readFileSync(table, "utf8") : undefined
    if (content === undefined) problems.push(`${file} is gone`)
    else if (Digest.of(content) !== digest) problems.push(`${file} is not what the record says`)
  }
  if (record?.nodes != null) {
    const nodes = read("nodes.ndjson")
    if (nodes === undefined || Digest.of(nodes) !== record.nodes.digest || !Array.isArray(NodeRecords.decode(nodes))) problems.push("nodes.ndjson is not what the record says")
  }
  const named = new Set(record?.artifacts.map(({ file }) => file))
  const litter = [
    ...files(path).filter((file) => file.endsWith(".tmp")),
    ...(record === undefined ? [] : [...artifacts.keys()].filter((file) => !named.has(file) && !file.endsWith(".tmp")))
  ]
  return { id, record, bytes, events: lines(read("events.jsonl")?.toString() ?? ""), artifacts, problems, litter }
}

/** The events as far as they are whole. */
const lines = (text: string): Left["events"] =>
  text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line)]
    } catch {
      return []
    }
  })

export const files = (folder: string): ReadonlyArray<string> =>
  fs.existsSync(folder)
    ? fs.readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile()).map((entry) => Path.relative(folder, Path.join(entry.parentPath, entry.name))).sort()
    : []

export const nodesOf = (left: Left, type: string): ReadonlyArray<string> => left.events.flatMap((event) => (event.type === type ? [event.node!] : []))

/** The four reports every ending leaves, as file names. */
export const reports = ["costs.v1.json", "policy_log.v1.json", "provider_availability.v1.json", "run_health.v1.json", "run_summary.v1.json"]

/** How often a fault is tried: `FAULTS`. */
export const rounds = Number(process.env["FAULTS"] ?? 12)
