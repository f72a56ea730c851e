/**
 * Reads a whole cache back and names what does not verify. Writes nothing, unless told to set it aside.
 *
 * Goes by what is on the disk, as collection does. A damaged frame counts only while nothing intact speaks for its key and nobody
 * has set it aside: what the store has healed is no longer damage. What is merely missing never is.
 */
import * as Path from "node:path"
import type { Damage } from "../engine/Store.ts"
import * as Digest from "../platform/Digest.ts"
import * as Disk from "../platform/Disk.ts"
import * as Packed from "../platform/Packed.ts"
import * as Cache from "./Cache.ts"
import * as Frame from "./Frame.ts"
import * as Layout from "./Layout.ts"
import * as Quarantine from "./Quarantine.ts"
import * as Segments from "./Segments.ts"

export interface Damaged extends Damage {
  /** Below the cache folder. */
  readonly file: string
}

export interface Report {
  /** Intact entries, each key once. */
  readonly actions: number
  readonly blobs: number
  readonly hints: number
  readonly bytes: number
  readonly damaged: ReadonlyArray<Damaged>
  /** Of the damaged, as many are now in quarantine. */
  readonly setAside: number
}

/** @throws {Disk.DiskError} if the folder cannot be listed */
export const inspectUnsafe = (disk: Disk.Disk, folder: string, options: { readonly setAside: boolean }): Report => {
  const quarantine = Quarantine.make(disk, folder)
  const known = new Set(disk.list(Layout.quarantine(folder)))
  const intact: Record<Frame.Kind, Set<string>> = { action: new Set(), blob: new Set(), hint: new Set() }
  const found: Array<{ readonly key: string | undefined; readonly damaged: Damaged }> = []
  let bytes = 0

  const copy = (name: string, content: Uint8Array) => void (options.setAside && quarantine.copy(name, content))

  for (const name of Segments.list(disk, folder)) {
    const file = Path.relative(folder, Layout.segment(folder, name))
    const segment = readOr(disk, folder, name)
    if (typeof segment === "string") {
      found.push({ key: undefined, damaged: { kind: "segment", name, file, reason: segment } })
      continue
    }
    bytes += segment.bytes.length
    for (const frame of segment.frames) {
      if (Cache.proves(frame)) {
        intact[frame.kind].add(frame.key)
        continue
      }
      const aside = `${name}-${frame.offset}.${frame.kind}`
      copy(aside, Frame.bytesOf(frame))
      if (!known.has(aside)) found.push({ key: frame.key, damaged: { kind: frame.kind, name: frame.key, file, reason: `its bytes at ${frame.offset} do not match their digest` } })
    }
    for (const gap of segment.gaps) {
      const aside = `${name}-${gap.offset}.gap`
      copy(aside, segment.bytes.subarray(gap.offset, gap.offset + gap.length))
      if (!known.has(aside)) found.push({ key: undefined, damaged: { kind: "segment", name, file, reason: `${gap.length} bytes at ${gap.offset} form no entry` } })
    }
  }
  for (const path of largeBlobs(disk, folder)) {
    const digest = `sha256-${Path.basename(path)}` as Digest.Digest
    const content = contentOf(disk, path, digest)
    if (content !== undefined && typeof content !== "string") {
      bytes += content.length
      intact.blob.add(digest)
      continue
    }
    const reason = content ?? "its bytes do not match its name"
    found.push({ key: digest, damaged: { kind: "blob", name: digest, file: Path.relative(folder, path), reason } })
    if (options.setAside) quarantine.take(path)
  }
  const speaks = ({ kind }: Damaged, key: string | undefined) => key !== undefined && kind !== "segment" && intact[kind].has(key)
  const damaged = found.filter((one) => !speaks(one.damaged, one.key)).map((one) => one.damaged)
  return {
    actions: intact.action.size,
    blobs: intact.blob.size,
    hints: intact.hint.size,
    bytes,
    damaged,
    setAside: options.setAside ? damaged.length - inspectUnsafe(disk, folder, { setAside: false }).damaged.length : 0
  }
}

const readOr = (disk: Disk.Disk, folder: string, name: string): Segments.Segment | string => {
  try {
    return Segments.read(disk, folder, name) ?? "it is not a file"
  } catch (error) {
    if (!(error instanceof Disk.DiskError)) throw error
    return `it cannot be read (${error.code})`
  }
}

const contentOf = (disk: Disk.Disk, path: string, digest: Digest.Digest): Uint8Array | string | undefined => {
  try {
    return disk.stat(path)?.kind === "file" ? Packed.verified(disk.peek(path), digest) : "it is not a file"
  } catch (error) {
    if (!(error instanceof Disk.DiskError)) throw error
    return `it cannot be read (${error.code})`
  }
}

const largeBlobs = (disk: Disk.Disk, folder: string): ReadonlyArray<string> =>
  disk.list(Layout.blobs(folder)).flatMap((prefix) =>
    disk.list(Path.join(Layout.blobs(folder), prefix)).filter((name) => Digest.isDigest(`sha256-${name}`)).map((name) => Path.join(Layout.blobs(folder), prefix, name))
  )
