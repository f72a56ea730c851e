/**
 * A cache folder as plain functions: what is indexed, what verifies, what is set aside.
 *
 * A key may have several frames, left by writers that did not know of each other or by a collection that was killed.
 * The oldest that verifies speaks for a record or a blob, the newest for a hint. Reading never throws; writing throws
 * `DiskError`. Knows nothing of Effect (`DiskStore.ts`).
 */
import * as Path from "node:path"
import type { ActionKey, ActionRecord, Conflict, Damage } from "../engine/Store.ts"
import * as Digest from "../platform/Digest.ts"
import * as Disk from "../platform/Disk.ts"
import * as Packed from "../platform/Packed.ts"
import * as Entry from "./Entry.ts"
import * as Frame from "./Frame.ts"
import * as Layout from "./Layout.ts"
import * as Quarantine from "./Quarantine.ts"
import * as Segments from "./Segments.ts"

export interface Cache {
  readonly read: (digest: Digest.Digest) => Uint8Array | undefined
  readonly holds: (digest: Digest.Digest) => boolean
  readonly write: (content: Uint8Array) => Digest.Digest
  readonly lookup: (key: ActionKey) => ActionRecord | undefined
  readonly knows: (key: ActionKey) => boolean
  readonly record: (record: ActionRecord) => Conflict | undefined
  readonly recall: (name: string) => Digest.Digest | undefined
  readonly remember: (name: string, digest: Digest.Digest) => void
  readonly damages: () => ReadonlyArray<Damage>
  readonly close: () => void
}

/** Whether a frame is what its kind and key promise. */
export const proves = (frame: Frame.Frame): boolean => {
  switch (frame.kind) {
    case "blob":
      return Digest.of(Frame.payloadOf(frame)) === frame.key
    case "action":
      return Frame.verifies(frame) && Entry.provesAction(frame.key, Frame.payloadOf(frame))
    case "hint":
      return Frame.verifies(frame) && Entry.decodeHint(frame.key, Frame.payloadOf(frame)) !== undefined
  }
}

interface Candidate {
  readonly frame: Frame.Frame
  proven: boolean
  /** Speaks for the key if this one does not verify. */
  next: Candidate | undefined
}

export const open = (disk: Disk.Disk, location: string): Cache => {
  const folder = Path.resolve(location)
  const candidates: Record<Frame.Kind, Map<string, Candidate>> = { action: new Map(), blob: new Map(), hint: new Map() }
  const quarantine = Quarantine.make(disk, folder)
  const prepared = new Set<string>()
  const reported = new Set<string>()
  /** The version of each large blob's file that was written or verified here: while it is the same, so are its bytes. */
  const proven = new Map<Digest.Digest, string>()
  let damages: Array<Damage> = []

  /** Once for each entry, until it is written anew. */
  const report = (kind: Damage["kind"], name: string, reason: string) => {
    if (reported.has(name)) return
    reported.add(name)
    damages.push({ kind, name, reason })
  }

  const add = (frame: Frame.Frame, proven: boolean): Candidate | undefined => {
    const shelf = candidates[frame.kind]
    const first = shelf.get(frame.key)
    if (first === undefined || frame.kind === "hint") {
      shelf.set(frame.key, { frame, proven, next: first })
    } else {
      let last = first
      while (last.next !== undefined) last = last.next
      last.next = { frame, proven, next: undefined }
    }
    return first
  }

  const find = (kind: Frame.Kind, key: string): Frame.Frame | undefined => {
    const shelf = candidates[kind]
    for (let candidate = shelf.get(key); candidate !== undefined; candidate = candidate.next) {
      candidate.proven ||= proves(candidate.frame)
      if (candidate.proven) return candidate.frame
      setAside(candidate.frame)
      if (candidate.next === undefined) shelf.delete(key)
      else shelf.set(key, candidate.next)
    }
    return undefined
  }

  const setAside = (frame: Frame.Frame) => {
    const fresh = quarantine.copy(`${frame.segment}-${frame.offset}.${frame.kind}`, Frame.bytesOf(frame))
    if (fresh) report(frame.kind, frame.key, `its bytes in segment ${frame.segment} at ${frame.offset} do not match their digest`)
  }

  const put = (kind: Frame.Kind, key: Digest.Digest, payload: Uint8Array, payloadDigest: Digest.Digest) => {
    add(writer.append(kind, key, payload, payloadDigest), true)
    reported.delete(key)
  }

  /** What is asked of a blob's own file, if it verifies: its content, or nothing but whether it does. */
  const large = <A>(digest: Digest.Digest, read: (path: string) => Buffer, answer: (content: () => Buffer) => A): A | undefined => {
    const path = Layout.blob(folder, digest)
    try {
      const status = disk.stat(path)
      if (status === undefined) return undefined
      const isFile = status.kind === "file"
      if (isFile && proven.get(digest) === status.version) return answer(() => read(path))
      const bytes = isFile ? read(path) : undefined
      const content = bytes === undefined ? undefined : Packed.verified(bytes, digest)
      // A packed file is read as what it packs, and so anew each time.
      if (content !== undefined && content === bytes) proven.set(digest, status.version)
      if (content !== undefined) return answer(() => content)
      quarantine.take(path)
      report("blob", digest, !isFile ? `${path} is not a file` : `the bytes of ${path} do not match their digest`)
    } catch (error) {
      if (!(error instanceof Disk.DiskError)) throw error
      if (error.code !== "ENOENT") report("blob", digest, error.message)
    }
    return undefined
  }

  const readLarge = (digest: Digest.Digest) => large(digest, disk.read, (content) => content())
  const holdsLarge = (digest: Digest.Digest) => large(digest, disk.peek, () => true) === true

  const writeLarge = (digest: Digest.Digest, content: Uint8Array) => {
    const path = Layout.blob(folder, digest)
    const publish = () => {
      prepare(Path.dirname(path))
      prepare(Layout.temporary(folder))
      disk.publish(path, content, { temporary: Layout.temporary(folder) })
    }
    try {
      publish()
    } catch (error) {
      if (!(error instanceof Disk.DiskError) || error.code !== "ENOENT") throw error
      prepared.clear()
      publish()
    }
    Disk.quietly(() => {
      const status = disk.stat(path)
      if (status !== undefined) proven.set(digest, status.version)
    })
    reported.delete(digest)
  }

  /** Makes a folder of the cache, setting aside whatever stands in its place. */
  const prepare = (path: string) => {
    if (prepared.has(path)) return
    for (let at = path; at.length > folder.length; at = Path.dirname(at)) {
      const status = disk.stat(at)
      if (status !== undefined && status.kind !== "folder") quarantine.take(at)
    }
    disk.mkdir(path)
    prepared.add(path)
  }

  const writer = Segments.writer(disk, folder, prepare)

  const load = (name: string) => {
    try {
      const segment = Segments.read(disk, folder, name)
      if (segment === undefined) return loadNothing(name)
      for (const frame of segment.frames) {
        const first = add(frame, false)
        if (first !== undefined && frame.kind === "action") compare(first.frame, frame)
      }
      for (const gap of segment.gaps) {
        const fresh = quarantine.copy(`${name}-${gap.offset}.gap`, segment.bytes.subarray(gap.offset, gap.offset + gap.length))
        if (fresh) damages.push({ kind: "segment", name, reason: `${gap.length} bytes at ${gap.offset} form no frame` })
      }
    } catch (error) {
      if (!(error instanceof Disk.DiskError)) throw error
      if (error.code !== "ENOENT") report("segment", name, error.message)
    }
  }

  const loadNothing = (name: string) => {
    quarantine.take(Layout.segment(folder, name))
    report("segment", name, "it is not a file")
  }

  const compare = (first: Frame.Frame, second: Frame.Frame) => {
    if (Frame.payloadDigestOf(first) === Frame.payloadDigestOf(second) || !proves(first) || !proves(second)) return
    const [known, offered] = [first, second].map((frame) => Entry.outputOf(Frame.payloadOf(frame)))
    report("action", first.key, `two writers recorded different outputs: ${known} (kept) and ${offered} in segment ${second.segment}`)
  }

  Disk.quietly(() => Segments.list(disk, folder).forEach(load))

  return {
    read: (digest) => {
      const frame = find("blob", digest)
      return frame === undefined ? readLarge(digest) : new Uint8Array(Frame.payloadOf(frame))
    },
    holds: (digest) => find("blob", digest) !== undefined || holdsLarge(digest),
    write: (content) => {
      const digest = Digest.of(content)
      if (content.length >= Layout.largeBlob) {
        if (!holdsLarge(digest)) writeLarge(digest, content)
      } else if (find("blob", digest) === undefined) put("blob", digest, content, digest)
      return digest
    },
    lookup: (key) => {
      const frame = find("action", key)
      return frame === undefined ? undefined : Entry.decodeAction(key, Frame.payloadOf(frame))
    },
    knows: (key) => find("action", key) !== undefined,
    record: (record) => {
      const payload = Buffer.from(Entry.encodeActionUnsafe(record))
      const frame = find("action", record.key)
      if (frame === undefined) {
        put("action", record.key, payload, Digest.of(payload))
        return undefined
      }
      const known = Entry.outputOf(Frame.payloadOf(frame))!
      return known === record.output ? undefined : { key: record.key, known, offered: record.output }
    },
    recall: (name) => {
      const key = Entry.hintKey(name)
      const frame = find("hint", key)
      return frame === undefined ? undefined : Entry.decodeHint(key, Frame.payloadOf(frame))?.digest
    },
    remember: (name, digest) => {
      const key = Entry.hintKey(name)
      const payload = Buffer.from(Entry.encodeHint(name, digest))
      const payloadDigest = Digest.of(payload)
      const frame = find("hint", key)
      if (frame === undefined || Frame.payloadDigestOf(frame) !== payloadDigest) put("hint", key, payload, payloadDigest)
    },
    damages: () => {
      const found = damages
      damages = []
      return found
    },
    close: writer.close
  }
}
