/**
 * Whether a candidate can do the work from where they are: how it is done, where, and from which countries it may be done remotely.
 *
 * The best of a posting's places counts, and remote work beside them where it is wanted. Only where nothing is left open do
 * other places speak against it. To whoever works remotely alone an office in the right country is nothing.
 */
import type { Contribution } from "../../schemas/Score.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import type { Span } from "../../schemas/Span.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import type { Whereabout } from "../../schemas/Whereabout.ts"
import * as Signals from "./Signals.ts"
import * as Target from "./Target.ts"
import * as Whereabouts from "./Whereabouts.ts"

export const location = (posting: UnderstoodPosting, target: Target.Target, scoring: Scoring): Signals.Signals =>
  Signals.all([workMode(posting, target, scoring), place(posting, target, scoring)])

const workMode = (posting: UnderstoodPosting, { profile: { work_modes }, remote }: Target.Target, { points: { location: points } }: Scoring): Signals.Signals => {
  if (work_modes.length === 0) return Signals.none
  const { evidence, mode, remote_possible } = posting.understanding.workplace
  const told = (signal: string, rule: "work_mode" | "remote_possible" | "other_work_mode") =>
    Signals.found(Signals.offer("location", signal, points[rule], rule, Signals.seen(evidence, posting)))
  if (mode !== null && work_modes.includes(mode)) return told(mode, "work_mode")
  if (remote && remote_possible) return told("remote_possible", "remote_possible")
  return mode === null ? Signals.lacking("location", "work_mode") : told(mode, "other_work_mode")
}

type Verdict =
  | { readonly is: "good" | "bad"; readonly rule: "city" | "country" | "elsewhere" | "remote_open" | "remote_closed"; readonly signal: string; readonly spans: ReadonlyArray<Span> }
  | { readonly is: "open"; readonly signal: string }

const place = (posting: UnderstoodPosting, target: Target.Target, { points: { location: points } }: Scoring): Signals.Signals => {
  const verdicts = [ofPlaces(posting, target), ofScope(posting, target)].filter((verdict) => verdict !== undefined)
  const offers = verdicts.flatMap((verdict): ReadonlyArray<Contribution> =>
    verdict.is === "open" ? [] : [Signals.offer("location", verdict.signal, points[verdict.rule], verdict.rule, Signals.seen(verdict.spans, posting))])
  const good = verdicts.some(({ is }) => is === "good")
  const open = verdicts.find((verdict) => verdict.is === "open")
  if (!good && open !== undefined) return Signals.lacking("location", open.signal)
  const best = offers.toSorted((a, b) => b.points - a.points)[0]
  return best === undefined ? Signals.none : Signals.found(best)
}

/** Whether remote work is for people elsewhere only: it is said from where, and from no country of the candidate. */
export const isClosed = (posting: UnderstoodPosting, target: Target.Target): boolean =>
  posting.understanding.workplace.mode === "remote" && ofScope(posting, target)?.is === "bad" && ofPlaces(posting, target)?.is !== "good"

const ofPlaces = ({ understanding: { whereabouts, workplace } }: UnderstoodPosting, { cities, office, profile, remote, tables }: Target.Target): Verdict | undefined => {
  const { countries } = profile
  if (profile.cities.length > 0) {
    for (const { city, country, evidence } of whereabouts) {
      const wanted = city === null ? undefined : cities().get(Target.cityKey(city, country)) ?? cities().get(Target.cityKey(city, null))
      if (wanted !== undefined) return { is: "good", rule: "city", signal: wanted, spans: evidence }
    }
  }
  const places = whereabouts.filter((one) => Whereabouts.isKnown(one) || !one.remote)
  if (countries.length === 0 || (workplace.mode === "remote" && remote)) return undefined
  const inside = places.find((one) => countries.some((country) => Whereabouts.contains(one, country, tables.places) === true))
  if (inside !== undefined) return office ? { is: "good", rule: "country", signal: nameOf(inside), spans: inside.evidence } : undefined
  const [first] = places
  if (first === undefined || places.some((one) => one.country === null && one.zone === null)) return { is: "open", signal: "country" }
  return { is: "bad", rule: "elsewhere", signal: nameOf(first), spans: places.flatMap(({ evidence }) => evidence) }
}

/** `undefined` where the work is not remote, or that is not wanted, or from everywhere. */
const ofScope = ({ understanding: { workplace: { mode, remote_possible, scope } } }: UnderstoodPosting, { homes, remote, tables }: Target.Target): Verdict | undefined => {
  if (!remote || homes.length === 0 || (mode !== "remote" && !remote_possible)) return undefined
  const inside = scope.find((one) => homes.some((home) => Whereabouts.contains(one, home, tables.places) === true))
  if (inside !== undefined) return { is: "good", rule: "remote_open", signal: nameOf(inside), spans: inside.evidence }
  const [first] = scope
  if (first === undefined || scope.some((one) => one.country === null && one.zone === null)) return { is: "open", signal: "remote_scope" }
  return { is: "bad", rule: "remote_closed", signal: nameOf(first), spans: scope.flatMap(({ evidence }) => evidence) }
}

const nameOf = ({ country, zone }: Whereabout): string => country ?? zone ?? "unknown"
