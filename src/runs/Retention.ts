/**
 * What may go from `runs/`: old runs, if someone asks for it, and blobs that no run needs.
 *
 * A run goes in one step (its folder is renamed to a name no run has) and is deleted afterwards; its blobs go only once it is gone. So a
 * run that is there can be replayed, whenever this is killed, and the next time finishes the work. The newest published run always
 * stays, for tomorrow's is compared with it, and each candidate's newest. Call it under the lease, and bring the index in step after it.
 */
import * as Path from "node:path"
import * as Digest from "../platform/Digest.ts"
import type * as Disk from "../platform/Disk.ts"
import * as IndexRow from "./IndexRow.ts"
import * as Inventory from "./Inventory.ts"
import * as RunFolder from "./RunFolder.ts"
import * as RunId from "./RunId.ts"
import * as RunRepository from "./RunRepository.ts"

export interface Options {
  /** A run goes only if it is older than this, in milliseconds; without either bound none does. */
  readonly olderThanMillis: number | undefined
  /** A run goes only if as many newer ones stay. */
  readonly keep: number | undefined
  /** Runs that stay whatever the bounds say. */
  readonly spared: ReadonlySet<RunId.RunId>
  /** Blobs younger than this stay. */
  readonly graceMillis: number
  readonly now: number
  /** Only reports what would go. */
  readonly dryRun: boolean
}

export interface Report {
  readonly runs: { readonly kept: number; readonly removed: ReadonlyArray<RunId.RunId>; readonly bytes: number }
  readonly blobs: { readonly kept: number; readonly removed: number; readonly bytes: number }
  /** Damaged runs. What they need is not known, so no blob goes while there are any. */
  readonly damaged: ReadonlyArray<RunId.RunId>
  /** What killed imports and collections left. */
  readonly leftovers: number
}

/** @throws {Disk.DiskError} and then nothing that stays is touched */
export const applyUnsafe = (runs: RunRepository.RunRepository, options: Options): Report => {
  const { disk, folder } = runs
  const leftovers = disk.list(folder).filter(Inventory.isLeftover)
  if (!options.dryRun) for (const name of leftovers) disk.removeTree(Path.join(folder, name))

  const entries = [...RunRepository.entries(runs)]
  const going = expired(entries, options)
  let bytes = 0
  for (const id of going) {
    const home = RunFolder.folderOf(folder, id)
    bytes += sizeOf(disk, home)
    if (!options.dryRun) remove(disk, folder, home, id)
  }
  const staying = entries.filter(({ id }) => !going.includes(id))
  const damaged = staying.filter(({ state }) => state === "damaged").map(({ id }) => id)
  return {
    runs: { kept: staying.length, removed: going, bytes },
    blobs: sweepBlobs(runs, staying, damaged.length > 0, options),
    damaged,
    leftovers: leftovers.length
  }
}

/** The runs that go, the oldest first. Only committed ones: an open one is at work or unexplained, a damaged one may be restored. */
const expired = (entries: ReadonlyArray<RunRepository.Entry>, { keep, now, olderThanMillis, spared }: Options): ReadonlyArray<RunId.RunId> => {
  if (keep === undefined && olderThanMillis === undefined) return []
  const needed = neededByLater(entries)
  return entries.filter(({ id, state }, position) =>
    state === "committed" && !needed.has(id) && !spared.has(id)
    && position >= (keep ?? 0)
    && (olderThanMillis === undefined || now - Date.parse(RunId.startedAt(id)) > olderThanMillis)
  ).map(({ id }) => id).reverse()
}

/** The newest success, the newest published run, the newest published run of the latest day; and the first two of each candidate. */
const neededByLater = (entries: ReadonlyArray<RunRepository.Entry>): ReadonlySet<RunId.RunId> => {
  const published = entries.flatMap((entry) =>
    entry.state === "committed" && (entry.record.outcome === "succeeded" || entry.record.outcome === "degraded") ? [entry] : [])
  const latest = published.reduce((day, { record }) => record.as_of > day ? record.as_of : day, "")
  const needed = [
    published.find(({ record }) => record.outcome === "succeeded"),
    published[0],
    published.find(({ record }) => record.as_of === latest)
  ]
  return new Set([...needed.flatMap((entry) => entry === undefined ? [] : [entry.id]), ...neededByCandidates(published)])
}

const neededByCandidates = (published: ReadonlyArray<Extract<RunRepository.Entry, { readonly state: "committed" }>>): Iterable<RunId.RunId> => {
  const newest = new Map<string, RunId.RunId>()
  for (const { id, record } of published) {
    for (const { candidate } of IndexRow.of(id, record).candidates) {
      for (const key of [candidate, `${record.outcome} ${candidate}`]) if (!newest.has(key)) newest.set(key, id)
    }
  }
  return newest.values()
}

const remove = (disk: Disk.Disk, folder: string, home: string, id: RunId.RunId): void => {
  const trash = Path.join(folder, Inventory.trashOf(id))
  disk.rename(home, trash)
  disk.sync(folder)
  disk.removeTree(trash)
}

const sweepBlobs = (
  runs: RunRepository.RunRepository,
  staying: ReadonlyArray<RunRepository.Entry>,
  isUnsure: boolean,
  { dryRun, graceMillis, now }: Options
): Report["blobs"] => {
  const needed = new Set(staying.flatMap((entry) => entry.state === "committed" ? Inventory.blobsOf(entry.record) : []))
  const files = blobFiles(runs)
  const going = files.filter(({ digest, modifiedMillis }) =>
    now - modifiedMillis > graceMillis && (digest === undefined || (!isUnsure && !needed.has(digest))))
  if (!dryRun) for (const { path } of going) runs.disk.unlink(path)
  return { kept: files.length - going.length, removed: going.length, bytes: going.reduce((sum, { size }) => sum + size, 0) }
}

export interface BlobFile {
  readonly path: string
  readonly size: number
  readonly modifiedMillis: number
  /** `undefined` for what a killed writer left. */
  readonly digest: Digest.Digest | undefined
}

/** The files under `runs/blobs/`. Files named neither like a blob nor like a writer's temporary are not ours. */
export const blobFiles = ({ disk, folder }: RunRepository.RunRepository): ReadonlyArray<BlobFile> => {
  const home = Path.join(folder, "blobs")
  return disk.list(home).flatMap((prefix) =>
    disk.list(Path.join(home, prefix)).flatMap((name): ReadonlyArray<BlobFile> => {
      const path = Path.join(home, prefix, name)
      const status = disk.stat(path)
      const named = `sha256-${name}`
      const digest = Digest.isDigest(named) && name.startsWith(prefix) ? named : undefined
      const isOurs = digest !== undefined || (name.startsWith(".") && name.endsWith(".tmp"))
      return status?.kind === "file" && isOurs ? [{ path, size: status.size, modifiedMillis: status.modifiedMillis, digest }] : []
    })
  )
}

const sizeOf = (disk: Disk.Disk, folder: string): number =>
  disk.list(folder).reduce((sum, name) => {
    const path = Path.join(folder, name)
    const status = disk.stat(path)
    return sum + (status === undefined ? 0 : status.kind === "folder" ? sizeOf(disk, path) : status.size)
  }, 0)
