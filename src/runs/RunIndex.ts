/**
 * The index of the runs on disk: which run is the newest of a kind, without reading every record.
 *
 *     runs/index/recent.ndjson              the newest rows, 32 to 63 of them, and which base they follow (`IndexRecent.ts`)
 *     runs/index/<64 hex digits>.sqlite     all rows before, in a database named by its digest (`IndexBase.ts`)
 *
 * Derived from the records, and never trusted over them: it is read against the names in `runs/`, every part is verified before it is
 * used, and what it does not know is left to the reader. Both files are put in place whole, the base first, so what is copied at
 * any moment is one state or another; parts of different states do not fit, and are then no index. Where rows go depends on how many there
 * are alone, so the same records give the same bytes. Knows the disk; reads no record.
 */
import * as Path from "node:path"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import * as Disk from "../platform/Disk.ts"
import * as IndexBase from "./IndexBase.ts"
import * as IndexRecent from "./IndexRecent.ts"
import type { Row, Wanted } from "./IndexRow.ts"
import * as IndexRow from "./IndexRow.ts"
import type { RunId } from "./RunId.ts"

export interface Place {
  readonly disk: Disk.Disk
  /** The folder `runs/`. */
  readonly folder: string
}

/** Rows go to the base by so many, and at least as many stay recent. */
export const block = 32

/** How many of so many rows are in the base. */
const settled = (rows: number): number => block * Math.max(0, Math.floor(rows / block) - 1)

const folderOf = ({ folder }: Place): string => Path.join(folder, "index")
const recentFile = (place: Place): string => Path.join(folderOf(place), "recent.ndjson")
const baseFile = (place: Place, digest: Digest.Digest): string => Path.join(folderOf(place), `${Digest.hex(digest)}.sqlite`)

export type Reading =
  | { readonly state: "present"; readonly index: IndexRecent.Recent }
  | { readonly state: "absent" }
  | IndexRecent.Refusal

/** The recent part. Whether the base it names is there and intact shows when that is read. */
export const read = (place: Place): Reading => {
  const text = contentOf(place, recentFile(place))
  if (text === undefined) return { state: "absent" }
  const decoded = IndexRecent.decode(new TextDecoder().decode(text))
  return "state" in decoded ? decoded : { state: "present", index: decoded }
}

/** The bytes of a base, or `undefined` where it is gone, not what it was, or SQLite cannot be loaded. */
export const baseOf = (place: Place, { base }: IndexRecent.Recent): Buffer | undefined => {
  const content = contentOf(place, baseFile(place, base.digest))
  return content !== undefined && Digest.of(content) === base.digest && IndexBase.isPossible() ? content : undefined
}

const contentOf = ({ disk }: Place, path: string): Buffer | undefined => {
  try {
    return disk.read(path)
  } catch (error) {
    if (error instanceof Disk.DiskError) return undefined
    throw error
  }
}

/** An index held against the names in `runs/`. */
export interface View {
  readonly place: Place
  readonly index: IndexRecent.Recent | undefined
  /** The runs that are there and have no row, the newest first: at work, crashed, damaged, or not taken up yet. */
  readonly loose: ReadonlyArray<RunId>
  /** The runs that have a row and are gone. */
  readonly gone: ReadonlySet<RunId>
}

/** @param listed the runs that are there, the newest first */
export const view = (place: Place, listed: ReadonlyArray<RunId>): View => {
  const reading = read(place)
  return (reading.state === "present" ? against(place, reading.index, listed) : undefined) ?? without(place, listed)
}

/** No index at all: every run is for the reader. */
export const without = (place: Place, listed: ReadonlyArray<RunId>): View => ({ place, index: undefined, loose: listed, gone: new Set() })

const against = (place: Place, index: IndexRecent.Recent, listed: ReadonlyArray<RunId>): View | undefined => {
  const settledFrom = listed.findIndex((id) => id <= index.base.last)
  const [newer, older] = settledFrom === -1 ? [listed, []] : [listed.slice(0, settledFrom), listed.slice(settledFrom)]
  const recent = differences(newer, index.rows.map(({ id }) => id))
  if (older.length === index.base.runs && idsDigest(older.toReversed()) === index.base.ids) return { place, index, ...recent }
  const base = baseOf(place, index)
  if (base === undefined) return undefined
  const settled = differences(older, IndexBase.ids(base))
  return { place, index, loose: [...recent.loose, ...settled.loose], gone: new Set([...recent.gone, ...settled.gone]) }
}

const differences = (there: ReadonlyArray<RunId>, known: ReadonlyArray<RunId>): Pick<View, "gone" | "loose"> => {
  const [isThere, isKnown] = [new Set(there), new Set(known)]
  return { loose: there.filter((id) => !isKnown.has(id)), gone: new Set(known.filter((id) => !isThere.has(id))) }
}

const idsDigest = (ids: ReadonlyArray<RunId>): Digest.Digest => Digest.of(ids.map((id) => `${id}\n`).join(""))

export type Hit = IndexBase.Hit

/** The indexed runs that are wanted, the newest first; ends with `undefined` where the base cannot be read, and then more may follow. */
export function* newest(view: View, wanted: Wanted): Generator<Hit | undefined> {
  if (view.index === undefined) return
  yield* view.index.rows.filter((row) => IndexRow.fits(row, wanted) && !view.gone.has(row.id)).reverse()
  yield* settledHits(view, view.index, (base) => IndexBase.newest(base, wanted))
}

/** The published runs about days before one, the latest day first, and of one day the newest run; `undefined` as above. */
export function* before(view: View, day: string): Generator<Hit | undefined> {
  if (view.index === undefined) return
  const recent = view.index.rows.filter((row) => IndexRow.isPublished(row) && row.as_of < day && !view.gone.has(row.id)).sort(laterDay)
  let next = 0
  for (const hit of settledHits(view, view.index, (base) => IndexBase.before(base, day))) {
    while (next < recent.length && (hit === undefined || laterDay(recent[next]!, hit) < 0)) yield recent[next++]
    yield hit
  }
  yield* recent.slice(next)
}

/** The later day first, and of one day the newer run. */
export const laterDay = (a: Pick<Hit, "as_of" | "id">, b: Pick<Hit, "as_of" | "id">): number => Canonical.compare(b.as_of, a.as_of) || Canonical.compare(b.id, a.id)

function* settledHits({ gone, place }: View, index: IndexRecent.Recent, ask: (base: Buffer) => Generator<Hit>): Generator<Hit | undefined> {
  if (index.base.runs === 0) return
  const base = baseOf(place, index)
  if (base === undefined) return yield undefined
  for (const hit of ask(base)) if (!gone.has(hit.id)) yield hit
}

/** Whether the base is where it should be, by its size: a look, and no proof. */
export const hasBase = (place: Place, { base }: IndexRecent.Recent): boolean => {
  try {
    return place.disk.stat(baseFile(place, base.digest))?.size === base.bytes
  } catch (error) {
    if (error instanceof Disk.DiskError) return false
    throw error
  }
}

/** An index as it is to be on disk. */
export interface Image {
  readonly recent: string
  /** Its bytes where they are new. */
  readonly base: { readonly digest: Digest.Digest; readonly bytes: Buffer | undefined }
}

/** Whether one can be made here. */
export const isPossible = IndexBase.isPossible

/** The index of rows, the oldest first, from nothing. */
export const compose = (rows: ReadonlyArray<Row>): Image => settle(undefined, rows, settled(rows.length))

/** The index with rows that come after all it has; `undefined` where its base is needed and cannot be read, or was laid out by another release of SQLite. */
export const extend = (place: Place, index: IndexRecent.Recent, rows: ReadonlyArray<Row>): Image | undefined => {
  const recent = [...index.rows, ...rows]
  const due = settled(index.base.runs + recent.length) - index.base.runs
  if (due === 0) return { recent: IndexRecent.encode({ base: index.base, rows: recent }), base: { digest: index.base.digest, bytes: undefined } }
  const base = baseOf(place, index)
  return base === undefined || index.base.sqlite !== IndexBase.release() ? undefined : settle(base, recent, due)
}

const settle = (base: Buffer | undefined, rows: ReadonlyArray<Row>, due: number): Image => {
  const { bytes, ids } = IndexBase.grow(base, rows.slice(0, due))
  const digest = Digest.of(bytes)
  const record: IndexRecent.BaseRecord = { digest, bytes: bytes.length, runs: ids.length, ids: idsDigest(ids), last: ids.at(-1) ?? "", sqlite: IndexBase.release() }
  return {
    recent: IndexRecent.encode({ base: record, rows: rows.slice(due) }),
    base: { digest, bytes }
  }
}

/** Every row, the oldest first; `undefined` where the base cannot be read. */
export const rows = (place: Place, index: IndexRecent.Recent): ReadonlyArray<Row> | undefined => {
  const base = baseOf(place, index)
  return base === undefined ? undefined : [...IndexBase.rows(base), ...index.rows]
}

/** Puts an index in place, and takes away what earlier ones left. Call it under the lease. @throws {Disk.DiskError} */
export const write = (place: Place, { base: { bytes, digest }, recent }: Image): void => {
  const { disk } = place
  const folder = folderOf(place)
  const base = baseFile(place, digest)
  disk.mkdir(folder)
  if (bytes !== undefined) disk.publish(base, bytes)
  disk.publish(recentFile(place), recent)
  for (const name of disk.list(folder)) {
    const path = Path.join(folder, name)
    if (path !== base && path !== recentFile(place)) disk.unlink(path)
  }
}

/** Whether an image is what is on disk, to the byte, and nothing beside it. */
export const isOnDisk = (place: Place, { base: { bytes, digest }, recent }: Image): boolean =>
  contentOf(place, recentFile(place))?.equals(Buffer.from(recent)) === true
  && contentOf(place, baseFile(place, digest))?.equals(bytes!) === true
  && place.disk.list(folderOf(place)).length === 2
