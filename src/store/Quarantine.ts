/**
 * Where damaged entries go, so that somebody can see what happened to them.
 *
 * Holds a bounded number; what finds no room, or cannot be moved, is removed instead: all of it can be made again.
 */
import * as Path from "node:path"
import * as Disk from "../platform/Disk.ts"
import * as Layout from "./Layout.ts"

/** Entries kept at most. */
export const capacity = 64

export interface Quarantine {
  /** Takes a file, or whatever stands in a file's place, out of the cache. */
  readonly take: (path: string) => void
  /** Keeps a copy of damaged bytes; says whether it was not there already. */
  readonly copy: (name: string, bytes: Uint8Array) => boolean
}

export const make = (disk: Disk.Disk, folder: string): Quarantine => {
  const home = Layout.quarantine(folder)
  let room: number | undefined

  const enter = (name: string, put: (path: string) => void) => {
    room ??= capacity - disk.list(home).length
    if (room <= 0) return false
    disk.mkdir(home)
    put(Path.join(home, name))
    room--
    return true
  }

  return {
    take: (path) => {
      let taken = false
      Disk.quietly(() => {
        taken = enter(Path.basename(path), (to) => {
          disk.rename(path, to)
          disk.touch(to)
        })
      })
      if (!taken) Disk.quietly(() => disk.removeTree(path))
    },
    copy: (name, bytes) => {
      let known = false
      Disk.quietly(() => {
        known = disk.stat(Path.join(home, name)) !== undefined
        if (!known) enter(name, (to) => disk.publish(to, bytes))
      })
      return !known
    }
  }
}
