/**
 * Where things are in a cache folder.
 *
 *     segments/<sequence>-<writer>-<generation>.seg   records, hints and small blobs (`Frame.ts`)
 *     blobs/ab/<64 hex digits>                        larger blobs, a file each
 *     quarantine/                                     what was found damaged, for whoever asks why
 *     tmp/                                            files being written
 */
import * as Path from "node:path"
import * as Digest from "../platform/Digest.ts"

/** From this size on, in bytes, a blob is a file of its own. */
export const largeBlob = 32 * 1024

export const segments = (folder: string): string => Path.join(folder, "segments")
export const segment = (folder: string, name: string): string => Path.join(folder, "segments", `${name}.seg`)
export const blobs = (folder: string): string => Path.join(folder, "blobs")
export const quarantine = (folder: string): string => Path.join(folder, "quarantine")
export const temporary = (folder: string): string => Path.join(folder, "tmp")

export const blob = (folder: string, digest: Digest.Digest): string => {
  const hex = Digest.hex(digest)
  return Path.join(folder, "blobs", hex.slice(0, 2), hex)
}
