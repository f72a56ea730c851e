/**
 * Reads everything under `runs/` back and compares it with what the run records say. Writes nothing.
 *
 * Damage here cannot be computed away: it is restored from a bundle. What tells of times has no digest; it must be readable.
 */
import * as Path from "node:path"
import type * as Digest from "../platform/Digest.ts"
import * as Disk from "../platform/Disk.ts"
import * as Packed from "../platform/Packed.ts"
import * as Inventory from "./Inventory.ts"
import * as Pins from "./Pins.ts"
import type { RunId } from "./RunId.ts"
import type * as RunRecord from "./RunRecord.ts"
import * as Retention from "./Retention.ts"
import * as RunRepository from "./RunRepository.ts"

export interface Problem {
  /** Below `runs/`. */
  readonly file: string
  readonly reason: string
  /** The runs that need the file, of those verified. */
  readonly neededBy: ReadonlyArray<RunId>
}

export interface Report {
  readonly runs: number
  /** Runs without a record yet: at work, or killed. */
  readonly open: ReadonlyArray<RunId>
  readonly files: number
  readonly blobs: number
  readonly bytes: number
  readonly problems: ReadonlyArray<Problem>
}

/** @throws {Disk.DiskError} only where folders cannot be listed */
export const verifyUnsafe = (runs: RunRepository.RunRepository, ids: ReadonlyArray<RunId>, options: { readonly strayBlobs: boolean }): Report => {
  const open: Array<RunId> = []
  const problems = new Map<string, Problem>()
  const blobs = new Map<Digest.Digest, string | undefined>()
  let files = 0
  let bytes = 0

  const report = (file: string, reason: string | undefined, run?: RunId) => {
    if (reason === undefined) return
    const neededBy = problems.get(file)?.neededBy ?? []
    problems.set(file, { file, reason, neededBy: run === undefined ? neededBy : [...neededBy, run] })
  }

  const verifyBlob = (digest: Digest.Digest): string | undefined => {
    if (blobs.has(digest)) return blobs.get(digest)
    const found = Pins.read(runs.disk, runs.folder, digest)
    if (found._tag === "intact") bytes += found.content.length
    const problem = found._tag === "intact" ? undefined : found._tag === "absent" ? "it is gone" : found.reason.replace(/^\S+ /, "it ")
    blobs.set(digest, problem)
    return problem
  }

  const verifyOwn = (run: RunId, record: RunRecord.RunRecord) => {
    for (const item of Inventory.ownOf(record)) {
      files++
      const content = contentOf(runs.disk, Path.join(runs.folder, run, item.path), item.digest)
      if (typeof content !== "string") bytes += content.length
      report(`${run}/${item.path}`, typeof content === "string" ? content : misfit(record, item, content), run)
    }
  }

  for (const id of ids) {
    const entry = RunRepository.entry(runs, id)
    if (entry.state === "open") open.push(id)
    if (entry.state === "damaged") report(`${id}/run.json`, entry.problem.reason, id)
    if (entry.state !== "committed") continue
    verifyOwn(id, entry.record)
    for (const digest of Inventory.blobsOf(entry.record)) report(Inventory.blobPath(digest), verifyBlob(digest), id)
  }
  if (options.strayBlobs) {
    for (const { digest } of Retention.blobFiles(runs)) {
      if (digest !== undefined && !blobs.has(digest)) report(Inventory.blobPath(digest), verifyBlob(digest))
    }
  }
  return { runs: ids.length - open.length, open, files, blobs: blobs.size, bytes, problems: [...problems.values()] }
}

const contentOf = (disk: Disk.Disk, path: string, digest: Digest.Digest | null): Uint8Array | string => {
  try {
    return digest === null ? disk.read(path) : Packed.contentOf(disk.read(path), digest)
  } catch (error) {
    if (!(error instanceof Disk.DiskError)) throw error
    return error.code === "ENOENT" || error.code === "ENOTDIR" ? "it is gone" : `it cannot be read (${error.code})`
  }
}

const misfit = (record: RunRecord.RunRecord, item: Inventory.Item, content: Uint8Array): string | undefined => {
  switch (item.path) {
    case "nodes.ndjson": {
      const nodes = Inventory.nodesIn(record, content)
      return typeof nodes === "string" ? nodes : undefined
    }
    case "timing.json":
      return isJson(textOf(content)) ? undefined : "it is not JSON"
    case "events.jsonl":
      // A killed run's last line may be cut off.
      return textOf(content).split("\n").slice(0, -1).every(isJson) ? undefined : "it holds a line that is not JSON"
    default:
      return Inventory.misfit(item, content)
  }
}

const textOf = (content: Uint8Array): string => new TextDecoder().decode(content)

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
