/**
 * What of a day's changes a candidate is told, each once.
 *
 * A change is told when a rule wants it and nothing speaks against it: a mark, a deal-breaker, that it was told before, that only the profile
 * moved the score. Knows neither the order of rules nor that of postings, and no run.
 */
import type { AlertCounts, AlertMemory, AlertOfDay, Alerts, BoardAlert, PostingAlert } from "../../schemas/Alerts.ts"
import type { ChosenRule, ChosenRules } from "../../schemas/AlertRules.ts"
import type { Changes } from "../../schemas/Changes.ts"
import type { Mark } from "../../schemas/Marks.ts"
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Memory from "./AlertMemory.ts"
import * as Sightings from "./Sightings.ts"
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

export const raise = (input: Input): Alerts => {
  const { changes, ranking, rules, told } = input
  const day = ranking.as_of
  const view = viewOf(input)
  const judged = sightings(input, view).map((sighting) => ({ sighting, ...judge(sighting, view) }))
  const alerted = judged.filter(({ verdict }) => verdict === "alerted")
  const alerts = [...postingAlerts(alerted, view), ...boardAlerts(alerted)]
  const isServed = (about: string) => view.today.has(about)
  const isDue = Memory.isWeekDue(day, rules.weekly_on, told?.memory)
  return {
    schema_version: 1,
    as_of: day,
    candidate: ranking.basis.candidate,
    baseline: changes.baseline,
    remembered: told?.as_of ?? null,
    counts: counted(judged),
    alerts,
    week: isDue ? { after: told?.memory.weekly ?? null } : null,
    memory: {
      told: Memory.joined(
        Memory.carried(told?.memory.told ?? [], day, isServed),
        alerted.flatMap(({ id, sighting }) => [id, ...linesPassed(sighting, view)].map((id) => Memory.entry(id, aboutOf(sighting), day, isServed)))
      ),
      recent: [...undismissed(Memory.recent(told?.memory.recent ?? [], day), view), ...alerts.map((alert) => ({ on: day, alert }))],
      weekly: told === null || isDue ? day : told.memory.weekly
    }
  }
}

type Sighting = Sightings.OfPosting | Sightings.OfBoard

interface View {
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

const viewOf = ({ before, marked, ranking, rules: { rules }, told }: Input): View => ({
  rules,
  candidate: ranking.basis.candidate,
  today: Standings.of(ranking),
  before: before === null ? new Map() : Standings.of(before),
  marks: new Map(marked.map(({ mark, posting }) => [posting, mark])),
  told: new Set(told?.memory.told.map(({ id }) => id)),
  comparable: before !== null && before.basis.profile === ranking.basis.profile && before.basis.scoring === ranking.basis.scoring,
  lines: [...new Set(rules.flatMap(({ minimum_score, on }) => (minimum_score !== undefined && on.includes("score") ? [minimum_score] : [])))]
})

const sightings = ({ changes }: Input, { before, lines, today }: View): ReadonlyArray<Sighting> => {
  const risen: Array<Sightings.OfPosting> = []
  for (const [id, { brief, score }] of today) {
    const earlier = before.get(id)?.score ?? null
    if (brief === undefined || score === null || earlier === null) continue
    for (const line of lines) if (earlier < line && line <= score) risen.push(Sightings.reached(brief, line, earlier, score))
  }
  return [...Sightings.of(changes), ...risen]
}

interface Judged {
  readonly sighting: Sighting
  readonly id: string
  readonly rules: ReadonlyArray<string>
  readonly verdict: Exclude<keyof AlertCounts, "considered">
}

const judge = (sighting: Sighting, view: View): Omit<Judged, "sighting"> => {
  const id = idOf(sighting.kind, aboutOf(sighting), sighting.same, view)
  const rules = view.rules.filter((rule) => wants(rule, sighting, view)).map((rule) => rule.id)
  const verdict = rules.length === 0 ? "unwanted" : sighting.about === "posting" ? objection(sighting, view) : undefined
  return { id, rules, verdict: verdict ?? (view.told.has(id) ? "told" : "alerted") }
}

const objection = ({ kind, posting: { id } }: Sightings.OfPosting, view: View): Judged["verdict"] | undefined => {
  const mark = markOf(id, view)
  const isFound = kind === "new" || kind === "score"
  if (mark === "dismissed") return "dismissed"
  if (mark === undefined && isExcluded(id, view)) return "excluded"
  if (mark === "applied" && isFound) return "applied"
  return kind === "score" && !view.comparable ? "rescored" : undefined
}

const wants = (rule: ChosenRule, sighting: Sighting, view: View): boolean =>
  rule.on.includes(sighting.kind)
  && (rule.companies?.includes(sighting.about === "posting" ? sighting.posting.provider : sighting.provider) ?? true)
  && (sighting.about === "posting" ? fits(rule, sighting, view) : isWatched(rule, sighting, view))

const fits = ({ families, marks, minimum_score, within_first }: ChosenRule, { kind, line, posting: { id } }: Sightings.OfPosting, view: View): boolean => {
  const { job, score } = standingOf(id, view) ?? {}
  const mark = view.marks.get(id)
  return (marks === undefined || marks.some((wanted) => wanted === mark))
    && (minimum_score === undefined || (kind === "score" ? line === minimum_score : (score ?? -Infinity) >= minimum_score))
    && (within_first === undefined || (job !== undefined && job.rank <= within_first))
    && (families === undefined || families.some((family) => family === job?.family))
}

const isWatched = ({ marks }: ChosenRule, { board }: Sightings.OfBoard, view: View): boolean =>
  marks === undefined || [...view.marks].some(([posting, mark]) => posting.startsWith(`${board}/`) && marks.some((wanted) => wanted === mark))

/** Of a posting that is not served today the last one. */
const standingOf = (id: string, { before, today }: View): Standings.Standing | undefined => today.get(id) ?? before.get(id)

const isExcluded = (id: string, view: View): boolean => {
  const standing = standingOf(id, view)
  return standing !== undefined && standing.job === undefined
}

/** Its own; without one, that another posting of the job was dismissed. */
const markOf = (id: string, view: View): Mark | undefined => {
  const own = view.marks.get(id)
  if (own !== undefined) return own
  const job = standingOf(id, view)?.job
  return job !== undefined && Standings.postingsOf(job).some((other) => view.marks.get(other) === "dismissed") ? "dismissed" : undefined
}

const idOf = (kind: string, about: string, same: Canonical.Json, { candidate }: Pick<View, "candidate">): string =>
  Canonical.digestUnsafe({ candidate, about, kind, same })

const aboutOf = (sighting: Sighting): AlertMemory["told"][number]["about"] => (sighting.about === "posting" ? sighting.posting.id : sighting.board)

/** Whoever is told of a posting knows that it is above every line that it is above: going below one and back is no news. */
const linesPassed = (sighting: Sighting, view: View): ReadonlyArray<string> => {
  if (sighting.about === "board") return []
  const { id } = sighting.posting
  const score = view.today.get(id)?.score ?? -Infinity
  return view.lines.filter((line) => line <= score).map((line) => idOf("score", id, line, view))
}

const counted = (judged: ReadonlyArray<Judged>): AlertCounts => {
  const counts = { considered: judged.length, alerted: 0, unwanted: 0, dismissed: 0, excluded: 0, applied: 0, rescored: 0, told: 0 }
  for (const { verdict } of judged) counts[verdict]++
  return counts
}

type OfPosting = Judged & { readonly sighting: Sightings.OfPosting }

/** One for the postings of a job that changed alike, under the one that ranks first. */
const postingAlerts = (alerted: ReadonlyArray<Judged>, view: View): ReadonlyArray<PostingAlert> => {
  const groups = new Map<string, Array<OfPosting>>()
  for (const one of alerted.filter((judged): judged is OfPosting => judged.sighting.about === "posting").sort(byPlace(view))) {
    const { from, kind, posting: { id }, to } = one.sighting
    const key = Canonical.stringifyUnsafe([standingOf(id, view)?.job?.id ?? id, kind, ...(kind === "score" ? [] : [from, to])])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return [...groups.values()].map((group) => postingAlert(group, view))
}

const postingAlert = (group: ReadonlyArray<OfPosting>, view: View): PostingAlert => {
  const { id, sighting: { from, kind, posting, to } } = group[0]!
  const { job, score } = standingOf(posting.id, view) ?? {}
  const others = new Map(group.map(({ sighting: { posting } }) => [posting.id, posting]))
  others.delete(posting.id)
  return {
    about: "posting",
    id,
    rules: sorted(group.flatMap(({ rules }) => rules)),
    change: { kind, from, to },
    posting,
    mark: view.marks.get(posting.id) ?? null,
    score: score ?? null,
    rank: job?.rank ?? null,
    pay: job?.pay ?? null,
    reasons: job?.reasons ?? [],
    also: Array.from(others.values(), ({ id, places, url }) => ({ id, url, places }))
  }
}

const byPlace = (view: View) => (a: OfPosting, b: OfPosting): number => {
  const scoreOf = ({ sighting: { posting: { id } } }: OfPosting) => standingOf(id, view)?.score ?? -Infinity
  const [left, right] = [scoreOf(a), scoreOf(b)]
  return (left === right ? 0 : right - left) || Canonical.compare(a.sighting.posting.id, b.sighting.posting.id) || Canonical.compare(a.sighting.kind, b.sighting.kind)
    || Canonical.compare(a.id, b.id)
}

const boardAlerts = (alerted: ReadonlyArray<Judged>): ReadonlyArray<BoardAlert> =>
  alerted.flatMap(({ id, rules, sighting }): ReadonlyArray<BoardAlert> =>
    sighting.about === "posting" ? [] : [{ about: "board", id, rules: sorted(rules), change: { kind: sighting.kind }, provider: sighting.provider, board: sighting.board, detail: sighting.detail }])
    .sort((a, b) => Canonical.compare(a.board, b.board) || Canonical.compare(a.change.kind, b.change.kind))

const sorted = (rules: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(rules)].sort(Canonical.compare)

/** Without postings that were dismissed since they were told of. */
const undismissed = (recent: ReadonlyArray<AlertOfDay>, view: View): ReadonlyArray<AlertOfDay> =>
  recent.flatMap(({ alert, on }): ReadonlyArray<AlertOfDay> => {
    if (alert.about === "board") return [{ on, alert }]
    if (markOf(alert.posting.id, view) === "dismissed") return []
    return [{ on, alert: { ...alert, also: alert.also.filter(({ id }) => markOf(id, view) !== "dismissed") } }]
  })
