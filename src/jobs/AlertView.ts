/**
 * A run as one candidate sees it: where postings stand and stood, what is marked, what was told, and which scores are to be reached.
 */
import type { Alerts } from "../../schemas/Alerts.ts"
import type { ChosenRule, ChosenRules } from "../../schemas/AlertRules.ts"
import type { Changes } from "../../schemas/Changes.ts"
import type { Mark } from "../../schemas/Marks.ts"
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import * as Standings from "./Standings.ts"

export interface Input {
  readonly rules: ChosenRules
  readonly changes: Changes
  readonly ranking: RankedJobs
  readonly marked: ReadonlyArray<{ readonly posting: string; readonly mark: Mark }>
  /** The candidate's last alerts and ranking before this run. */
  readonly told: Alerts | null
  readonly before: RankedJobs | null
}

export interface View {
  readonly rules: ReadonlyArray<ChosenRule>
  readonly candidate: string
  readonly today: ReadonlyMap<string, Standings.Standing>
  readonly before: ReadonlyMap<string, Standings.Standing>
  readonly marks: ReadonlyMap<string, Mark>
  readonly told: ReadonlySet<string>
  /** Whether both rankings are of one profile and one contract. */
  readonly comparable: boolean
  /** Scores to reach, each once. */
  readonly lines: ReadonlyArray<number>
}

export const of = ({ before, marked, ranking, rules: { rules }, told }: Input): View => ({
  rules,
  candidate: ranking.basis.candidate,
  today: Standings.of(ranking),
  before: before === null ? new Map() : Standings.of(before),
  marks: new Map(marked.map(({ mark, posting }) => [posting, mark])),
  told: new Set(told?.memory.told.map(({ id }) => id)),
  comparable: before !== null && before.basis.profile === ranking.basis.profile && before.basis.scoring === ranking.basis.scoring,
  lines: [...new Set(rules.flatMap(({ minimum_score, on }) => (minimum_score !== undefined && on.includes("score") ? [minimum_score] : [])))]
})

/** Of a posting that is not served today the last one. */
export const standingOf = (id: string, { before, today }: View): Standings.Standing | undefined => today.get(id) ?? before.get(id)

export const isExcluded = (id: string, view: View): boolean => {
  const standing = standingOf(id, view)
  return standing !== undefined && standing.job === undefined
}

/** Its own; without one, that another posting of the job was dismissed. */
export const markOf = (id: string, view: View): Mark | undefined => {
  const own = view.marks.get(id)
  if (own !== undefined) return own
  const job = standingOf(id, view)?.job
  return job !== undefined && Standings.postingsOf(job).some((other) => view.marks.get(other) === "dismissed") ? "dismissed" : undefined
}
