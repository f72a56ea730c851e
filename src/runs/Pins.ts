/**
 * The durable blobs of the runs: recorded bodies, configuration, earlier ledgers. Shared by all runs, each stored once.
 *
 *     runs/blobs/ab/<64 hex digits>
 *
 * With a run's folder they are enough to replay it. Read back verified.
 */
import * as Path from "node:path"
import type { Disk } from "../platform/Disk.ts"
import { DiskError } from "../platform/Disk.ts"
import * as Digest from "../platform/Digest.ts"
import * as Packed from "../platform/Packed.ts"

/** All of them, for whoever grants a process what it may read. */
export const folderOf = (runs: string): string => Path.join(runs, "blobs")

export const fileOf = (runs: string, digest: Digest.Digest): string => {
  const hex = Digest.hex(digest)
  return Path.join(folderOf(runs), hex.slice(0, 2), hex)
}

export type Found =
  | { readonly _tag: "intact"; readonly content: Uint8Array }
  | { readonly _tag: "absent" }
  | { readonly _tag: "damaged"; readonly reason: string }

export const read = (disk: Disk, runs: string, digest: Digest.Digest): Found => {
  const path = fileOf(runs, digest)
  try {
    const content = Packed.verified(disk.read(path), digest)
    return content !== undefined ? { _tag: "intact", content } : { _tag: "damaged", reason: `${path} does not have the bytes its name says` }
  } catch (error) {
    if (!(error instanceof DiskError)) throw error
    return error.code === "ENOENT" ? { _tag: "absent" } : { _tag: "damaged", reason: `${path} cannot be read (${error.code})` }
  }
}

/** Keeps a blob; one that is there and intact is left alone. On the medium when it returns. */
export const keep = (disk: Disk, runs: string, content: Uint8Array): Digest.Digest => {
  const digest = Digest.of(content)
  const path = fileOf(runs, digest)
  if (disk.stat(path) !== undefined && read(disk, runs, digest)._tag === "intact") return digest
  disk.mkdir(Path.dirname(path))
  disk.publish(path, content, { sync: true })
  return digest
}
