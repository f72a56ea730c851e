/**
 * Files whose content a digest vouches for, as they may lie on the disk: plain, or packed as one Zstandard frame (RFC 8878).
 *
 * Whoever reads such a file knows the digest of its content, and so cannot take one form for the other. Knows nothing of who packs.
 */
import * as zlib from "node:zlib"
import * as Digest from "./Digest.ts"

/** Little-endian, at the start of every frame. */
const magic = 0xfd2fb528

/** A stranger's file may unpack to anything. More than any content of ours. */
const mostBytes = 1 << 28

/** A file takes a block of the disk, however small it is. */
const leastBytes = 4096

export const pack = (content: Uint8Array): Uint8Array =>
  content.length < leastBytes || content.length > mostBytes ? content : zlib.zstdCompressSync(content, { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } })

/** The content with that digest in the bytes of a file, which may be it or pack it. */
export const verified = (bytes: Buffer, digest: string): Buffer | undefined => {
  const content = bytes.length > 4 && bytes.readUInt32LE(0) === magic ? unpacked(bytes) : undefined
  return [content, bytes].find((one) => one !== undefined && Digest.of(one) === digest)
}

/** The same for whoever says himself what does not match: then the bytes as they lie there. */
export const contentOf = (bytes: Buffer, digest: string): Buffer => verified(bytes, digest) ?? bytes

const unpacked = (bytes: Buffer): Buffer | undefined => {
  try {
    return zlib.zstdDecompressSync(bytes, { maxOutputLength: mostBytes })
  } catch {
    return undefined
  }
}
