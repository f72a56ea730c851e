/**
 * The bytes of a segment: frames, one after another.
 *
 *     0   4  magic F7 53 43 31 (F7 never occurs in UTF-8)
 *     4   1  kind: 1 action, 2 blob, 3 hint
 *     5   3  zero
 *     8   4  payload length, little-endian
 *    12  32  key: the action's, the blob's, or the digest of the hint's name
 *    44  32  SHA-256 of the payload
 *    76   4  CRC-32 of bytes 0 to 75, seeded with the CRC-32 of the segment's name, little-endian
 *    80   n  payload
 *
 * The seed ties a frame to its segment: a payload that looks like a frame is never taken for one, not even while
 * looking for the next frame after a damaged one. Knows nothing of files, nor of what payloads say (`Entry.ts`).
 */
import { crc32 } from "node:zlib"
import * as Digest from "../platform/Digest.ts"

export type Kind = "action" | "blob" | "hint"

export interface Frame {
  readonly kind: Kind
  readonly key: Digest.Digest
  readonly segment: string
  /** The segment's bytes, in which the frame's header starts at `offset`. */
  readonly bytes: Buffer
  readonly offset: number
  /** Of the payload. */
  readonly length: number
}

/** Bytes that form no frame. */
export interface Gap {
  readonly offset: number
  readonly length: number
}

export interface Walk {
  readonly frames: ReadonlyArray<Frame>
  readonly gaps: ReadonlyArray<Gap>
  /** Where an unfinished last frame begins, as a killed writer leaves it; else the size of the segment. */
  readonly end: number
}

export const headerBytes = 80

const magic = Buffer.from([0xf7, 0x53, 0x43, 0x31])
const kinds: ReadonlyArray<Kind> = ["action", "blob", "hint"]

/** What ties the frames of a segment to its name. */
export const seedOf = (segment: string): number => crc32(segment)

export const encode = (seed: number, kind: Kind, key: Digest.Digest, payload: Uint8Array, payloadDigest: Digest.Digest): Buffer => {
  const bytes = Buffer.allocUnsafe(headerBytes + payload.length)
  magic.copy(bytes)
  bytes.writeUInt32LE(kinds.indexOf(kind) + 1, 4)
  bytes.writeUInt32LE(payload.length, 8)
  bytes.write(Digest.hex(key), 12, "hex")
  bytes.write(Digest.hex(payloadDigest), 44, "hex")
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 76), seed), 76)
  bytes.set(payload, headerBytes)
  return bytes
}

export const payloadOf = (frame: Frame): Buffer => frame.bytes.subarray(frame.offset + headerBytes, frame.offset + headerBytes + frame.length)

/** The payload's digest as the header has it. */
export const payloadDigestOf = (frame: Frame): Digest.Digest => digestAt(frame.bytes, frame.offset + 44)

/** Header and payload together, in bytes. */
export const sizeOf = (frame: Frame): number => headerBytes + frame.length

export const verifies = (frame: Frame): boolean => Digest.of(payloadOf(frame)) === payloadDigestOf(frame)

/** The whole frame, header and payload. */
export const bytesOf = (frame: Frame): Buffer => frame.bytes.subarray(frame.offset, endOf(frame))

/**
 * Finds the frames of a segment. Headers are verified, payloads are not, except where a damaged header has to be passed
 * over: then the next frame is the next one that verifies as a whole.
 */
export const walk = (segment: string, bytes: Buffer): Walk => {
  const seed = seedOf(segment)
  const frames: Array<Frame> = []
  const gaps: Array<Gap> = []
  let at = 0
  while (at < bytes.length) {
    const frame = frameAt(segment, bytes, at, seed)
    if (frame === undefined) {
      if (isUnfinished(bytes, at, seed)) break
      const next = resynchronise(segment, bytes, at + 1, seed)
      gaps.push({ offset: at, length: next - at })
      at = next
    } else {
      frames.push(frame)
      at = endOf(frame)
    }
  }
  return { frames, gaps, end: Math.min(at, bytes.length) }
}

const endOf = (frame: Frame) => frame.offset + sizeOf(frame)

const headerVerifies = (bytes: Buffer, at: number, seed: number) =>
  bytes.readUInt32LE(at) === magicNumber && crc32(bytes.subarray(at, at + 76), seed) === bytes.readUInt32LE(at + 76)

const magicNumber = magic.readUInt32LE(0)

const frameAt = (segment: string, bytes: Buffer, at: number, seed: number): Frame | undefined => {
  if (at + headerBytes > bytes.length || !headerVerifies(bytes, at, seed)) return undefined
  const kind = kinds[bytes.readUInt32LE(at + 4) - 1]
  const length = bytes.readUInt32LE(at + 8)
  if (kind === undefined || at + headerBytes + length > bytes.length) return undefined
  return { kind, key: digestAt(bytes, at + 12), segment, bytes, offset: at, length }
}

const isUnfinished = (bytes: Buffer, at: number, seed: number) => {
  const left = bytes.length - at
  if (left >= headerBytes) return headerVerifies(bytes, at, seed)
  const seen = Math.min(left, magic.length)
  return bytes.compare(magic, 0, seen, at, at + seen) === 0
}

const resynchronise = (segment: string, bytes: Buffer, from: number, seed: number): number => {
  for (let at = bytes.indexOf(magic, from); at !== -1; at = bytes.indexOf(magic, at + 1)) {
    const frame = frameAt(segment, bytes, at, seed)
    if (frame !== undefined && verifies(frame)) return at
  }
  return bytes.length
}

const digestAt = (bytes: Buffer, at: number) => `sha256-${bytes.toString("hex", at, at + 32)}` as Digest.Digest
