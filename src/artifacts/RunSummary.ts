/**
 * The run in figures and one sentence. Reads an ending; knows no clock and no cache.
 */
import type { ChangeCounts } from "../../schemas/Changes.ts"
import type { Ending, Outcome } from "../../schemas/Ending.ts"
import type { RunSummary } from "../../schemas/RunSummary.ts"
import { brief } from "./Brief.ts"

export const make = (ending: Ending, registry_hash: string | null): RunSummary => {
  const { availability, changes, postings, ranked } = ending.found
  return {
    schema_version: 1,
    as_of: ending.as_of,
    registry_hash,
    status: ending.outcome,
    failed_stage: ending.failed_stage,
    headline: headline(ending),
    providers: availability.counts,
    postings,
    changes: changes === null ? null : { baseline: changes.baseline, ...changes.counts, provider_events: changes.events.length },
    matches: ranked === null
      ? null
      : { candidate: ranked.basis.candidate, ranked: ranked.counts.ranked, excluded: ranked.counts.excluded, top: ranked.jobs.slice(0, 10) },
    nodes: ending.nodes
  }
}

const headline = (ending: Ending): string => {
  if (ending.outcome === "succeeded") return `${figures(ending)}.`
  if (ending.outcome === "degraded") return `Degraded at ${ending.failed_stage}: ${figures(ending)}.`
  const [first] = ending.failures
  return `${openings[ending.outcome]}${first === undefined ? "" : `: ${sentence(first.error.message)}`}`
}

const openings: Readonly<Record<Exclude<Outcome, "succeeded" | "degraded">, string>> = {
  failed: "Failed, nothing was published",
  refused: "Refused, another run is at work",
  misconfigured: "Nothing ran",
  interrupted: "Interrupted",
  crashed: "Crashed"
}

const figures = ({ found: { availability: { counts }, changes, postings, ranked } }: Ending): string => {
  const best = ranked?.jobs[0]
  return [
    `${counts.available} of ${many(counts.total - counts.disabled, "board")} read`,
    postings === null ? undefined : many(postings, "posting"),
    changes === null
      ? undefined
      : changes.baseline === null
      ? "a first observation"
      : `${tally(changes.counts)} since ${changes.baseline}`,
    best === undefined ? undefined : `best match: ${brief(best.title)} at ${best.provider}, ${many(best.score, "point")}`
  ].filter((part) => part !== undefined).join("; ")
}

/** What is missing may come back: it is named where there is any. */
export const tally = ({ changed, closed, missing = 0, new: fresh, reopened }: Pick<ChangeCounts, "changed" | "closed" | "missing" | "new" | "reopened">): string =>
  `${fresh} new, ${changed} changed,${missing === 0 ? "" : ` ${missing} missing,`} ${closed} closed, ${reopened} reopened`

const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`

const sentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`)
