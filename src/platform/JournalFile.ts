/**
 * A file of lines that only grows: a line is on the medium before it counts as said.
 *
 * Knows nothing of what the lines say.
 */
import * as Path from "node:path"
import type { Disk } from "./Disk.ts"

/** Nothing where there is no file yet. @throws {DiskError} */
export const readUnsafe = (disk: Disk, path: string): Uint8Array => (disk.stat(path) === undefined ? new Uint8Array() : disk.read(path))

/**
 * @param line with its end
 * @param isTorn whether the last line was cut off by a kill: it is ended first, and stays
 * @throws {DiskError} this line may stand or not; those before it do
 */
export const appendUnsafe = (disk: Disk, path: string, line: string, isTorn: boolean): void => {
  disk.mkdir(Path.dirname(path))
  const isNew = disk.stat(path) === undefined
  const appender = disk.append(path)
  try {
    appender.append(new TextEncoder().encode(`${isTorn ? "\n" : ""}${line}`))
  } finally {
    appender.close()
  }
  disk.sync(path)
  if (isNew) disk.sync(Path.dirname(path))
}
