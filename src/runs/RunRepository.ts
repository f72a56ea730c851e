/**
 * The runs: the only way to find one, list them, or read what one left.
 *
 * Files are the truth. A run with a `run.json` is committed; one without is running, if it is the run that holds the lease, and has
 * crashed otherwise. People name a run `latest`, `@0` (the same), `@1` (the one before), `tag:NAME`, by its id or an unambiguous beginning
 * of it. The index says where to look; what it says is held against the record that is then read, and where the two differ the
 * records are read one by one.
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
import * as IndexRow from "./IndexRow.ts"
import * as Pins from "./Pins.ts"
import * as RunFolder from "./RunFolder.ts"
import { isRunId, type RunId } from "./RunId.ts"
import * as RunIndex from "./RunIndex.ts"
import * as RunRecord from "./RunRecord.ts"
import * as Tags from "./Tags.ts"

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
    if (this.reference.startsWith(Tags.prefix)) return `No run has the tag ${this.reference.slice(Tags.prefix.length)}. List those that have one: graph runs --tagged`
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

/** The run whose record a file is, with the runs it lies among; `undefined` for any other file. */
export const ofRecordFile = (disk: Disk, path: string): { readonly runs: RunRepository; readonly entry: Entry } | undefined => {
  if (Path.basename(path) !== "run.json") return undefined
  const runs: RunRepository = { disk, folder: Path.dirname(Path.dirname(path)) }
  return { runs, entry: entry(runs, Path.basename(Path.dirname(path))) }
}

/** Whether a run has ended, without reading how. */
export const isCommitted = ({ disk, folder }: RunRepository, id: RunId): boolean => disk.stat(Path.join(folder, id, "run.json")) !== undefined

/** Entries, the newest first, read as they are asked for. */
export function* entries(runs: RunRepository): Generator<Entry> {
  for (const id of ids(runs)) yield entry(runs, id)
}

/** The runs that the index does not have, the newest first: at work, crashed, damaged, or committed and not taken up yet. */
export const unindexed = (runs: RunRepository, listed: ReadonlyArray<RunId>): ReadonlyArray<RunId> => RunIndex.view(runs, listed).loose

type Search = (view: RunIndex.View) => Generator<Entry | undefined>

/** Committed runs that are wanted, the newest first; and damaged ones, for nobody knows what they were. Read as they are asked for. */
export const newest = (runs: RunRepository, wanted: IndexRow.Wanted): Generator<Entry> =>
  searched(runs, function*(view) {
    const loose = (id: RunId) => admitted(entry(runs, id), wanted)
    let next = 0
    for (const hit of RunIndex.newest(view, wanted)) {
      for (; hit !== undefined && next < view.loose.length && view.loose[next]! > hit.id; next++) yield* loose(view.loose[next]!)
      yield hit && confirmed(runs, hit)
    }
    for (; next < view.loose.length; next++) yield* loose(view.loose[next]!)
  })

/** Published runs about days before one, the latest day first, and of one day the newest run; damaged runs come first. */
export const before = (runs: RunRepository, day: string): Generator<Entry> =>
  searched(runs, function*(view) {
    const loose = view.loose.flatMap((id) => [...admitted(entry(runs, id), { kind: "published" })])
    yield* loose.filter(({ state }) => state === "damaged")
    const earlier = loose.flatMap((one) => (one.state === "committed" && one.record.as_of < day ? [{ id: one.id, as_of: one.record.as_of, one }] : [])).sort(RunIndex.laterDay)
    let next = 0
    for (const hit of RunIndex.before(view, day)) {
      for (; hit !== undefined && next < earlier.length && RunIndex.laterDay(earlier[next]!, hit) < 0; next++) yield earlier[next]!.one
      yield hit && confirmed(runs, hit)
    }
    for (; next < earlier.length; next++) yield earlier[next]!.one
  })

/** Goes by the index; `undefined` says that it cannot be gone by, and then the records are read for what was not given yet. */
function* searched(runs: RunRepository, search: Search): Generator<Entry> {
  const listed = ids(runs)
  const given = new Set<RunId>()
  for (const one of search(RunIndex.view(runs, listed))) {
    if (one === undefined) {
      for (const other of search(RunIndex.without(runs, listed))) if (other !== undefined && !given.has(other.id)) yield other
      return
    }
    given.add(one.id)
    yield one
  }
}

function* admitted(one: Entry, wanted: IndexRow.Wanted): Generator<Entry> {
  if (one.state === "damaged" || (one.state === "committed" && IndexRow.fits(IndexRow.of(one.id, one.record), wanted))) yield one
}

const confirmed = (runs: RunRepository, { id, seal }: RunIndex.Hit): Entry | undefined => {
  const one = entry(runs, id)
  return one.state === "damaged" || (one.state === "committed" && one.record.seal === seal) ? one : undefined
}

/** Which runs a position counts: all, those that have ended, or those that computed a graph, which replay, diff and export work on. */
export type Counted = "all" | "ended" | "computed"

export const resolve = (runs: RunRepository, reference: string, counted: Counted = "all"): Effect.Effect<Entry, NoSuchRun> =>
  Effect.suspend(() => {
    const position = reference === "latest" ? 0 : /^@(\d+)$/.test(reference) ? Number(reference.slice(1)) : undefined
    if (position !== undefined) {
      const found = at(runs, position, counted)
      return found === undefined ? Effect.fail(new NoSuchRun({ reference, candidates: [] })) : Effect.succeed(found)
    }
    if (reference.startsWith(Tags.prefix)) {
      const [id] = tagged(runs, reference.slice(Tags.prefix.length))
      return id === undefined ? Effect.fail(new NoSuchRun({ reference, candidates: [] })) : Effect.succeed(entry(runs, id))
    }
    const candidates = ids(runs).filter((id) => reference !== "" && id.startsWith(reference))
    return candidates.length === 1 ? Effect.succeed(entry(runs, candidates[0]!)) : Effect.fail(new NoSuchRun({ reference, candidates }))
  })

const at = (runs: RunRepository, position: number, counted: Counted): Entry | undefined => {
  if (counted === "computed") return nth(newest(runs, { kind: "computed" }), position)
  const listed = ids(runs)
  const id = counted === "all" ? listed[position] : nth(ended(runs, listed), position)
  return id === undefined ? undefined : entry(runs, id)
}

function* ended(runs: RunRepository, listed: ReadonlyArray<RunId>): Generator<RunId> {
  for (const id of listed) if (isCommitted(runs, id)) yield id
}

const nth = <A>(items: Iterable<A>, position: number): A | undefined => {
  let index = 0
  for (const item of items) if (index++ === position) return item
  return undefined
}

/** The runs with a tag that are there, the newest first. */
export const tagged = (runs: RunRepository, tag: string): ReadonlyArray<RunId> => {
  const { tags } = Tags.read(runs)
  return ids(runs).filter((id) => tags.get(id)?.has(tag))
}

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

/** Where an artifact lies, for people and their programs. */
export const artifactPath = ({ folder }: RunRepository, id: RunId, { digest, file, kept }: RunRecord.ArtifactRecord): string =>
  kept === undefined ? Path.join(folder, id, "artifacts", file) : Pins.fileOf(folder, digest as Digest.Digest)

/** The bytes of an artifact, verified against the record. */
export const artifact = (runs: RunRepository, id: RunId, artifact: RunRecord.ArtifactRecord): Effect.Effect<Uint8Array, RunDamaged> =>
  Effect.suspend(() => {
    const path = artifactPath(runs, id, artifact)
    const file = Path.relative(runs.folder, path).replace(`${id}/`, "")
    const bytes = readBytes(runs.disk, path)
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
