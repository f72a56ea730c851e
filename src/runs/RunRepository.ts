/**
 * The runs: the only way to find one, list them, or read what one left.
 *
 * Files are the truth. A run with a `run.json` is committed; one without is running, if it is the run that holds the lease, and has
 * crashed otherwise. People name a run `latest`, `@0` (the same), `@1` (the one before), by its id or an unambiguous beginning of it.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Path from "node:path"
import * as NodeRecords from "../engine/Record.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import { type Disk, DiskError } from "../platform/Disk.ts"
import * as Packed from "../platform/Packed.ts"
import * as RunFolder from "./RunFolder.ts"
import { isRunId, type RunId } from "./RunId.ts"
import * as RunRecord from "./RunRecord.ts"

export interface RunRepository {
  readonly disk: Disk
  /** The folder `runs/`. */
  readonly folder: string
}

/** No run has that name, or several have. */
export class NoSuchRun extends Schema.TaggedError<NoSuchRun>()("NoSuchRun", {
  reference: Schema.String,
  candidates: Schema.Array(Schema.String)
}) {
  override get message() {
    if (this.candidates.length === 0 && this.reference === "latest") return "There is no run yet. Start one: graph run daily"
    return this.candidates.length === 0
      ? `There is no run ${this.reference}. List them: graph runs`
      : `${this.reference} is the beginning of ${this.candidates.length} runs (${this.candidates.slice(0, 3).join(", ")}…). Write more of it`
  }
}

/** A file of a run is not what it was when the run was committed. */
export class RunDamaged extends Schema.TaggedError<RunDamaged>()("RunDamaged", {
  run: Schema.String,
  file: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.file} of run ${this.run} is damaged: ${this.reason}. Restore it from a copy (graph import), or run again`
  }
}

/** The run ended before it computed anything, so there is nothing to compare or recompute. */
export class NothingComputed extends Schema.TaggedError<NothingComputed>()("NothingComputed", { run: Schema.String }) {
  override get message() {
    return `Run ${this.run} ended before its graph was done, so there is nothing to compare. See how it ended: graph show ${this.run}`
  }
}

export type Entry =
  | { readonly state: "committed"; readonly id: RunId; readonly record: RunRecord.RunRecord }
  | { readonly state: "open"; readonly id: RunId }
  | { readonly state: "damaged"; readonly id: RunId; readonly problem: RunDamaged }

/** Every run's id, the newest first. */
export const ids = ({ disk, folder }: RunRepository): ReadonlyArray<RunId> => disk.list(folder).filter(isRunId).reverse()

export const entry = (runs: RunRepository, id: RunId): Entry => {
  const text = readText(runs.disk, Path.join(runs.folder, id, "run.json"))
  if (text === undefined) return { state: "open", id }
  const record = RunRecord.decode(text)
  return Result.isSuccess(record)
    ? { state: "committed", id, record: record.success }
    : { state: "damaged", id, problem: new RunDamaged({ run: id, file: "run.json", reason: record.failure }) }
}

/** The digest of a run's record as it lies there: whether it is what it was, without reading it. */
export const digestOf = ({ disk, folder }: RunRepository, id: RunId): Digest.Digest | undefined => {
  const bytes = readBytes(disk, Path.join(folder, id, "run.json"))
  return bytes === undefined ? undefined : Digest.of(bytes)
}

/** Whether a run has ended, without reading how. */
export const isCommitted = ({ disk, folder }: RunRepository, id: RunId): boolean => disk.stat(Path.join(folder, id, "run.json")) !== undefined

/** Entries, the newest first, read as they are asked for. */
export function* entries(runs: RunRepository): Generator<Entry> {
  for (const id of ids(runs)) yield entry(runs, id)
}

/** Whether an entry is a run that computed a graph: what replay, diff and export work on. */
export const computed = (entry: Entry): boolean => entry.state === "damaged" || (entry.state === "committed" && entry.record.nodes !== null)

export const resolve = (
  runs: RunRepository,
  reference: string,
  accept: (entry: Entry) => boolean = () => true
): Effect.Effect<Entry, NoSuchRun> =>
  Effect.suspend(() => {
    const position = reference === "latest" ? 0 : /^@(\d+)$/.test(reference) ? Number(reference.slice(1)) : undefined
    if (position !== undefined) {
      let index = 0
      for (const one of entries(runs)) {
        if (accept(one) && index++ === position) return Effect.succeed(one)
      }
      return Effect.fail(new NoSuchRun({ reference, candidates: [] }))
    }
    const candidates = ids(runs).filter((id) => reference !== "" && id.startsWith(reference))
    return candidates.length === 1 ? Effect.succeed(entry(runs, candidates[0]!)) : Effect.fail(new NoSuchRun({ reference, candidates }))
  })

/** The node records of a committed run, verified against its record. */
export const nodes = (runs: RunRepository, id: RunId, record: RunRecord.RunRecord): Effect.Effect<ReadonlyArray<NodeRecords.NodeRecord>, RunDamaged> =>
  Effect.suspend(() => {
    if (record.nodes === null) return Effect.succeed([])
    const damaged = (reason: string) => Effect.fail(new RunDamaged({ run: id, file: "nodes.ndjson", reason }))
    const content = readBytes(runs.disk, Path.join(runs.folder, id, "nodes.ndjson"))
    if (content === undefined) return damaged("it is gone")
    if (Digest.of(content) !== record.nodes.digest) return damaged("its bytes do not match the run record")
    const decoded = NodeRecords.decode(content)
    return "problem" in decoded ? damaged(`line ${decoded.line}: ${decoded.problem}`) : Effect.succeed(decoded)
  })

/** The bytes of an artifact, verified against the record. */
export const artifact = (runs: RunRepository, id: RunId, artifact: RunRecord.ArtifactRecord): Effect.Effect<Uint8Array, RunDamaged> =>
  Effect.suspend(() => {
    const file = `artifacts/${artifact.file}`
    const bytes = readBytes(runs.disk, Path.join(runs.folder, id, file))
    if (bytes === undefined) return Effect.fail(new RunDamaged({ run: id, file, reason: "it is gone" }))
    const content = Packed.verified(bytes, artifact.digest)
    return content !== undefined
      ? Effect.succeed(content)
      : Effect.fail(new RunDamaged({ run: id, file, reason: "its bytes do not match the run record" }))
  })

/** The events of a run, as far as they can be read: a killed run's last line may be cut off. */
export const events = (runs: RunRepository, id: RunId): ReadonlyArray<Canonical.JsonObject> => {
  const text = readText(runs.disk, Path.join(RunFolder.folderOf(runs.folder, id), "events.jsonl")) ?? ""
  const found: Array<Canonical.JsonObject> = []
  for (const line of text.split("\n")) {
    try {
      if (line !== "") found.push(JSON.parse(line))
    } catch {
      break
    }
  }
  return found
}

export const timing = (runs: RunRepository, id: RunId): Canonical.JsonObject | undefined => {
  const text = readText(runs.disk, Path.join(runs.folder, id, "timing.json"))
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

const readBytes = (disk: Disk, path: string): Buffer | undefined => {
  try {
    return disk.read(path)
  } catch (error) {
    if (error instanceof DiskError) return undefined
    throw error
  }
}

const readText = (disk: Disk, path: string): string | undefined => {
  const bytes = readBytes(disk, path)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}
