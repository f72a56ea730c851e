/**
 * Files of frames. Each writer appends to a segment of its own, so a killed writer tears nobody else's.
 *
 * Names sort by age: a sequence number (one more than the highest found when the writer first wrote), a random writer
 * id, and a generation, which grows when collection rewrites the segment in its place (`Sweep.ts`).
 */
import { randomBytes } from "node:crypto"
import type * as Disk from "../platform/Disk.ts"
import type * as Digest from "../platform/Digest.ts"
import * as Frame from "./Frame.ts"
import * as Layout from "./Layout.ts"

/** A segment that has reached this size, in bytes, is followed by another: a segment is read as one buffer. */
export const maximumBytes = 64 * 1024 * 1024

export interface Segment extends Frame.Walk {
  readonly name: string
  readonly bytes: Buffer
  readonly modifiedMillis: number
}

const isName = (name: string): boolean => /^[0-9]{8}-[0-9a-f]{8}-[0-9]{4,}$/.test(name)

/** The names of the segments, oldest first. An unreadable folder has none. */
export const list = (disk: Disk.Disk, folder: string): ReadonlyArray<string> =>
  disk.list(Layout.segments(folder)).filter((file) => file.endsWith(".seg")).map((file) => file.slice(0, -4)).filter(isName)

/** Reads a segment whole; `undefined` if it is not a file. */
export const read = (disk: Disk.Disk, folder: string, name: string): Segment | undefined => {
  const path = Layout.segment(folder, name)
  const status = disk.stat(path)
  if (status?.kind !== "file") return undefined
  const bytes = disk.read(path)
  return { name, bytes, modifiedMillis: status.modifiedMillis, ...Frame.walk(name, bytes) }
}

export interface Writer {
  /**
   * Adds a frame, and answers it as it can be read from then on.
   *
   * @throws {Disk.DiskError} and then the segment holds what it held before
   */
  readonly append: (kind: Frame.Kind, key: Digest.Digest, payload: Uint8Array, payloadDigest: Digest.Digest) => Frame.Frame
  readonly close: () => void
}

/** Writes nothing, not even a folder, before the first frame. */
export const writer = (disk: Disk.Disk, folder: string, prepare: (path: string) => void): Writer => {
  let current: { readonly name: string; readonly seed: number; readonly file: Disk.Appender; size: number } | undefined

  const open = () => {
    prepare(Layout.segments(folder))
    const name = nameAfter(list(disk, folder))
    return { name, seed: Frame.seedOf(name), file: disk.append(Layout.segment(folder, name), { exclusive: true }), size: 0 }
  }

  const close = () => {
    current?.file.close()
    current = undefined
  }

  return {
    append: (kind, key, payload, payloadDigest) => {
      if (current !== undefined && current.size > 0 && current.size + payload.length > maximumBytes) close()
      const segment = current ??= open()
      const bytes = Frame.encode(segment.seed, kind, key, payload, payloadDigest)
      try {
        segment.file.append(bytes)
      } catch (error) {
        restore(segment.file, segment.size, close)
        throw error
      }
      segment.size += bytes.length
      return { kind, key, segment: segment.name, bytes, offset: 0, length: payload.length }
    },
    close
  }
}

/** The name of a new segment after all of `names`. */
export const nameAfter = (names: ReadonlyArray<string>): string => {
  const last = names.reduce((highest, name) => Math.max(highest, Number(name.slice(0, 8))), 0)
  return `${String(last + 1).padStart(8, "0")}-${randomBytes(4).toString("hex")}-0000`
}

/** The name of a segment that takes the place of `name`: right after it, and before every other writer's. */
export const nextGeneration = (name: string): string => {
  const at = name.lastIndexOf("-") + 1
  return `${name.slice(0, at)}${String(Number(name.slice(at)) + 1).padStart(4, "0")}`
}

/** Cuts off what a failed append left; a segment that cannot be cut is left as a killed writer's would be. */
const restore = (file: Disk.Appender, size: number, abandon: () => void) => {
  try {
    file.truncate(size)
  } catch {
    abandon()
  }
}
