/**
 * Rewrites segments so that only some of their frames remain.
 *
 * A rewritten segment takes the first one's place in the order of names, because the oldest record of a key and the
 * newest hint of a name are what counts. The new segment is whole and in place before an old one goes: killed between
 * the two, a cache holds frames twice, which reads the same. Knows nothing of why a frame stays (`Sweep.ts`).
 */
import type * as Disk from "../platform/Disk.ts"
import * as Frame from "./Frame.ts"
import * as Layout from "./Layout.ts"
import * as Segments from "./Segments.ts"

/** More small segments than this are merged: each costs an opening a file. */
export const manySegments = 32

/** Neighbouring segments that become one, with the frames that stay, in order. */
export interface Group {
  readonly segments: ReadonlyArray<Segments.Segment>
  readonly frames: ReadonlyArray<Frame.Frame>
}

/** `segments` in order of names, each with the frames that stay. */
export const plan = (segments: ReadonlyArray<Segments.Segment>, staying: ReadonlyMap<string, ReadonlyArray<Frame.Frame>>): ReadonlyArray<Group> => {
  const stays = (segment: Segments.Segment) => staying.get(segment.name) ?? []
  const isClean = (segment: Segments.Segment) => segment.bytes.length > 0 && sizeOf(stays(segment)) === segment.bytes.length
  const isSmall = (segment: Segments.Segment) => sizeOf(stays(segment)) < Segments.maximumBytes / 2
  const merging = segments.filter(isSmall).length > manySegments

  const groups: Array<Array<Segments.Segment>> = []
  let run: Array<Segments.Segment> | undefined
  for (const segment of segments) {
    if (merging && isSmall(segment) && run !== undefined) {
      run.push(segment)
    } else {
      groups.push([segment])
      run = merging && isSmall(segment) ? groups.at(-1) : undefined
    }
  }
  return groups
    .filter((group) => group.length > 1 || !isClean(group[0]!))
    .map((group) => ({ segments: group, frames: group.flatMap(stays) }))
}

/** How many segments a group leaves. */
export const outputs = (group: Group): ReadonlyArray<ReadonlyArray<Frame.Frame>> => {
  const parts: Array<Array<Frame.Frame>> = []
  let size = Infinity
  for (const frame of group.frames) {
    if (size + Frame.sizeOf(frame) > Segments.maximumBytes) {
      parts.push([])
      size = 0
    }
    parts.at(-1)!.push(frame)
    size += Frame.sizeOf(frame)
  }
  return parts
}

/** @throws {Disk.DiskError} and then nothing is lost: the old segments are still there */
export const rewrite = (disk: Disk.Disk, folder: string, group: Group): void => {
  const modifiedMillis = Math.max(...group.segments.map((segment) => segment.modifiedMillis))
  let previous = group.segments[0]!.name
  for (const frames of outputs(group)) {
    const name = freeNameAfter(disk, folder, previous)
    const seed = Frame.seedOf(name)
    const bytes = Buffer.concat(frames.map((frame) => Frame.encode(seed, frame.kind, frame.key, Frame.payloadOf(frame), Frame.payloadDigestOf(frame))))
    disk.mkdir(Layout.temporary(folder))
    disk.publish(Layout.segment(folder, name), bytes, { temporary: Layout.temporary(folder) })
    disk.touch(Layout.segment(folder, name), modifiedMillis)
    previous = name
  }
  for (const segment of group.segments) disk.unlink(Layout.segment(folder, segment.name))
}

const freeNameAfter = (disk: Disk.Disk, folder: string, name: string): string => {
  let next = Segments.nextGeneration(name)
  while (disk.stat(Layout.segment(folder, next)) !== undefined) next = Segments.nextGeneration(next)
  return next
}

const sizeOf = (frames: ReadonlyArray<Frame.Frame>) => frames.reduce((sum, frame) => sum + Frame.sizeOf(frame), 0)
