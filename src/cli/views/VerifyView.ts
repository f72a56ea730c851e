/**
 * What was read back, what of it is damaged, and what that means.
 */
import type * as Verification from "../../runs/Verification.ts"
import type * as Inspection from "../../store/Inspection.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export interface Verified {
  readonly runs: Verification.Report
  readonly cache: Inspection.Report
}

/** Nothing is damaged, or only what is out of the way now. */
export const isSound = ({ cache, runs }: Verified): boolean => runs.problems.length === 0 && cache.damaged.length === cache.setAside

export const document = (verified: Verified): object => {
  const { cache, runs } = verified
  return {
    schema_version: 1,
    sound: isSound(verified),
    runs: { verified: runs.runs, open: runs.open, files: runs.files, blobs: runs.blobs, bytes: runs.bytes, damaged: runs.problems.map(({ file, neededBy, reason }) => ({ file, reason, needed_by: neededBy })) },
    cache: { actions: cache.actions, blobs: cache.blobs, hints: cache.hints, bytes: cache.bytes, damaged: cache.damaged, set_aside: cache.setAside }
  }
}

export const render = (verified: Verified, ink: Ink): string => {
  const { cache, runs } = verified
  return [
    line(runs.problems.length === 0, "runs", `${Figures.count(runs.runs, "run")}: ${Figures.count(runs.files, "file")}, ${Figures.count(runs.blobs, "pinned blob")}`, runs.bytes, runs.problems.length, ink),
    line(cache.damaged.length === 0, "cache", `${Figures.count(cache.actions, "record")}, ${Figures.count(cache.blobs, "blob")}, ${Figures.count(cache.hints, "hint")}`, cache.bytes, cache.damaged.length, ink),
    ...(runs.open.length === 0 ? [] : [ink.dim(`${Figures.count(runs.open.length, "run")} not verified, having no record: at work, or killed (${runs.open.join(", ")})`)]),
    ...damagedRuns(runs, ink),
    ...damagedCache(cache, ink)
  ].join("\n")
}

const line = (sound: boolean, room: string, what: string, bytes: number, damaged: number, ink: Ink): string =>
  sound
    ? `${ink.good(ink.sign.ran)} ${ink.bold(room.padEnd(5))}  ${what}, ${Figures.bytes(bytes)}: sound`
    : `${ink.bad(ink.sign.failed)} ${ink.bold(room.padEnd(5))}  ${what}, ${Figures.bytes(bytes)}: ${ink.bad(`${damaged} damaged`)}`

const damagedRuns = ({ problems }: Verification.Report, ink: Ink): ReadonlyArray<string> =>
  problems.length === 0 ? [] : [
    "",
    ...Figures.table(problems.map((problem) => [`  runs/${problem.file}`, `${problem.reason}${readers(problem)}`])),
    "  What lies under runs/ cannot be made again.",
    ink.dim(`next: ${problems.some(({ neededBy }) => neededBy.length > 0) ? "restore it from a bundle: graph import FILE" : "graph gc removes what no run needs"}`)
  ]

const readers = ({ file, neededBy }: Verification.Problem): string => {
  if (!file.startsWith("blobs/")) return ""
  return neededBy.length === 0 ? " (no run needs it)" : ` (needed by ${neededBy.length === 1 ? neededBy[0] : `${neededBy.length} runs`})`
}

const shownEntries = 20

const damagedCache = ({ damaged, setAside }: Inspection.Report, ink: Ink): ReadonlyArray<string> =>
  damaged.length === 0 ? [] : [
    "",
    ...Figures.table(damaged.slice(0, shownEntries).map(({ file, kind, reason }) => [`  cache/${file}`, kind, reason])),
    ...(damaged.length > shownEntries ? [`  and ${damaged.length - shownEntries} more: --json lists them all`] : []),
    "  The cache heals by itself: the next run that needs one of these computes it again. It costs time, nothing else.",
    setAside > 0 ? `  ${setAside} of ${damaged.length} set aside in cache/quarantine.` : ink.dim("next: graph verify --repair puts them out of the way now")
  ]
