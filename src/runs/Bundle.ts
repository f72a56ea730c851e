/**
 * A run in one file: its folder, and every blob it needs to be replayed elsewhere.
 *
 *     bundle.json                 which run this is, and the digest of every other file; sealed
 *     <run id>/run.json …         the run's folder
 *     blobs/ab/<64 hex digits>    its pins
 *
 * A `.tar.gz` laid out as `runs/` is, so it can be unpacked without this program. Equal runs make equal bundles. A bundle read is
 * verified whole before anything of it is used: a stranger may have made it. The seals tell of damage, not of who wrote it.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Path from "node:path"
import type * as NodeRecords from "../engine/Record.ts"
import type { StoreUnwritable } from "../engine/Store.ts"
import * as Wire from "../engine/Wire.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import * as Disk from "../platform/Disk.ts"
import * as Packed from "../platform/Packed.ts"
import * as Unwritable from "../store/Unwritable.ts"
import * as Archive from "./Archive.ts"
import * as Inventory from "./Inventory.ts"
import * as Pins from "./Pins.ts"
import * as RunFolder from "./RunFolder.ts"
import { isRunId, type RunId } from "./RunId.ts"
import * as RunRecord from "./RunRecord.ts"
import * as RunRepository from "./RunRepository.ts"

export interface Bundle {
  readonly id: RunId
  readonly record: RunRecord.RunRecord
  readonly nodes: ReadonlyArray<NodeRecords.NodeRecord>
  /** Path below the run's folder to content. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly blobs: ReadonlyMap<Digest.Digest, Uint8Array>
}

/** The file is no bundle that this version reads, or one that no honest writer makes. */
export class NotABundle extends Schema.TaggedError<NotABundle>()("NotABundle", { file: Schema.String, reason: Schema.String }) {
  override get message() {
    return `${this.file} is not a run bundle: ${this.reason}. Nothing was taken from it. Make one with: graph export RUN`
  }
}

/** The file was a bundle, and part of it is not what it was. */
export class BundleDamaged extends Schema.TaggedError<BundleDamaged>()("BundleDamaged", {
  file: Schema.String,
  /** The part, as it is called inside; empty for the file as a whole. */
  entry: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.entry === "" ? this.file : `${this.entry} in ${this.file}`} is damaged: ${this.reason}. Nothing was taken from it. Copy the file again, or export the run again where it ran`
  }
}

/** Another run stands here under the same id. */
export class RunConflict extends Schema.TaggedError<RunConflict>()("RunConflict", { run: Schema.String, here: Schema.String, offered: Schema.String }) {
  override get message() {
    return `There is another run ${this.run} already: its record is sealed ${Digest.short(this.here)}, the offered one ${Digest.short(this.offered)}. Nothing was changed. Compare the two: graph diff ${this.run} FILE`
  }
}

/** The run has not written its record: it is at work, or was killed. */
export class RunUnfinished extends Schema.TaggedError<RunUnfinished>()("RunUnfinished", { run: Schema.String }) {
  override get message() {
    return `Run ${this.run} has no record yet: it is at work, or it was killed. Wait for it to end; a killed run is closed by the next graph run`
  }
}

const format = "signalcraft/bundle/1"
const markerName = "bundle.json"

const FileRecord = Schema.Struct({ digest: Schema.String.check(Schema.isPattern(/^sha256-[0-9a-f]{64}$/)), bytes: Schema.Int })
const marker = { format: Schema.Literal(format), run: Schema.String, files: Schema.Record(Schema.String, FileRecord) }
const Marker = Schema.Struct({ ...marker, seal: Schema.String }).annotate({ identifier: "Bundle" })
type Marker = typeof Marker.Type
const validate = Wire.validate(Marker)

/** The name a bundle is kept under. */
export const fileName = (id: RunId): string => `${id}.run.tar.gz`

/** A run of the repository, read whole and verified. */
export const read = (runs: RunRepository.RunRepository, id: RunId): Effect.Effect<Bundle, RunRepository.RunDamaged | RunUnfinished> =>
  Effect.suspend((): Effect.Effect<Bundle, RunRepository.RunDamaged | RunUnfinished> => {
    const entry = RunRepository.entry(runs, id)
    if (entry.state === "open") return Effect.fail(new RunUnfinished({ run: id }))
    if (entry.state === "damaged") return Effect.fail(entry.problem)
    return Effect.fromResult(gather(runs, id, entry.record, "all"))
  })

const gather = (
  { disk, folder }: RunRepository.RunRepository,
  id: RunId,
  record: RunRecord.RunRecord,
  required: "all" | "nodes"
): Result.Result<Bundle, RunRepository.RunDamaged> => {
  const contents = new Map<string, Uint8Array>()
  for (const item of Inventory.of(id, record)) {
    const damaged = (reason: string) => Result.fail(new RunRepository.RunDamaged({ run: id, file: item.path.replace(`${id}/`, ""), reason }))
    const content = contentOf(disk, Path.join(folder, item.path), item.digest)
    if (typeof content === "string") return damaged(content)
    if (content === undefined) {
      if (item.digest !== null && required === "all") return damaged("it is gone")
      continue
    }
    const problem = Inventory.misfit(item, content)
    if (problem !== undefined) return damaged(problem)
    contents.set(item.path, content)
  }
  return Result.mapError(assemble(id, record, contents), ({ path, reason }) => new RunRepository.RunDamaged({ run: id, file: path, reason }))
}

/** The bytes of a file, `undefined` where there is none, or why they cannot be read. */
const contentOf = (disk: Disk.Disk, path: string, digest: Digest.Digest | null): Uint8Array | string | undefined => {
  try {
    return digest === null ? disk.read(path) : Packed.contentOf(disk.read(path), digest)
  } catch (error) {
    if (!(error instanceof Disk.DiskError)) throw error
    return error.code === "ENOENT" || error.code === "ENOTDIR" ? undefined : `it cannot be read (${error.code})`
  }
}

/** A bundle of contents that were compared with the record already. */
const assemble = (
  id: RunId,
  record: RunRecord.RunRecord,
  contents: ReadonlyMap<string, Uint8Array>
): Result.Result<Bundle, { readonly path: string; readonly reason: string }> => {
  const nodes = Inventory.nodesIn(record, contents.get(`${id}/nodes.ndjson`))
  if (typeof nodes === "string") return Result.fail({ path: "nodes.ndjson", reason: nodes })
  const files = new Map<string, Uint8Array>()
  for (const [path, content] of contents) if (path.startsWith(`${id}/`)) files.set(path.slice(id.length + 1), content)
  const blobs = new Map<Digest.Digest, Uint8Array>()
  for (const digest of Inventory.blobsOf(record)) {
    const content = contents.get(Inventory.blobPath(digest))
    if (content !== undefined) blobs.set(digest, content)
  }
  return Result.succeed({ id, record, nodes, files, blobs })
}

/** A bundle as bytes. */
export const encode = ({ blobs, files, id }: Bundle): Effect.Effect<Uint8Array> => {
  const contents: ReadonlyArray<Archive.File> = [
    ...Array.from(files, ([path, content]) => ({ path: `${id}/${path}`, content })),
    ...Array.from(blobs, ([digest, content]) => ({ path: Inventory.blobPath(digest), content }))
  ].sort((a, b) => Canonical.compare(a.path, b.path))
  const body = {
    format,
    run: id,
    files: Object.fromEntries(contents.map(({ content, path }) => [path, { digest: Digest.of(content), bytes: content.length }]))
  }
  const text = `${Canonical.stringifyUnsafe({ ...body, seal: Canonical.digestUnsafe(body) })}\n`
  return Archive.pack([{ path: markerName, content: Buffer.from(text) }, ...contents])
}

/** The bundle in a file's bytes; `file` is what errors call it. */
export const decode = Effect.fnUntraced(function*(file: string, packed: Uint8Array): Effect.fn.Return<Bundle, NotABundle | BundleDamaged> {
  const foreign = (reason: string) => new NotABundle({ file, reason })
  const damaged = (entry: string, reason: string) => new BundleDamaged({ file, entry, reason })
  const [first, ...rest] = yield* Effect.mapError(Archive.unpack(packed), ({ kind, reason }) => kind === "foreign" ? foreign(reason) : damaged("", reason))
  if (first?.path !== markerName) return yield* foreign(`it does not begin with ${markerName}`)
  const { files, run: id, seal, ...stated } = yield* Effect.mapError(Effect.fromResult(readMarker(first.content)), foreign)
  if (Canonical.digestUnsafe({ ...stated, files, run: id }) !== seal) return yield* damaged(markerName, "its seal does not match: a byte was changed")
  if (!isRunId(id)) return yield* foreign(`it calls its run ${JSON.stringify(String(id).slice(0, 60))}, which is not the id of one`)

  const contents = new Map(rest.map(({ content, path }) => [path, content]))
  for (const [path, content] of contents) {
    const listed = Object.hasOwn(files, path) ? files[path] : undefined
    if (listed === undefined) return yield* foreign(`it holds ${path}, which ${markerName} does not list`)
    if (content.length !== listed.bytes || Digest.of(content) !== listed.digest) return yield* damaged(path, `its bytes do not match ${markerName}`)
  }
  const missing = Object.keys(files).find((path) => !contents.has(path))
  if (missing !== undefined) return yield* damaged(missing, "it is gone")

  const text = contents.get(`${id}/run.json`)
  if (text === undefined) return yield* damaged(`${id}/run.json`, "it is gone")
  const record = yield* Effect.mapError(Effect.fromResult(RunRecord.decode(new TextDecoder().decode(text))), (reason) => damaged(`${id}/run.json`, reason))
  const items = new Map(Inventory.of(id, record).map((item) => [item.path, item]))
  for (const [path, content] of contents) {
    const item = items.get(path)
    if (item === undefined) return yield* foreign(`it holds ${path}, which is no part of the run`)
    const problem = Inventory.misfit(item, content)
    if (problem !== undefined) return yield* damaged(path, problem)
  }
  const lacking = [...items.values()].find(({ digest, path }) => digest !== null && !contents.has(path))
  if (lacking !== undefined) return yield* damaged(lacking.path, "it is gone")
  return yield* Effect.mapError(Effect.fromResult(assemble(id, record, contents)), ({ path, reason }) => damaged(`${id}/${path}`, reason))
})

const readMarker = (content: Uint8Array): Result.Result<Marker, string> => {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(content))
  } catch {
    return Result.fail(`${markerName} is not JSON`)
  }
  const found = (Object(json) as { readonly format?: unknown }).format
  if (found !== format) return Result.fail(`its format is ${JSON.stringify(found)?.slice(0, 60) ?? "not stated"}, and this program reads ${format}`)
  return Result.mapError(validate(json), (misfits) => `${markerName}: ${Wire.summary(misfits)}`)
}

/**
 * The run in a file: a bundle, or the `run.json` of a run's folder (or that folder). What a bare folder has no copy of, such as
 * blobs, is left out of the answer; what is there is verified.
 */
export const open = Effect.fnUntraced(function*(file: string): Effect.fn.Return<Bundle, NotABundle | BundleDamaged | RunRepository.RunDamaged> {
  const disk = yield* Disk.Disk
  const status = yield* quiet(file, () => disk.stat(file))
  if (status === undefined) return yield* new NotABundle({ file, reason: "there is no such file" })
  if (status.kind === "folder") return yield* openFolder(disk, file)
  if (Path.basename(file) === "run.json") return yield* openFolder(disk, Path.dirname(file))
  if (status.size > Archive.maximumBytes) return yield* new NotABundle({ file, reason: `it takes more than ${Archive.maximumBytes} bytes` })
  return yield* decode(file, yield* quiet(file, () => disk.read(file)))
})

const openFolder = (disk: Disk.Disk, folder: string): Effect.Effect<Bundle, NotABundle | RunRepository.RunDamaged> =>
  Effect.suspend((): Effect.Effect<Bundle, NotABundle | RunRepository.RunDamaged> => {
    const absolute = Path.resolve(folder)
    const id = Path.basename(absolute)
    const runs = { disk, folder: Path.dirname(absolute) }
    const entry = RunRepository.entry(runs, id)
    if (entry.state === "open") return Effect.fail(new NotABundle({ file: folder, reason: "it holds no run.json" }))
    return entry.state === "damaged" ? Effect.fail(entry.problem) : Effect.fromResult(gather(runs, id, entry.record, "nodes"))
  })

const quiet = <A>(file: string, body: () => A): Effect.Effect<A, NotABundle> =>
  Effect.mapError(Disk.attempt(body), ({ code }) => new NotABundle({ file, reason: `it cannot be read (${code})` }))

export interface Placed {
  /** `restored`: the run was there, and what it lacked was put back. */
  readonly state: "imported" | "restored" | "already_there"
  /** Below `runs/`: what was written. */
  readonly written: ReadonlyArray<string>
}

/**
 * Puts a run where the repository finds it, whole or not at all. Blobs come first, so that a run that is there can be replayed. Call
 * it under the lease: a collection must not come between.
 */
export const place = (runs: RunRepository.RunRepository, bundle: Bundle): Effect.Effect<Placed, RunConflict | StoreUnwritable> =>
  Effect.suspend((): Effect.Effect<Placed, RunConflict | StoreUnwritable> => {
    const { disk, folder } = runs
    const entry = RunRepository.entry(runs, bundle.id)
    if (entry.state === "committed" && entry.record.seal !== bundle.record.seal) {
      return Effect.fail(new RunConflict({ run: bundle.id, here: entry.record.seal, offered: bundle.record.seal }))
    }
    return Unwritable.attempt((): Placed => {
      const home = RunFolder.folderOf(folder, bundle.id)
      const isNew = disk.stat(home) === undefined
      const written = placeBlobs(runs, bundle)
      if (isNew) stage(runs, bundle, home)
      const restored = isNew ? [...bundle.files.keys()] : restore(disk, bundle, home)
      written.push(...restored.map((path) => `${bundle.id}/${path}`))
      return { state: isNew ? "imported" : written.length > 0 ? "restored" : "already_there", written }
    })
  })

const placeBlobs = ({ disk, folder }: RunRepository.RunRepository, { blobs }: Bundle): Array<string> => {
  const written: Array<string> = []
  for (const [digest, content] of blobs) {
    if (Pins.read(disk, folder, digest)._tag === "intact") continue
    Pins.keep(disk, folder, content)
    written.push(Inventory.blobPath(digest))
  }
  return written
}

const stage = ({ disk, folder }: RunRepository.RunRepository, { files, id }: Bundle, home: string): void => {
  const staging = Path.join(folder, Inventory.stagingOf(id))
  try {
    disk.removeTree(staging)
    for (const [path, content] of files) put(disk, Path.join(staging, path), content)
    for (const parent of new Set(Array.from(files.keys(), (path) => Path.dirname(Path.join(staging, path))))) disk.sync(parent)
    disk.rename(staging, home)
    disk.sync(folder)
  } catch (error) {
    Disk.quietly(() => disk.removeTree(staging))
    throw error
  }
}

/** Puts back what is missing or differs, the record last; what tells of times is left as it is. */
const restore = (disk: Disk.Disk, { files, record }: Bundle, home: string): ReadonlyArray<string> => {
  const items = Inventory.ownOf(record).filter(({ path }) => path !== "run.json")
  const lacking = items.filter((item) => {
    const content = contentOf(disk, Path.join(home, item.path), item.digest)
    return files.has(item.path) && (content === undefined || typeof content === "string" || Inventory.misfit(item, content) !== undefined)
  }).map(({ path }) => path)
  const text = contentOf(disk, Path.join(home, "run.json"), null)
  if (text === undefined || typeof text === "string" || Digest.of(text) !== Digest.of(files.get("run.json")!)) lacking.push("run.json")
  for (const path of lacking) put(disk, Path.join(home, path), files.get(path)!)
  return lacking
}

const put = (disk: Disk.Disk, path: string, content: Uint8Array): void => {
  disk.mkdir(Path.dirname(path))
  disk.publish(path, content, { sync: true })
}
