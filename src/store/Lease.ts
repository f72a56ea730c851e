/**
 * One writer at a time, across processes: a file that names its owner and is touched every two seconds.
 *
 * An owner on this host is alive as long as its process is, however long it blocks; one that cannot be asked (another
 * host, another boot, another container) is alive as long as it touches the file. A dead owner's lease is taken over
 * by whoever first claims the right to, under a name that holds the dead lease's token; it is moved away, looked at once
 * more, and only then replaced. Nothing but wasted work follows if a lease is lost all the same: what is published is
 * named by its content, and `held` says before a commit whether it is still ours.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { randomBytes } from "node:crypto"
import * as Path from "node:path"
import type { StoreUnwritable } from "../engine/Store.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import * as Disk from "../platform/Disk.ts"
import * as Owner from "./Owner.ts"
import * as Unwritable from "./Unwritable.ts"

/** Between touches. */
export const heartbeatMillis = 2_000
/** Without a touch for this long, an owner that cannot be asked is taken for dead. */
export const graceMillis = 10_000

export class LeaseHeld extends Schema.TaggedError<LeaseHeld>()("LeaseHeld", {
  path: Schema.String,
  /** 0 if the lease does not say. */
  pid: Schema.Int,
  host: Schema.String,
  run: Schema.String,
  /** When it was taken, in milliseconds since 1970. */
  since: Schema.Int
}) {
  override get message() {
    if (this.pid === 0) return `${this.path} is just being taken, and does not say by whom. Run again in ${graceMillis / 1000} seconds`
    const since = new Date(this.since).toISOString()
    return `${this.path} is held by process ${this.pid} on ${this.host}, run ${this.run}, since ${since}. Wait for it to end, or stop that process and run again`
  }
}

export interface Lease {
  /** Names this holding of the lease, and no other. */
  readonly token: string
  /** Whether the lease is still this holder's. */
  readonly held: Effect.Effect<boolean>
}

export interface Standing {
  readonly owner: Owner.Owner
  readonly since: number
  readonly touched: number
  readonly alive: boolean
}

export interface Options {
  readonly path: string
  readonly owner: Owner.Owner
  readonly heartbeatMillis?: number
}

/** Takes the lease for the scope, or says who holds it. */
export const acquire = Effect.fnUntraced(function*(options: Options): Effect.fn.Return<Lease, LeaseHeld | StoreUnwritable, Scope.Scope> {
  const disk = yield* Disk.Disk
  const clock = yield* Clock.Clock
  const now = () => clock.currentTimeMillisUnsafe()
  const token = randomBytes(16).toString("hex")
  const { path, owner } = options

  yield* Effect.acquireRelease(
    Effect.gen(function*() {
      const holder = yield* Unwritable.attempt(() => take(disk, path, { token, since: Math.trunc(now()), owner }, now))
      if (holder === undefined) return beat(disk, path, token, options.heartbeatMillis ?? heartbeatMillis, now)
      return yield* new LeaseHeld({ path, pid: holder.owner.pid, host: holder.owner.host, run: holder.owner.run, since: holder.since })
    }),
    (heartbeat) =>
      Effect.sync(() => {
        clearInterval(heartbeat)
        if (isOurs(disk, path, token)) Disk.quietly(() => remove(disk, path, token))
        if (isOurs(disk, path, token)) Disk.quietly(() => disk.unlink(path))
      })
  )
  return { token, held: Effect.sync(() => isOurs(disk, path, token)) }
})

/** Who holds the lease, and whether it lives; `undefined` if nobody does. */
export const peek = Effect.fnUntraced(function*(path: string): Effect.fn.Return<Standing | undefined, StoreUnwritable> {
  const disk = yield* Disk.Disk
  const now = yield* Clock.currentTimeMillis
  return yield* Unwritable.attempt(() => {
    const found = look(disk, path)
    if (found?.content === undefined) return undefined
    const { owner, since } = found.content
    return { owner, since, touched: found.touched, alive: isAlive(found, now) }
  })
})

const Content = Schema.Struct({ token: Schema.String.check(Schema.isPattern(/^[0-9a-f]{32}$/)), since: Schema.Int, owner: Owner.Owner })
type Content = typeof Content.Type

/** A lease as found: without `content` if it is torn, and then named by its bytes. */
interface Found {
  readonly token: string
  readonly content: Content | undefined
  readonly touched: number
}

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Content))

const look = (disk: Disk.Disk, path: string): Found | undefined => {
  try {
    const status = disk.stat(path)
    if (status === undefined) return undefined
    const bytes = status.kind === "file" ? disk.read(path) : Buffer.alloc(0)
    const content = Option.getOrUndefined(decode(bytes.toString("utf8")))
    return { token: content?.token ?? Digest.hex(Digest.of(bytes)).slice(0, 32), content, touched: status.modifiedMillis }
  } catch (error) {
    if (error instanceof Disk.DiskError && error.code === "ENOENT") return undefined
    throw error
  }
}

const isAlive = (found: Found, now: number): boolean =>
  (found.content === undefined ? undefined : Owner.isAlive(found.content.owner)) ?? now - found.touched < graceMillis

const isOurs = (disk: Disk.Disk, path: string, token: string): boolean => {
  let ours = false
  Disk.quietly(() => {
    ours = look(disk, path)?.token === token
  })
  return ours
}

/** Who holds the lease instead, or `undefined` once it is ours. */
const take = (disk: Disk.Disk, path: string, content: Content, now: () => number): Content | undefined => {
  disk.mkdir(Path.dirname(path))
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (disk.claim(path, Canonical.stringifyUnsafe(content))) {
      Disk.quietly(() => disk.touch(path, now()))
      return undefined
    }
    const found = look(disk, path)
    if (found !== undefined) {
      const other = isAlive(found, now()) ? found : clear(disk, path, found, content, now)
      if (other !== undefined) return other.content ?? nobody
    }
  }
  return nobody
}

/** Takes a dead lease out of the way, or says who is doing so. */
const clear = (disk: Disk.Disk, path: string, dead: Found, content: Content, now: () => number): Found | undefined => {
  const right = `${path}.${dead.token}`
  if (!disk.claim(right, Canonical.stringifyUnsafe(content))) {
    const claimant = look(disk, right)
    if (claimant !== undefined && isAlive(claimant, now()) && now() - claimant.touched < graceMillis) return claimant
    disk.unlink(right)
    return undefined
  }
  try {
    disk.touch(right, now())
    if (look(disk, path)?.token === dead.token) remove(disk, path, dead.token)
  } finally {
    Disk.quietly(() => disk.unlink(right))
  }
  return undefined
}

/** Removes the lease of `token`; one that took its place since it was looked at is put back. */
const remove = (disk: Disk.Disk, path: string, token: string): void => {
  const moved = `${path}.${token}.ended`
  Disk.quietly(() => disk.rename(path, moved))
  const found = look(disk, moved)
  if (found !== undefined && found.token !== token) disk.link(moved, path)
  disk.removeTree(moved)
}

const beat = (disk: Disk.Disk, path: string, token: string, every: number, now: () => number): NodeJS.Timeout => {
  const heartbeat = setInterval(() => Disk.quietly(() => void (isOurs(disk, path, token) && disk.touch(path, now()))), every)
  return heartbeat.unref()
}

const attempts = 100

/** Whoever left a lease that says nothing, or took it just before us each time we tried. */
const nobody: Content = { token: "", since: 0, owner: { pid: 0, host: "", bootId: "", run: "", started: "" } }
