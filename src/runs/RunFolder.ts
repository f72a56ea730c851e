/**
 * The folder of one run while it is being written.
 *
 *     events.jsonl     every event as it happens, with its time: what a crashed run is understood from
 *     nodes.ndjson     one line a node, with the record that was hashed
 *     artifacts/       what the run publishes
 *     audit.json       who triggered the run, and what was new in what it was given
 *     timing.json      durations, and how much was reused
 *     run.json         the commit point, put in place last
 *
 * Everything the record names is on the medium before the record is: one barrier, at the end.
 */
import * as Path from "node:path"
import type { Appender, Disk } from "../platform/Disk.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Audit } from "../artifacts/Audit.ts"
import * as AuditFile from "./AuditFile.ts"
import type { RunId } from "./RunId.ts"
import * as RunRecord from "./RunRecord.ts"

export interface RunFolder {
  readonly id: RunId
  readonly path: string
  readonly disk: Disk
  readonly events: Appender
}

export const folderOf = (runs: string, id: RunId): string => Path.join(runs, id)

/** Room kept for the ending, in bytes: a run that meets a full disk gives it back and can still say so. */
const reservedBytes = 128 * 1024

const reserveOf = (path: string): string => Path.join(path, "reserve.tmp")

/** Makes the folder. From now on the run exists; without a `run.json` it counts as crashed. */
export const begin = (disk: Disk, runs: string, id: RunId): RunFolder => {
  const folder = open(disk, runs, id)
  disk.publish(reserveOf(folder.path), Buffer.alloc(reservedBytes))
  return folder
}

/** The folder of a run that somebody else left without an ending. */
export const open = (disk: Disk, runs: string, id: RunId): RunFolder => {
  const path = folderOf(runs, id)
  disk.mkdir(Path.join(path, "artifacts"))
  return { id, path, disk, events: disk.append(Path.join(path, "events.jsonl")) }
}

/** Gives the room for the ending back. */
export const release = ({ disk, path }: RunFolder): void => void disk.unlink(reserveOf(path))

/** Takes back what a commit that failed, or was killed, had published or begun to write. */
export const retract = ({ disk, path }: RunFolder): void => {
  disk.removeTree(Path.join(path, "artifacts"))
  for (const name of disk.list(path)) if (name !== "events.jsonl" && name !== "artifacts") disk.unlink(Path.join(path, name))
  disk.mkdir(Path.join(path, "artifacts"))
}

/** Adds one event. Buffered by nobody: it is in the file when this returns. */
export const note = (folder: RunFolder, event: object): void => folder.events.append(Buffer.from(`${JSON.stringify(event)}\n`))

export interface Contents {
  readonly nodes: Uint8Array | undefined
  /** Path below `artifacts/` to content. */
  readonly artifacts: ReadonlyMap<string, Uint8Array>
  readonly audit: Audit
  readonly timing: Canonical.Json
  readonly record: RunRecord.RunRecord
}

export const commit = (folder: RunFolder, contents: Contents): void => {
  const { disk, path } = folder
  release(folder)
  const written: Array<string> = []
  const folders = new Set([path, Path.join(path, "artifacts")])
  const put = (name: string, content: Uint8Array | string) => {
    const file = Path.join(path, name)
    if (!folders.has(Path.dirname(file))) disk.mkdir(Path.dirname(file))
    folders.add(Path.dirname(file))
    disk.publish(file, content)
    written.push(file)
  }
  if (contents.nodes !== undefined) put("nodes.ndjson", contents.nodes)
  for (const [file, content] of contents.artifacts) put(Path.join("artifacts", file), content)
  for (const file of written) disk.sync(file)
  for (const parent of folders) if (parent !== path) disk.sync(parent)
  // What varies is named by no record, and worth no wait; the run's own folder is synced with its record.
  put(AuditFile.name, AuditFile.encode(contents.audit))
  put("timing.json", `${Canonical.stringifyUnsafe(contents.timing)}\n`)
  folder.events.close()
  disk.publish(Path.join(path, "run.json"), RunRecord.encode(contents.record), { sync: true })
  disk.sync(Path.dirname(path))
}
