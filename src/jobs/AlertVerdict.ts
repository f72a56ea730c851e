/**
 * Each change of a day with what becomes of it: told, or why not.
 *
 * A rule has to want it, and nothing may speak against it: a mark, a deal-breaker, that only the profile moved the score, that it was told before.
 */
import type { AlertCounts, ToldOnce } from "../../schemas/Alerts.ts"
import type { ChosenRule } from "../../schemas/AlertRules.ts"
import type { Changes } from "../../schemas/Changes.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as AlertView from "./AlertView.ts"
import type { View } from "./AlertView.ts"
import * as Sightings from "./Sightings.ts"

export type Sighting = Sightings.OfPosting | Sightings.OfBoard

export interface Verdict {
  readonly sighting: Sighting
  readonly id: string
  readonly rules: ReadonlyArray<string>
  readonly is: Exclude<keyof AlertCounts, "considered">
}

/** In the order in which they are seen. */
export const of = (changes: Changes, view: View): ReadonlyArray<Verdict> => sightings(changes, view).map((sighting) => judge(sighting, view))

const sightings = (changes: Changes, { before, lines, today }: View): ReadonlyArray<Sighting> => {
  const risen: Array<Sightings.OfPosting> = []
  for (const [id, { brief, score }] of today) {
    const earlier = before.get(id)?.score ?? null
    if (brief === undefined || score === null || earlier === null) continue
    for (const line of lines) if (earlier < line && line <= score) risen.push(Sightings.reached(brief, line, earlier, score))
  }
  return [...Sightings.of(changes), ...risen]
}

const judge = (sighting: Sighting, view: View): Verdict => {
  const id = idOf(sighting.kind, aboutOf(sighting), sighting.same, view)
  const rules = view.rules.filter((rule) => wants(rule, sighting, view)).map((rule) => rule.id)
  const objection = rules.length === 0 ? "unwanted" : sighting.about === "posting" ? objectionTo(sighting, view) : undefined
  return { sighting, id, rules, is: objection ?? (view.told.has(id) ? "told" : "alerted") }
}

const objectionTo = ({ kind, posting: { id } }: Sightings.OfPosting, view: View): Verdict["is"] | undefined => {
  const mark = AlertView.markOf(id, view)
  const isFound = kind === "new" || kind === "score"
  if (mark === "dismissed") return "dismissed"
  if (mark === undefined && AlertView.isExcluded(id, view)) return "excluded"
  if (mark === "applied" && isFound) return "applied"
  return kind === "score" && !view.comparable ? "rescored" : undefined
}

const wants = (rule: ChosenRule, sighting: Sighting, view: View): boolean =>
  rule.on.includes(sighting.kind)
  && (rule.companies?.includes(sighting.about === "posting" ? sighting.posting.provider : sighting.provider) ?? true)
  && (sighting.about === "posting" ? fits(rule, sighting, view) : isWatched(rule, sighting, view))

const fits = ({ families, marks, minimum_score, within_first }: ChosenRule, { kind, line, posting: { id } }: Sightings.OfPosting, view: View): boolean => {
  const { job, score } = AlertView.standingOf(id, view) ?? {}
  const mark = view.marks.get(id)
  return (marks === undefined || marks.some((wanted) => wanted === mark))
    && (minimum_score === undefined || (kind === "score" ? line === minimum_score : (score ?? -Infinity) >= minimum_score))
    && (within_first === undefined || (job !== undefined && job.rank <= within_first))
    && (families === undefined || families.some((family) => family === job?.family))
}

const isWatched = ({ marks }: ChosenRule, { board }: Sightings.OfBoard, view: View): boolean =>
  marks === undefined || [...view.marks].some(([posting, mark]) => posting.startsWith(`${board}/`) && marks.some((wanted) => wanted === mark))

const idOf = (kind: string, about: string, same: Canonical.Json, { candidate }: Pick<View, "candidate">): string =>
  Canonical.digestUnsafe({ candidate, about, kind, same })

export const aboutOf = (sighting: Sighting): ToldOnce["about"] => (sighting.about === "posting" ? sighting.posting.id : sighting.board)

/** Whoever is told of a posting knows that it is above every line that it is above: going below one and back is no news. */
export const linesPassed = (sighting: Sighting, view: View): ReadonlyArray<string> => {
  if (sighting.about === "board") return []
  const { id } = sighting.posting
  const score = view.today.get(id)?.score ?? -Infinity
  return view.lines.filter((line) => line <= score).map((line) => idOf("score", id, line, view))
}
