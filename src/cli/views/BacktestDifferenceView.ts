/**
 * The difference of two backtests, for people and for programs.
 */
import * as BacktestDifferences from "../BacktestDifference.ts"
import type { BacktestDifference, DayDifference } from "../BacktestDifference.ts"
import type { Ink } from "../Terminal.ts"
import * as DiffView from "./DiffView.ts"
import * as Figures from "./Figures.ts"

export const document = (left: string, right: string, difference: BacktestDifference): object => {
  const { compared, days, first, only } = difference
  return {
    schema_version: 1,
    left,
    right,
    same: BacktestDifferences.isSame(difference),
    compared,
    only,
    meaning: BacktestDifferences.meaningOf(difference),
    first: first === undefined ? null : DiffView.document(days[0]!.runs.left, days[0]!.runs.right, first),
    days: days.map(({ changes, day, downstream, equal, origins, ranked, runs }) => ({
      day,
      runs,
      origins,
      downstream,
      equal,
      ranked: Object.fromEntries(Array.from(ranked, ([candidate, { only, ranks, scores }]) => [candidate, { scores: [...scores], ranks: [...ranks], only: [...only] }])),
      changes
    }))
  }
}

const shownDays = 10

export const render = (left: string, right: string, difference: BacktestDifference, ink: Ink): string => {
  const { compared, days, first, only } = difference
  const lacking = [...lacks(left, only.left), ...lacks(right, only.right)].map((line) => `  ${line}`)
  if (days.length === 0) {
    return [`${only.left.length + only.right.length === 0 ? ink.good(ink.sign.reused) : ink.bad(ink.sign.failed)} the same on all of ${Figures.count(compared, "day")} that both have`, ...lacking].join("\n")
  }
  const { candidates, changes, origins } = BacktestDifferences.meaningOf(difference)
  return [
    `${ink.bad(ink.sign.failed)} ${ink.bold(left)} and ${ink.bold(right)} part on ${days.length} of ${Figures.count(compared, "day")} that both have, first on ${days[0]!.day}`,
    ...lacking,
    "",
    "  where they part by themselves:",
    ...Figures.table(origins.map(({ days, stage, why }) => [stage, why.join(", "), Figures.count(days, "day")])).map((line) => `    ${line}`),
    "",
    "  what it means:",
    ...candidates.map(({ candidate, only, ranks, scores }) =>
      `    for ${candidate}: ${Figures.count(scores, "posting")} scored otherwise, ${Figures.grouped(ranks)} ranked otherwise, ${Figures.grouped(only)} ranked in one alone`),
    ...[[left, changes.left] as const, [right, changes.right] as const].flatMap(([name, kinds]) => saw(name, kinds)),
    "",
    ...Figures.table(days.slice(0, shownDays).map((day) => row(day))).map((line) => `  ${line}`),
    ...(days.length > shownDays ? [ink.dim(`  and ${days.length - shownDays} more: --json`)] : []),
    "",
    ...(first === undefined ? [] : DiffView.render(days[0]!.runs.left, days[0]!.runs.right, first, ink).split("\n").map((line) => (line === "" ? "" : `  ${line}`)))
  ].join("\n")
}

const lacks = (name: string, days: ReadonlyArray<string>): ReadonlyArray<string> =>
  days.length === 0 ? [] : [`${Figures.count(days.length, "day")} in ${name} alone, from ${days[0]}`]

const saw = (name: string, kinds: { readonly [kind: string]: number }): ReadonlyArray<string> => {
  const told = Object.entries(kinds).map(([kind, count]) => `${Figures.grouped(count)} ${kind}`)
  return told.length === 0 ? [] : [`    ${name} alone saw ${told.join(", ")}`]
}

const row = ({ changes, day, downstream, equal, origins, ranked }: DayDifference): ReadonlyArray<string> => {
  const sum = (which: "scores" | "ranks") => [...ranked.values()].reduce((sum, one) => sum + one[which].size, 0)
  return [day, `${Figures.count(origins.length, "node")} part, ${downstream} follow, ${equal} equal`, Figures.count(sum("scores"), "score"), Figures.count(sum("ranks"), "rank"), Figures.count(changes.length, "change")]
}
