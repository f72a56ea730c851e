/**
 * Keeps the index in step with the records: takes up what came, drops what went, builds it anew where it cannot be trusted.
 *
 * Whichever way it is brought about, the index of the same records has the same bytes. A run that comes after all others, as most do, is
 * added; anything else makes the index anew from its own rows, and the records are read again only where the index is gone or damaged.
 */
import * as Canonical from "../platform/Canonical.ts"
import * as IndexRow from "./IndexRow.ts"
import type { RunId } from "./RunId.ts"
import * as RunIndex from "./RunIndex.ts"
import * as RunRepository from "./RunRepository.ts"

/**
 * Brings the index in step. Call it under the lease, when runs have come or gone.
 *
 * @param listed the runs that are there, the newest first, where that is known already
 * @throws {Disk.DiskError} and then the index is as it was, or none, and the next time makes it
 */
export const update = (runs: RunRepository.RunRepository, listed: ReadonlyArray<RunId> = RunRepository.ids(runs)): void => {
  const { gone, index, loose } = RunIndex.view(runs, listed)
  if (index === undefined || !RunIndex.hasBase(runs, index)) return anew(runs, listed)
  const come = rowsOf(runs, loose)
  if (come.length === 0 && gone.size === 0) return
  const newest = index.rows.at(-1)?.id ?? index.base.last
  const isAppended = gone.size === 0 && (come.length === 0 || come[0]!.id > newest)
  const image = isAppended ? RunIndex.extend(runs, index, come) : merged(RunIndex.rows(runs, index), gone, come)
  return image === undefined ? anew(runs, listed) : RunIndex.write(runs, image)
}

/** Where SQLite cannot be loaded there is no index, and the records are read. */
const anew = (runs: RunRepository.RunRepository, listed: ReadonlyArray<RunId>): void => {
  if (RunIndex.isPossible()) RunIndex.write(runs, RunIndex.compose(rowsOf(runs, listed)))
}

const merged = (rows: ReadonlyArray<IndexRow.Row> | undefined, gone: ReadonlySet<RunId>, come: ReadonlyArray<IndexRow.Row>): RunIndex.Image | undefined =>
  rows === undefined ? undefined : RunIndex.compose([...rows.filter(({ id }) => !gone.has(id)), ...come].sort((a, b) => Canonical.compare(a.id, b.id)))

/** The rows of the committed runs among some, the oldest first. */
const rowsOf = (runs: RunRepository.RunRepository, newestFirst: ReadonlyArray<RunId>): ReadonlyArray<IndexRow.Row> =>
  newestFirst.toReversed().flatMap((id) => {
    const entry = RunRepository.entry(runs, id)
    return entry.state === "committed" ? [IndexRow.of(id, entry.record)] : []
  })

/** Builds the index from the records alone, and says of how many runs. Call it under the lease. @throws {Disk.DiskError} */
export const rebuild = (runs: RunRepository.RunRepository): number => {
  const rows = rowsOf(runs, RunRepository.ids(runs))
  RunIndex.write(runs, RunIndex.compose(rows))
  return rows.length
}

export type Verdict =
  | { readonly state: "in_step" }
  | { readonly state: "absent" }
  | { readonly state: "damaged" | "foreign"; readonly reason: string }
  /** What it has is right; `missing` are committed runs it does not have, `gone` runs it has that are not there. */
  | { readonly state: "behind"; readonly missing: ReadonlyArray<RunId>; readonly gone: ReadonlyArray<RunId> }
  /** It says other things of these runs than their records do. */
  | { readonly state: "contradicts"; readonly runs: ReadonlyArray<RunId> }

export interface Verification {
  /** Committed runs, of which the records were read. */
  readonly runs: number
  readonly verdict: Verdict
}

/** Builds the index in memory and holds what is on disk against it, byte by byte. Writes nothing. */
export const verify = (runs: RunRepository.RunRepository): Verification => {
  const rows = rowsOf(runs, RunRepository.ids(runs))
  return { runs: rows.length, verdict: verdictOn(runs, rows) }
}

const verdictOn = (runs: RunRepository.RunRepository, rows: ReadonlyArray<IndexRow.Row>): Verdict => {
  const reading = RunIndex.read(runs)
  if (reading.state !== "present") return reading
  const held = RunIndex.rows(runs, reading.index)
  if (held === undefined) return { state: "damaged", reason: "the database it names is gone, or not what it was" }
  if (RunIndex.isOnDisk(runs, RunIndex.compose(rows))) return { state: "in_step" }
  const [expected, found] = [byId(rows), byId(held)]
  const differing = [...found].filter(([id, text]) => (expected.get(id) ?? text) !== text).map(([id]) => id)
  if (differing.length > 0) return { state: "contradicts", runs: differing }
  const missing = [...expected.keys()].filter((id) => !found.has(id))
  const gone = [...found.keys()].filter((id) => !expected.has(id))
  if (missing.length + gone.length > 0) return { state: "behind", missing, gone }
  return { state: "damaged", reason: "it has the right rows and not the bytes that they give: another version of this program wrote it, or something lies beside it" }
}

const byId = (rows: ReadonlyArray<IndexRow.Row>): ReadonlyMap<RunId, string> => new Map(rows.map((row) => [row.id, Canonical.stringifyUnsafe(row)]))
