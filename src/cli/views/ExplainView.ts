/**
 * One posting's score taken apart: what it is, each contribution with where it is said, what is missing, what would change it.
 */
import type { ExplainedJob, Explanation } from "../../../schemas/Explanation.ts"
import type { Posting } from "../../../schemas/Posting.ts"
import type { RankedJob, RankedJobs } from "../../../schemas/RankedJobs.ts"
import type { Contribution, Evidence } from "../../../schemas/Score.ts"
import * as Reasons from "../../jobs/Reasons.ts"
import * as Visible from "../../jobs/Visible.ts"
import type { RunId } from "../../runs/RunId.ts"
import * as Assignment from "../Assignment.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"
import * as Paragraph from "./Paragraph.ts"

export interface Explained {
  readonly run: RunId
  readonly as_of: Explanation["as_of"]
  readonly basis: Explanation["basis"]
  readonly job: ExplainedJob
  /** As the ranked list shows it; what a list does not say is absent. */
  readonly brief: Pick<RankedJob, "provider" | "places"> & Partial<Pick<RankedJob, "url" | "work_mode" | "pay">>
  /** The job of the ranked list that it is, or is shown with. */
  readonly shown: RankedJob | undefined
  readonly ranked: number
}

export const of = (run: RunId, { as_of, basis }: Explanation, job: ExplainedJob, { counts, jobs }: RankedJobs, postings: ReadonlyArray<Posting>): Explained => {
  const shown = jobs.find(({ id }) => id === (job.shown_with ?? job.id))
  const other = shown?.also.find(({ id }) => id === job.id)
  const posting = postings.find(({ id }) => id === job.id)
  const brief: Explained["brief"] = shown === undefined
    ? { provider: posting!.provider, places: posting!.places.map(({ text }) => text), url: posting!.url, work_mode: posting!.work_mode }
    : other === undefined ? shown : { provider: shown.provider, places: other.places, url: other.url }
  return { run, as_of, basis, job, brief, shown, ranked: counts.ranked }
}

export const document = ({ as_of, basis, brief, job, run, shown }: Explained): object => ({
  schema_version: 1,
  run,
  as_of,
  basis,
  posting: { ...job, provider: brief.provider, url: brief.url ?? null, places: brief.places, work_mode: brief.work_mode ?? null, pay: brief.pay ?? null },
  also: shown?.also.filter(({ id }) => id !== job.id) ?? []
})

export const render = (explained: Explained, ink: Ink, columns: number): string => {
  const { brief, job } = explained
  const wrapped = (text: string, indent = "") => Paragraph.lines(Visible.of(text), columns, indent)
  const facts = [brief.provider, brief.places.join("; "), brief.work_mode ?? "", brief.pay ?? ""].filter((part) => part !== "").map(Reasons.plain)
  const [title, ...more] = wrapped(job.title)
  return [
    [ink.bold(title!), ...more.map(ink.bold), ...wrapped(facts.join(" · ")), ...(brief.url === undefined ? [] : [brief.url]), ink.dim(job.id)],
    standing(explained, ink).flatMap((line) => wrapped(line)),
    contributions(job, ink, columns),
    [
      ...(job.missing.length === 0 ? [] : wrapped(`Not stated, and neither for nor against it: ${job.missing.map(Reasons.missing).join(", ")}.`)),
      ...likeness(job).flatMap((line) => wrapped(line)),
      ...change(job).flatMap((line) => wrapped(line))
    ],
    duplicates(explained).flatMap((line) => wrapped(line, line.startsWith(" ") ? "  " : "")),
    [ink.dim(`next: graph mark ${job.id} saved`), ...(job.would_change_most?.set == null ? [] : [ink.dim(`next: graph whatif ${assignment(job.would_change_most.set)}`)])]
  ].filter((section) => section.length > 0).map((section) => section.join("\n")).join("\n\n")
}

const standing = ({ as_of, basis, job, ranked, shown }: Explained, ink: Ink): ReadonlyArray<string> => {
  const points = Figures.count(job.score, "point")
  const where = job.excluded !== null
    ? `${ink.bad("excluded")}: ${job.excluded.reason} (${job.excluded.rule}). It would have ${points}`
    : `rank ${job.rank ?? shown?.rank ?? "?"} of ${Figures.grouped(ranked)} with ${points}${job.rank === null ? `, shown under ${job.shown_with}` : ""}`
  return [`${where}. For ${basis.candidate} as of ${as_of}, by contract ${basis.scoring_revision}.`]
}

const contributions = ({ contributions, score }: ExplainedJob, ink: Ink, columns: number): ReadonlyArray<string> => {
  const [gains, penalties, bounded] = [contributions.filter(({ points }) => points > 0), contributions.filter(({ points }) => points < 0), contributions.filter(({ points }) => points === 0)]
  const rows = (some: ReadonlyArray<Contribution>) => some.flatMap((one) => row(signed(one.points), Reasons.of(one), evidence(one.evidence), ink, columns))
  return [
    ...rows(gains),
    ...(penalties.length === 0 ? [] : [ink.warn("penalties"), ...rows(penalties)]),
    ink.bold(`${String(score).padStart(6)}  in all`),
    ...(bounded.length === 0 ? [] : Paragraph.lines(Visible.of(`Counted for nothing, or beyond what their family can give: ${bounded.map(Reasons.of).join("; ")}.`), columns, "        ").map(ink.dim))
  ]
}

const signed = (points: number): string => (points > 0 ? `+${points}` : String(points)).padStart(6)

/** The phrase and its evidence side by side, each wrapped within its column. */
const row = (points: string, what: string, where: string, ink: Ink, columns: number): ReadonlyArray<string> => {
  const room = Math.max(40, Math.min(columns, 120) - 10)
  const left = Math.floor(room * 0.55)
  const [whats, wheres] = [Paragraph.lines(Visible.of(what), left, ""), where === "" ? [] : Paragraph.lines(Visible.of(where), room - left, "")]
  return Array.from({ length: Math.max(whats.length, wheres.length) }, (_, index) =>
    `${index === 0 ? points : "      "}  ${(whats[index] ?? "").padEnd(left)}  ${ink.dim(wheres[index] ?? "")}`.trimEnd())
}

const shownEvidence = 2

const evidence = (seen: ReadonlyArray<Evidence>): string => {
  const words = [...new Set(seen.map(word))]
  return [...words.slice(0, shownEvidence), ...(words.length > shownEvidence ? [`and ${words.length - shownEvidence} more`] : [])].join("; ")
}

/** Of the advertisement's text only where it says so: its words stay with the run. */
const word = ({ field, span, value }: Evidence): string => {
  const name = Reasons.plain(field)
  if (value !== null) return `${name}: ${value}`
  return span === null ? name : `${name}, characters ${span.start} to ${span.end}`
}

const likeness = ({ semantic }: ExplainedJob): ReadonlyArray<string> =>
  semantic === null ? [] : [`Likeness to what you look for: ${semantic.likeness} of 1000${semantic.mode === "sidecar" ? ", told beside the score and not counted" : ", counted within its bound"}.`]

const change = ({ would_change_most: most }: ExplainedJob): ReadonlyArray<string> => {
  if (most === null) return []
  const what = most.change.replace(/\.$/, "")
  return [`What would change the score most: ${what} (${signed(most.points).trim()} points).`]
}

/** As a shell takes it. */
const assignment = ({ field, value }: { readonly field: string; readonly value: string }): string =>
  `--set '${`profile.${field}${Assignment.isList(`profile.${field}`) ? "+=" : "="}${value}`.replaceAll("'", `'\\''`)}'`

const duplicates = ({ job, shown }: Explained): ReadonlyArray<string> => {
  const others = shown === undefined ? [] : [...(shown.id === job.id ? [] : [shown]), ...shown.also.filter(({ id }) => id !== job.id)]
  if (others.length === 0) return []
  return ["The same job is open as", ...others.map(({ id, places, score }) => `  ${id}   ${Figures.count(score, "point")}   ${places.join("; ")}`)]
}
