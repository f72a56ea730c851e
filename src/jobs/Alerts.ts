/**
 * What of a day's changes a candidate is told, each once, and what is remembered of it.
 *
 * Knows neither the order of rules nor that of postings, and no run.
 */
import type { AlertCounts, AlertOfDay, Alerts, BoardAlert, PostingAlert } from "../../schemas/Alerts.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Memory from "./AlertMemory.ts"
import * as AlertVerdict from "./AlertVerdict.ts"
import * as AlertView from "./AlertView.ts"
import type { View } from "./AlertView.ts"
import type * as Sightings from "./Sightings.ts"

export const raise = (input: AlertView.Input): Alerts => {
  const { changes, ranking, rules, told } = input
  const day = ranking.as_of
  const view = AlertView.of(input)
  const judged = AlertVerdict.of(changes, view)
  const alerted = judged.filter(({ is }) => is === "alerted")
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
        alerted.flatMap(({ id, sighting }) => [id, ...AlertVerdict.linesPassed(sighting, view)].map((id) => Memory.entry(id, AlertVerdict.aboutOf(sighting), day, isServed)))
      ),
      recent: [...undismissed(Memory.recent(told?.memory.recent ?? [], day), view), ...alerts.map((alert) => ({ on: day, alert }))],
      weekly: told === null || isDue ? day : told.memory.weekly
    }
  }
}

const counted = (judged: ReadonlyArray<AlertVerdict.Verdict>): AlertCounts => {
  const counts = { considered: judged.length, alerted: 0, unwanted: 0, dismissed: 0, excluded: 0, applied: 0, rescored: 0, told: 0 }
  for (const { is } of judged) counts[is]++
  return counts
}

type OfPosting = AlertVerdict.Verdict & { readonly sighting: Sightings.OfPosting }

/** One for the postings of a job that changed alike, under the one that ranks first. */
const postingAlerts = (alerted: ReadonlyArray<AlertVerdict.Verdict>, view: View): ReadonlyArray<PostingAlert> => {
  const groups = new Map<string, Array<OfPosting>>()
  for (const one of alerted.filter((one): one is OfPosting => one.sighting.about === "posting").sort(byPlace(view))) {
    const { from, kind, posting: { id }, to } = one.sighting
    const key = Canonical.stringifyUnsafe([AlertView.standingOf(id, view)?.job?.id ?? id, kind, ...(kind === "score" ? [] : [from, to])])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return [...groups.values()].map((group) => postingAlert(group, view))
}

const postingAlert = (group: ReadonlyArray<OfPosting>, view: View): PostingAlert => {
  const { id, sighting: { from, kind, posting, to } } = group[0]!
  const { job, score } = AlertView.standingOf(posting.id, view) ?? {}
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
  const scoreOf = ({ sighting: { posting: { id } } }: OfPosting) => AlertView.standingOf(id, view)?.score ?? -Infinity
  const [left, right] = [scoreOf(a), scoreOf(b)]
  return (left === right ? 0 : right - left) || Canonical.compare(a.sighting.posting.id, b.sighting.posting.id) || Canonical.compare(a.sighting.kind, b.sighting.kind)
    || Canonical.compare(a.id, b.id)
}

const boardAlerts = (alerted: ReadonlyArray<AlertVerdict.Verdict>): ReadonlyArray<BoardAlert> =>
  alerted.flatMap(({ id, rules, sighting }): ReadonlyArray<BoardAlert> =>
    sighting.about === "posting" ? [] : [{ about: "board", id, rules: sorted(rules), change: { kind: sighting.kind }, provider: sighting.provider, board: sighting.board, detail: sighting.detail }])
    .sort((a, b) => Canonical.compare(a.board, b.board) || Canonical.compare(a.change.kind, b.change.kind))

const sorted = (rules: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(rules)].sort(Canonical.compare)

/** Without postings that were dismissed since they were told of. */
const undismissed = (recent: ReadonlyArray<AlertOfDay>, view: View): ReadonlyArray<AlertOfDay> =>
  recent.flatMap(({ alert, on }): ReadonlyArray<AlertOfDay> => {
    if (alert.about === "board") return [{ on, alert }]
    if (AlertView.markOf(alert.posting.id, view) === "dismissed") return []
    return [{ on, alert: { ...alert, also: alert.also.filter(({ id }) => AlertView.markOf(id, view) !== "dismissed") } }]
  })
