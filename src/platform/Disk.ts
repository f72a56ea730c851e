/**
 * The disk, as the store and the run folder touch it: a dozen synchronous primitives.
 *
 * Synchronous because a node may cost 150 µs in all, and one asynchronous file operation is a third of that. Knows
 * nothing of what is written. Every failure is a `DiskError` that is thrown; `attempt` carries it into Effect. What is
 * missing is `undefined` or `false` where a caller asks whether it is there, and a `DiskError` where it must be.
 *
 * A Reference: real unless a test provides a `faulty` one.
 */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as fs from "node:fs"
import { randomBytes } from "node:crypto"
import * as Path from "node:path"
import { compare } from "./Canonical.ts"

export type Operation = "read" | "list" | "stat" | "open" | "write" | "truncate" | "rename" | "link" | "unlink" | "mkdir" | "touch" | "sync"

export class DiskError extends Data.TaggedError("DiskError")<{
  readonly operation: Operation
  readonly path: string
  /** The system's name of the failure: `ENOSPC`, `EACCES`, … */
  readonly code: string
}> {
  override get message() {
    return `${this.path}: ${this.operation} failed (${this.code})`
  }
  get reason(): "disk_full" | "read_only" | "not_permitted" | "failed" {
    switch (this.code) {
      case "ENOSPC":
      case "EDQUOT":
        return "disk_full"
      case "EROFS":
        return "read_only"
      case "EACCES":
      case "EPERM":
        return "not_permitted"
      default:
        return "failed"
    }
  }
}

export interface Status {
  readonly kind: "file" | "folder" | "other"
  readonly size: number
  readonly modifiedMillis: number
  /** Another one from when the file is written to, replaced or given another name, as finely as the file system tells time. */
  readonly version: string
}

/** A file that only grows. */
export interface Appender {
  readonly path: string
  readonly append: (content: Uint8Array) => void
  /** Cuts off what a failed `append` left behind. */
  readonly truncate: (size: number) => void
  readonly close: () => void
}

export interface Disk {
  readonly read: (path: string) => Buffer
  /** As `read`, for bytes that are only gone through: they are there until the next `peek`, and take no memory of their own. */
  readonly peek: (path: string) => Buffer
  readonly stat: (path: string) => Status | undefined
  /** Names in a folder, by UTF-16 code unit; none when there is no such folder. */
  readonly list: (path: string) => ReadonlyArray<string>
  /**
   * Puts a whole file in place: written beside it (or in `temporary`, on the same file system) and renamed, so that
   * a reader finds the old file, or the new one. `sync` waits until the content and the name are on the medium.
   */
  readonly publish: (path: string, content: Uint8Array | string, options?: { readonly temporary?: string; readonly sync?: boolean }) => void
  /** Creates a whole file unless the name is taken, in one step; says whether it did. */
  readonly claim: (path: string, content: Uint8Array | string) => boolean
  /** Opens a file for appending; with `exclusive` it must not exist. */
  readonly append: (path: string, options?: { readonly exclusive?: boolean }) => Appender
  readonly rename: (from: string, to: string) => void
  /** A second name for a file, unless that name is taken; says whether it was free. */
  readonly link: (from: string, to: string) => boolean
  /** Removes a file; says whether it was there. */
  readonly unlink: (path: string) => boolean
  /** Creates a folder and those above it. */
  readonly mkdir: (path: string) => void
  readonly removeTree: (path: string) => void
  /** Sets a file's modification time, by default to the system's; says whether the file was there. */
  readonly touch: (path: string, modifiedMillis?: number) => boolean
  /** Waits until a file, or the names in a folder, are on the medium. */
  readonly sync: (path: string) => void
}

/** A failure to inject; a `write` first lets `written` bytes through. */
export interface Fault {
  readonly code: string
  readonly written?: number
}

/** Asked before every operation; `count` numbers those that change the disk, from 1. */
export type Faults = (operation: Operation, path: string, count: number) => Fault | undefined

const changing: ReadonlySet<Operation> = new Set(["open", "write", "truncate", "rename", "link", "unlink", "mkdir", "touch"])

/** What a file system without hard links answers; there a claimed file may be seen before it is whole. */
const linkless: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"])

/** In bytes: a longer file is read into memory of its own. */
const peeked = 4 * 1024 * 1024

export const make = (faults?: Faults): Disk => {
  let count = 0
  // The kernel takes as long to give memory to a file's bytes as it takes to hash them.
  let scratch: Buffer | undefined

  const gate = (operation: Operation, path: string): Fault | undefined => {
    if (faults === undefined) return undefined
    if (changing.has(operation)) count++
    return faults(operation, path, count)
  }

  const run = <A>(operation: Operation, path: string, body: () => A): A => {
    const fault = gate(operation, path)
    if (fault !== undefined) throw new DiskError({ operation, path, code: fault.code })
    try {
      return body()
    } catch (error) {
      throw diskError(operation, path, error)
    }
  }

  const writeAll = (descriptor: number, path: string, content: Uint8Array) => {
    const fault = gate("write", path)
    const end = fault === undefined ? content.length : Math.min(fault.written ?? 0, content.length)
    try {
      for (let at = 0; at < end;) at += fs.writeSync(descriptor, content, at, end - at)
    } catch (error) {
      throw diskError("write", path, error)
    }
    if (fault !== undefined) throw new DiskError({ operation: "write", path, code: fault.code })
  }

  const syncDescriptor = (descriptor: number, path: string) => run("sync", path, () => fs.fsyncSync(descriptor))

  const create = (path: string, content: Uint8Array | string, synced: boolean) => {
    const descriptor = run("open", path, () => fs.openSync(path, "wx"))
    try {
      writeAll(descriptor, path, typeof content === "string" ? Buffer.from(content) : content)
      if (synced) syncDescriptor(descriptor, path)
    } finally {
      fs.closeSync(descriptor)
    }
  }

  const createAnew = (path: string, content: Uint8Array | string): boolean => {
    try {
      create(path, content, false)
      return true
    } catch (error) {
      if (error instanceof DiskError && error.code === "EEXIST") return false
      quietly(() => disk.unlink(path))
      throw error
    }
  }

  const viaTemporary = <A>(temporary: string, content: Uint8Array | string, synced: boolean, place: () => A): A => {
    try {
      create(temporary, content, synced)
      return place()
    } catch (error) {
      quietly(() => disk.unlink(temporary))
      throw error
    }
  }

  const disk: Disk = {
    read: (path) => run("read", path, () => fs.readFileSync(path)),
    peek: (path) =>
      run("read", path, () => {
        const descriptor = fs.openSync(path, "r")
        try {
          const { size } = fs.fstatSync(descriptor)
          if (size === 0 || size > peeked) return fs.readFileSync(descriptor)
          scratch ??= Buffer.allocUnsafeSlow(peeked)
          let end = 0
          for (let more = -1; more !== 0 && end < size; end += more) more = fs.readSync(descriptor, scratch, end, size - end, end)
          return scratch.subarray(0, end)
        } finally {
          fs.closeSync(descriptor)
        }
      }),
    stat: (path) =>
      run("stat", path, () => absentIs(undefined, () => {
        const stats = fs.statSync(path, { throwIfNoEntry: false })
        if (stats === undefined) return undefined
        const kind = stats.isFile() ? "file" : stats.isDirectory() ? "folder" : "other"
        return { kind, size: stats.size, modifiedMillis: stats.mtimeMs, version: `${stats.dev} ${stats.ino} ${stats.size} ${stats.ctimeMs}` }
      })),
    list: (path) => run("list", path, () => absentIs([], () => fs.readdirSync(path).sort(compare))),
    publish: (path, content, options) => {
      const temporary = Path.join(options?.temporary ?? Path.dirname(path), temporaryName())
      viaTemporary(temporary, content, options?.sync ?? false, () => disk.rename(temporary, path))
      if (options?.sync) disk.sync(Path.dirname(path))
    },
    claim: (path, content) => {
      const temporary = Path.join(Path.dirname(path), temporaryName())
      const claimed = viaTemporary(temporary, content, false, () => {
        try {
          return disk.link(temporary, path)
        } catch (error) {
          if (error instanceof DiskError && linkless.has(error.code)) return createAnew(path, content)
          throw error
        }
      })
      quietly(() => disk.unlink(temporary))
      return claimed
    },
    append: (path, options) => {
      const descriptor = run("open", path, () => fs.openSync(path, options?.exclusive ? "ax" : "a"))
      return {
        path,
        append: (content) => writeAll(descriptor, path, content),
        truncate: (size) => run("truncate", path, () => fs.ftruncateSync(descriptor, size)),
        close: () => fs.closeSync(descriptor)
      }
    },
    rename: (from, to) => run("rename", to, () => fs.renameSync(from, to)),
    link: (from, to) => run("link", to, () => codeIs("EEXIST", false, () => (fs.linkSync(from, to), true))),
    unlink: (path) => run("unlink", path, () => absentIs(false, () => (fs.unlinkSync(path), true))),
    mkdir: (path) => run("mkdir", path, () => void fs.mkdirSync(path, { recursive: true })),
    removeTree: (path) => run("unlink", path, () => fs.rmSync(path, { recursive: true, force: true })),
    touch: (path, modifiedMillis = Date.now()) =>
      run("touch", path, () => absentIs(false, () => (fs.utimesSync(path, modifiedMillis / 1000, modifiedMillis / 1000), true))),
    sync: (path) => {
      const descriptor = run("open", path, () => fs.openSync(path, "r"))
      try {
        syncDescriptor(descriptor, path)
      } finally {
        fs.closeSync(descriptor)
      }
    }
  }
  return disk
}

export const Disk: Context.Reference<Disk> = Context.Reference<Disk>("signalcraft/platform/Disk", { defaultValue: () => make() })

/** A disk that fails as told, over the real one. */
export const layerFaulty = (faults: Faults): Layer.Layer<never> => Layer.succeed(Disk, make(faults))

/** The `nth` change to the disk fails, and every one after it as well unless `recovers`. */
export const failing = (nth: number, options: { readonly code: string; readonly written?: number; readonly recovers?: boolean }): Faults =>
(operation, _path, count) => changing.has(operation) && (options.recovers ? count === nth : count >= nth) ? options : undefined

/** Runs primitives inside Effect: a `DiskError` is the failure, anything else thrown is a defect. */
export const attempt = <A>(body: () => A): Effect.Effect<A, DiskError> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(body())
    } catch (error) {
      return error instanceof DiskError ? Effect.fail(error) : Effect.die(error)
    }
  })

/** Runs a step whose failure changes nothing that matters, such as tidying up. */
export const quietly = (body: () => void): void => {
  try {
    body()
  } catch (error) {
    if (!(error instanceof DiskError)) throw error
  }
}

const session = randomBytes(6).toString("hex")
let temporaries = 0
const temporaryName = () => `.${session}-${process.pid}-${temporaries++}.tmp`

const diskError = (operation: Operation, path: string, error: unknown) =>
  error instanceof DiskError ? error : new DiskError({ operation, path, code: codeOf(error) })

const codeOf = (error: unknown) => {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (typeof code !== "string") throw error
  return code
}

const codeIs = <A>(code: string, otherwise: A, body: () => A): A => {
  try {
    return body()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return otherwise
    throw error
  }
}

const absentIs = <A>(otherwise: A, body: () => A): A => codeIs("ENOENT", otherwise, () => codeIs("ENOTDIR", otherwise, body))
