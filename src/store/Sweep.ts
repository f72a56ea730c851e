/**
 * Collection: gives back what no kept run can reach.
 *
 * Goes by what is on the disk, not by an index. An entry goes when it is unmarked and older than the grace window,
 * which protects what a run is just writing; a frame is as old as its segment. Damaged and doubled frames go with the next
 * rewrite of their segment. Killed at any point, nothing marked is lost, and the next sweep finishes the work. Run it
 * under the lease that runs take: a writer whose segment is older than the window would go on writing into nothing.
 */
import * as Effect from "effect/Effect"
import * as Path from "node:path"
import type { ActionKey, StoreUnwritable } from "../engine/Store.ts"
import { compare } from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import * as Disk from "../platform/Disk.ts"
import * as Cache from "./Cache.ts"
import * as Compaction from "./Compaction.ts"
import * as Entry from "./Entry.ts"
import * as Frame from "./Frame.ts"
import * as Layout from "./Layout.ts"
import * as Quarantine from "./Quarantine.ts"
import * as Segments from "./Segments.ts"
import * as Unwritable from "./Unwritable.ts"

export interface Options {
  readonly folder: string
  readonly keepBlobs: ReadonlySet<Digest.Digest>
  /** Records to keep; the output of every record that stays is kept as well. */
  readonly keepActions: ReadonlySet<ActionKey>
  /** Names of the hints to keep; all, if not given. A hint keeps nothing else. */
  readonly keepHints?: ReadonlySet<string>
  readonly graceMillis: number
  readonly now: number
  /** Only reports what would be removed. */
  readonly dryRun?: boolean
  /** Unmarked entries stay, newest first, while the whole cache takes no more than this. Without it they all go. */
  readonly maximumBytes?: number
}

export interface Count {
  readonly actions: number
  readonly blobs: number
  readonly hints: number
  readonly bytes: number
}

export interface Report {
  readonly kept: Count
  /** `bytes` includes what damaged and doubled frames took. */
  readonly removed: Count
  readonly segments: { readonly before: number; readonly after: number }
  /** Damaged frames and stretches found and left out. */
  readonly damaged: number
  /** Files removed from `tmp/` and `quarantine/`. */
  readonly leftovers: number
}

export interface Size {
  readonly actions: number
  readonly hints: number
  readonly smallBlobs: number
  readonly largeBlobs: number
  readonly quarantine: number
  readonly temporary: number
  readonly total: number
}

/** Removes what `options` does not keep. Nothing changes if it fails but that some of it is gone already. */
export const sweep = Effect.fnUntraced(function*(options: Options): Effect.fn.Return<Report, StoreUnwritable> {
  const disk = yield* Disk.Disk
  return yield* Unwritable.attempt(() => sweepUnsafe(disk, options))
})

/** The bytes a cache takes, by kind. */
export const size = Effect.fnUntraced(function*(folder: string): Effect.fn.Return<Size, StoreUnwritable> {
  const disk = yield* Disk.Disk
  return yield* Unwritable.attempt(() => sizeUnsafe(disk, folder))
})

interface Item {
  readonly kind: Frame.Kind
  readonly bytes: number
  readonly modifiedMillis: number
  readonly marked: boolean
  /** The frame, or the path of a file of its own. */
  readonly at: Frame.Frame | string
}

const sweepUnsafe = (disk: Disk.Disk, options: Options): Report => {
  const { folder, dryRun = false } = options
  const oldest = options.now - options.graceMillis
  const isOld = (entry: { readonly modifiedMillis: number }) => entry.modifiedMillis <= oldest

  const segments = readable(disk, folder)
  const young = segments.findIndex((segment) => !isOld(segment))
  // Only segments before every young one are rewritten: their order against the young ones must not change.
  const settled = young === -1 ? segments : segments.slice(0, young)
  const untouched = segments.slice(settled.length)

  const { valid, damaged } = distinct(settled)
  const ages = new Map(settled.map((segment) => [segment.name, segment.modifiedMillis]))
  const marks = markedBy(options, valid, untouched)
  const files = largeBlobs(disk, folder)

  const items: ReadonlyArray<Item> = [
    ...valid.map((frame): Item => ({
      kind: frame.kind,
      bytes: Frame.sizeOf(frame),
      modifiedMillis: ages.get(frame.segment)!,
      marked: marks[frame.kind](frame.key),
      at: frame
    })),
    ...files.map((file): Item => ({
      kind: "blob",
      bytes: file.size,
      modifiedMillis: file.modifiedMillis,
      marked: !isOld(file) || (file.digest !== undefined && marks.blob(file.digest)),
      at: file.path
    }))
  ]
  const untouchedBytes = sum(untouched.map((segment) => segment.bytes.length))
  const staying = new Set(within(items, options.maximumBytes === undefined ? undefined : options.maximumBytes - untouchedBytes))
  const groups = Compaction.plan(settled, bySegment(items.filter((item) => staying.has(item))))
  const going = items.filter((item) => !staying.has(item))

  if (!dryRun) {
    for (const group of groups) Compaction.rewrite(disk, folder, group)
    for (const item of going) if (typeof item.at === "string") disk.removeTree(item.at)
  }

  const untouchedItems = untouched.flatMap((segment) => segment.frames).map((frame) => ({ kind: frame.kind, bytes: Frame.sizeOf(frame) }))
  const kept = count([...staying, ...untouchedItems])
  const before = sum(settled.map((segment) => segment.bytes.length)) + sum(files.map((file) => file.size))
  return {
    kept,
    removed: { ...count(going), bytes: before - sum([...staying].map((item) => item.bytes)) },
    segments: {
      before: segments.length,
      after: segments.length + sum(groups.map((group) => Compaction.outputs(group).length - group.segments.length))
    },
    damaged,
    leftovers: tidy(disk, folder, oldest, dryRun)
  }
}

const readable = (disk: Disk.Disk, folder: string): ReadonlyArray<Segments.Segment> =>
  Segments.list(disk, folder).flatMap((name) => {
    let segment: Segments.Segment | undefined
    Disk.quietly(() => {
      segment = Segments.read(disk, folder, name)
    })
    return segment === undefined ? [] : [segment]
  })

/** The frames that speak for their keys, in order, and how much damage lies between them. */
const distinct = (segments: ReadonlyArray<Segments.Segment>) => {
  const intact = segments.flatMap((segment) => segment.frames).filter(Cache.proves)
  const speakers: Record<Frame.Kind, Map<string, Frame.Frame>> = { action: new Map(), blob: new Map(), hint: new Map() }
  for (const frame of intact) {
    if (frame.kind === "hint" || !speakers[frame.kind].has(frame.key)) speakers[frame.kind].set(frame.key, frame)
  }
  const found = sum(segments.map((segment) => segment.frames.length + segment.gaps.length))
  return { valid: intact.filter((frame) => speakers[frame.kind].get(frame.key) === frame), damaged: found - intact.length }
}

const markedBy = (options: Options, valid: ReadonlyArray<Frame.Frame>, untouched: ReadonlyArray<Segments.Segment>) => {
  const hints = options.keepHints === undefined ? undefined : new Set(Array.from(options.keepHints, Entry.hintKey))
  const blobs = new Set(options.keepBlobs)
  const staying = [...valid.filter((frame) => options.keepActions.has(frame.key)), ...untouched.flatMap((segment) => segment.frames)]
  for (const frame of staying) {
    const output = frame.kind === "action" ? Entry.outputOf(Frame.payloadOf(frame)) : undefined
    if (output !== undefined) blobs.add(output)
  }
  return {
    action: (key: Digest.Digest) => options.keepActions.has(key),
    blob: (digest: Digest.Digest) => blobs.has(digest),
    hint: (key: Digest.Digest) => hints === undefined || hints.has(key)
  }
}

/** Every entry below `blobs/`; without a digest if it is not named like a blob. */
const largeBlobs = (disk: Disk.Disk, folder: string) =>
  disk.list(Layout.blobs(folder)).flatMap((prefix) =>
    disk.list(Path.join(Layout.blobs(folder), prefix)).flatMap((name) => {
      const path = Path.join(Layout.blobs(folder), prefix, name)
      const status = disk.stat(path)
      const digest = `sha256-${name}`
      return status === undefined ? [] : [{ path, ...status, digest: Digest.isDigest(digest) && name.startsWith(prefix) ? digest : undefined }]
    })
  )

/** Those that stay: what is marked, and the newest of the rest while there is room. */
const within = (items: ReadonlyArray<Item>, room: number | undefined): ReadonlyArray<Item> => {
  if (room === undefined) return items.filter((item) => item.marked)
  let used = sum(items.filter((item) => item.marked).map((item) => item.bytes))
  const newestFirst = items.filter((item) => !item.marked).sort((a, b) => b.modifiedMillis - a.modifiedMillis || compare(nameOf(a), nameOf(b)))
  const fitting = newestFirst.findIndex((item) => (used += item.bytes) > room)
  const spared = new Set(fitting === -1 ? newestFirst : newestFirst.slice(0, fitting))
  return items.filter((item) => item.marked || spared.has(item))
}

const nameOf = (item: Item) => (typeof item.at === "string" ? item.at : item.at.key)

const bySegment = (items: ReadonlyArray<Item>): ReadonlyMap<string, ReadonlyArray<Frame.Frame>> =>
  Map.groupBy(items.flatMap((item) => (typeof item.at === "string" ? [] : [item.at])), (frame) => frame.segment)

/** Empties what was left behind, and holds the quarantine to its bound; says how many files went. */
const tidy = (disk: Disk.Disk, folder: string, oldest: number, dryRun: boolean): number => {
  const aged = (home: string) =>
    disk.list(home).map((name) => {
      const path = Path.join(home, name)
      return { path, modifiedMillis: disk.stat(path)?.modifiedMillis ?? 0 }
    }).sort((a, b) => b.modifiedMillis - a.modifiedMillis)
  const leftovers = [
    ...aged(Layout.temporary(folder)).filter((entry) => entry.modifiedMillis <= oldest),
    ...aged(Layout.quarantine(folder)).filter((entry, at) => at >= Quarantine.capacity || entry.modifiedMillis <= oldest)
  ]
  if (!dryRun) for (const { path } of leftovers) disk.removeTree(path)
  return leftovers.length
}

const sizeUnsafe = (disk: Disk.Disk, folder: string): Size => {
  const frames = readable(disk, folder).flatMap((segment) => segment.frames)
  const taken = (kind: Frame.Kind) => sum(frames.filter((frame) => frame.kind === kind).map(Frame.sizeOf))
  const under = (home: string) => sum(disk.list(home).map((name) => disk.stat(Path.join(home, name))?.size ?? 0))
  const sizes = {
    actions: taken("action"),
    hints: taken("hint"),
    smallBlobs: taken("blob"),
    largeBlobs: sum(largeBlobs(disk, folder).map((file) => file.size)),
    quarantine: under(Layout.quarantine(folder)),
    temporary: under(Layout.temporary(folder))
  }
  return { ...sizes, total: sum(Object.values(sizes)) }
}

const count = (items: ReadonlyArray<{ readonly kind: Frame.Kind; readonly bytes: number }>): Count => {
  const of = (kind: Frame.Kind) => items.filter((item) => item.kind === kind).length
  return { actions: of("action"), blobs: of("blob"), hints: of("hint"), bytes: sum(items.map((item) => item.bytes)) }
}

const sum = (numbers: ReadonlyArray<number>) => numbers.reduce((total, number) => total + number, 0)
