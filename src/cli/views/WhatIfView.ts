/**
 * What would move in a ranking, and by which contributions.
 */
import type { Place, Shift } from "../../jobs/Movement.ts"
import * as Reasons from "../../jobs/Reasons.ts"
import * as Visible from "../../jobs/Visible.ts"
import type { RunId } from "../../runs/RunId.ts"
import type { Outcome, Told } from "../Hypothesis.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"
import * as Paragraph from "./Paragraph.ts"

export interface WhatIf extends Outcome {
  readonly run: RunId
  readonly candidate: string
  /** As they were given. */
  readonly changes: ReadonlyArray<string>
}

export const document = ({ as_of, candidate, changes, counts, isOutdated, moves, run }: WhatIf): object =>
  ({ schema_version: 1, run, as_of, candidate, changes, outdated: isOutdated, counts, ...moves })

export const render = (outcome: WhatIf, ink: Ink, columns: number): string => {
  const { as_of, candidate, changes, counts, isOutdated, moves, run } = outcome
  const wrapped = (text: string, indent = "") => Paragraph.lines(text, columns, indent)
  const listed = new Set<string>()
  const section = (title: string, some: ReadonlyArray<Told>): ReadonlyArray<string> => {
    const fresh = some.filter(({ id }) => !listed.has(id))
    for (const { id } of fresh) listed.add(id)
    return fresh.length === 0 ? [] : [ink.bold(title), ...fresh.flatMap((move) => lines(move, ink, columns))]
  }
  return [
    [...changes.flatMap((change) => wrapped(`what if ${Visible.of(change)}`)).map(ink.bold), ...wrapped(`${candidate}, ${Figures.count(counts.postings, "posting")} of run ${run} as of ${as_of}`).map(ink.dim)],
    wrapped(summary(outcome)),
    ...(isOutdated ? [wrapped("The run was ranked by another version of this program, so some of what moves is due to that. For a clean comparison run again: graph run daily").map(ink.warn)] : []),
    section("into the first ten", moves.entered),
    section("out of the first ten", moves.left),
    section("up", moves.risen),
    section("down", moves.fallen),
    section("no longer excluded", moves.admitted),
    section("excluded", moves.excluded),
    [ink.dim(`next: to keep it, write it into config/${changes.some((change) => change.startsWith("scoring.")) ? "scoring.v1.json" : `candidates/${candidate}.json`} and run again: graph run daily`)]
  ].filter((part) => part.length > 0).map((part) => part.join("\n")).join("\n\n")
}

const summary = ({ counts: { admitted, excluded, fallen, rescored, risen } }: WhatIf): string => {
  const parts = [
    ...(rescored === 0 ? [] : [`${Figures.count(rescored, "score")} ${rescored === 1 ? "changes" : "change"}`]),
    ...(risen === 0 ? [] : [`${Figures.count(risen, "job")} up`]),
    ...(fallen === 0 ? [] : [`${Figures.count(fallen, "job")} down`]),
    ...(excluded === 0 ? [] : [`${Figures.grouped(excluded)} excluded`]),
    ...(admitted === 0 ? [] : [`${Figures.grouped(admitted)} no longer excluded`])
  ]
  return parts.length === 0 ? "Nothing moves." : `${parts.join(", ")}.`
}

const lines = ({ after, before, id, provider, shifts, title }: Told, ink: Ink, columns: number): ReadonlyArray<string> => [
  ...Paragraph.lines(`${place(before)} ${ink.sign.arrow} ${place(after)}  ${Visible.of(title)} (${provider})`, columns, "  "),
  ...(after.reason === null ? [] : Paragraph.lines(after.reason, columns, "      ")),
  ...(shifts.length === 0 && after.reason === null && before.reason === null ? ["      its score is the same: others passed"] : shifts.flatMap((shift) => Paragraph.lines(told(shift), columns, "      "))),
  ink.dim(`      ${id}`)
]

const place = ({ rank, score, state }: Place): string => {
  if (state === "excluded") return "excluded"
  return rank === null ? "nowhere" : `#${rank}${score === null ? "" : ` (${score})`}`
}

const told = (shift: Shift): string => {
  const { after, before } = shift
  const words = Visible.of(Reasons.of(shift))
  if (before === null) return `${signed(after ?? 0)}  ${words}`
  return after === null ? `${signed(-before)}  no longer: ${words} (${signed(before)})` : `${signed(after - before)}  ${words} (${signed(before)}, now ${signed(after)})`
}

const signed = (points: number): string => (points > 0 ? `+${points}` : String(points))
