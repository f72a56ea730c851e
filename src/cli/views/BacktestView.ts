/**
 * A backtest, for people and for programs.
 */
import type { Folded, Seen } from "../Backtest.ts"
import type { BacktestDay } from "../BacktestDay.ts"
import * as BacktestDays from "../BacktestDay.ts"
import type { BacktestFolder } from "../BacktestFolder.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

/** What the folded days came to together. */
export interface Totals {
  readonly days: { readonly folded: number; readonly known: number; readonly failed: number; readonly unrecorded: number }
  readonly counts: { readonly [name: string]: number }
  readonly events: { readonly [kind: string]: number }
}

export const totalsOf = ({ days, unrecorded }: Folded): Totals => ({
  days: {
    folded: days.filter(({ known }) => !known).length,
    known: days.filter(({ known }) => known).length,
    failed: days.filter(({ day: { counts } }) => counts === null).length,
    unrecorded: unrecorded.length
  },
  counts: BacktestDays.sum(days.flatMap(({ day: { counts } }) => (counts === null ? [] : [counts]))),
  events: BacktestDays.sum(days.map(({ day: { events } }) => events))
})

export const document = ({ home, name }: BacktestFolder, days: ReadonlyArray<string>, remarks: ReadonlyArray<string>, folded: Folded): object => ({
  schema_version: 1,
  backtest: name,
  home: home.root,
  from: days[0],
  to: days.at(-1),
  remarks,
  days: folded.days.map(({ day, known }) => ({ ...day, known })),
  unrecorded: folded.unrecorded,
  stopped: folded.stopped === undefined ? null : { day: folded.stopped.record.as_of, run: folded.stopped.id, outcome: folded.stopped.record.outcome },
  totals: totalsOf(folded)
})

/** Figures in the order of a line; those that a day's changes do not count are left out. */
const columns = ["served", "new", "changed", "missing", "closed", "reopened"]

const widths: Readonly<Record<string, number>> = { served: 6 }

export const heading = ({ name }: BacktestFolder, ink: Ink): string => ink.bold(`backtest ${name}`)

export const line = ({ day, known }: Seen, last: Seen | undefined, ink: Ink): string => {
  const sign = known ? ink.dim(ink.sign.reused) : day.counts === null ? ink.bad(ink.sign.failed) : day.boards.failed > 0 ? ink.warn(ink.sign.degraded) : ink.good(ink.sign.ran)
  const boards = `${day.boards.read} of ${day.boards.read + day.boards.failed} boards`
  return [
    `${sign} ${day.day}`,
    boards,
    ...(day.counts === null ? [day.outcome] : columns.flatMap((name) => figure(name, day.counts![name]))),
    ...Object.entries(day.events).map(([kind, count]) => ink.warn(`${words(kind)} ${count}`)),
    ...best(day, last?.day, ink)
  ].join("  ")
}

const figure = (name: string, count: number | undefined): ReadonlyArray<string> => (count === undefined ? [] : [`${String(count).padStart(widths[name] ?? 3)} ${name}`])

const words = (name: string): string => name.replaceAll("_", " ")

/** The best score of each candidate, and how it moved. */
const best = (day: BacktestDay, before: BacktestDay | undefined, ink: Ink): ReadonlyArray<string> =>
  Object.entries(day.best).map(([candidate, score]) => {
    const from = before?.best[candidate]
    const moved = from === undefined || from === score ? "" : ` (${score > from ? "+" : ""}${score - from})`
    return ink.dim(`best for ${candidate} ${score}${moved}`)
  })

export const totals = ({ home, name }: BacktestFolder, folded: Folded, ink: Ink): string => {
  const { counts, days, events } = totalsOf(folded)
  const { stopped } = folded
  const told = [`${days.folded} folded`, `${days.known} known`, ...(days.failed === 0 ? [] : [`${days.failed} failed`]), ...(days.unrecorded === 0 ? [] : [`${days.unrecorded} not recorded`])]
  const latest = folded.days.at(-1)?.day.run
  return [
    "",
    `${stopped === undefined ? ink.good(ink.sign.ran) : ink.bad(ink.sign.failed)} ${Figures.count(folded.days.length, "day")}: ${told.join(", ")}`,
    `  ${Object.entries(counts).map(([kind, count]) => `${Figures.grouped(count)} ${words(kind)}`).join(", ")}`,
    ...Object.entries(events).map(([kind, count]) => `  ${words(kind)}: ${count}`),
    ...(stopped === undefined ? [] : [`  ${ink.bad(ink.sign.failed)} ${stopped.record.as_of}  ${stopped.record.outcome}: ${stopped.record.failures[0]?.message ?? ""}. Run it again: it goes on from there`]),
    "",
    ink.dim(`backtest ${name} in ${home.root}`),
    ...(latest === undefined ? [] : [ink.dim(`next: graph show ${latest} --home ${home.root}`)])
  ].join("\n")
}
