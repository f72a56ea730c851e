/**
 * The first jobs of a ranked list as a page: each once, with its link, what it offers, why it is here and what it does not state.
 *
 * Everything in it is a board's word or follows from one, so all of it is escaped.
 */
import type { Changes } from "../../schemas/Changes.ts"
import type { Mark } from "../../schemas/Marks.ts"
import type { AlsoOpen, RankedJob, RankedJobs } from "../../schemas/RankedJobs.ts"
import * as Markdown from "./Markdown.ts"

/** As many jobs as one reads in a sitting. */
export const length = 20

/** @param marked by the candidate; what is dismissed, in any of its postings, is not shown */
export const markdown = (
  { as_of, basis, counts, jobs: all }: RankedJobs,
  changes: Changes,
  marked: ReadonlyArray<{ readonly posting: string; readonly mark: Mark }> = []
): string => {
  const marks = new Map(marked.map(({ mark, posting }) => [posting, mark]))
  const marksOf = ({ also, id }: RankedJob) => [id, ...also.map(({ id }) => id)].flatMap((id) => marks.get(id) ?? [])
  const jobs = all.filter((job) => !marksOf(job).includes("dismissed"))
  const fresh = new Set([...changes.new, ...changes.reopened].map(({ id }) => id))
  const shown = jobs.slice(0, length)
  const isNew = ({ also, id }: RankedJob) => [id, ...also.map(({ id }) => id)].some((id) => fresh.has(id))
  const since = changes.baseline === null ? "" : `, ${shown.filter(isNew).length} of them new since ${changes.baseline}`
  return [
    `# Shortlist of ${as_of} for ${basis.candidate}`,
    shown.length === 0
      ? `None of the postings is ranked${counts.excluded === 0 ? "" : `: deal-breakers took out all ${counts.excluded}`}.`
      : `The first ${shown.length} of ${jobs.length}${since}. Deal-breakers took out ${counts.excluded}.`,
    ...shown.map((job) => entry(job, [...(isNew(job) ? ["new"] : []), ...new Set(marksOf(job))]))
  ].join("\n\n").concat("\n")
}

const entry = (job: RankedJob, notes: ReadonlyArray<string>): string => {
  const { also, level, pay, places, provider, rank, reasons, score, title, unstated, url, work_mode } = job
  const facts = [
    `**${Markdown.text(provider)}**`,
    ...(places.length === 0 ? [] : [places.map(Markdown.text).join("; ")]),
    ...(work_mode === null ? [] : [words(work_mode)]),
    ...(level === "unspecified" ? [] : [level]),
    ...(pay === null ? [] : [Markdown.text(pay)]),
    `${score} points`
  ]
  return [
    `## ${rank}. ${Markdown.link(title, url)}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`,
    facts.join(" · "),
    ...(reasons.length === 0 ? [] : [reasons.map((reason) => `- ${Markdown.text(reason)}`).join("\n")]),
    ...(unstated.length === 0 ? [] : [`Not stated: ${unstated.map(Markdown.text).join(", ")}.`]),
    ...(also.length === 0 ? [] : [`Also open: ${also.map(elsewhere).join(", ")}.`])
  ].join("\n\n")
}

const elsewhere = ({ id, places, url }: AlsoOpen): string => Markdown.link(places.length === 0 ? id : places.join("; "), url)

const words = (name: string): string => name.replaceAll("_", "-")
