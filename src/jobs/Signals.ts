/**
 * What a posting says for or against a candidate, family by family: offers of points, each with its rule and its evidence.
 *
 * Reads the posting's fields, never its text. Unknown is not no: what a posting does not state is listed as missing and
 * offers nothing.
 */
import type { Posting } from "../../schemas/Posting.ts"
import { type CandidateProfile, Seniority } from "../../schemas/Profile.ts"
import type { Contribution, Evidence, Missing } from "../../schemas/Score.ts"
import type { Family, Scoring } from "../../schemas/Scoring.ts"
import * as Day from "./Day.ts"
import * as Locate from "./Locate.ts"
import * as Once from "./Once.ts"
import * as Pay from "./Pay.ts"
import * as Terms from "./Terms.ts"

/** What a family found, before its bounds. */
export interface Signals {
  readonly offers: ReadonlyArray<Contribution>
  readonly missing: ReadonlyArray<Missing>
}

export const role = (posting: Posting, profile: CandidateProfile, scoring: Scoring): Signals => {
  if (profile.roles.length === 0) return none
  const { role: points } = scoring.points
  const lexicon = roleLexicon(scoring.role_families)
  const [primary, ...others] = Terms.find(lexicon, posting.title)
  const wanted = (found: Terms.Found | undefined): boolean => found !== undefined && (profile.roles as ReadonlyArray<string>).includes(found.key)
  const title = (found: Terms.Found, given: number, rule: string) => offer("role", found.key, given, rule, evidence("title", found.excerpt))
  if (primary !== undefined && wanted(primary)) return found(title(primary, points.target, "role.target"))
  const mentioned = others.find(wanted)
  if (mentioned !== undefined) return found(title(mentioned, points.mentioned, "role.mentioned"))
  if (primary !== undefined) return found(title(primary, points.other, "role.other"))
  for (const department of posting.departments) {
    const [match] = Terms.find(lexicon, department).filter(wanted)
    if (match !== undefined) return found(offer("role", match.key, points.department, "role.department", evidence("departments", match.excerpt)))
  }
  return lacking("role", "role_family")
}

/** The highest level that the title names. */
export const seniority = (posting: Posting, profile: CandidateProfile, scoring: Scoring): Signals => {
  if (profile.seniorities.length === 0) return none
  const { seniority: points } = scoring.points
  const named = Terms.find(seniorityLexicon(scoring), posting.title)
  const level = Seniority.literals.findLast((level) => named.some(({ key }) => key === level))
  const match = named.find(({ key }) => key === level)
  if (level === undefined || match === undefined) return lacking("seniority", "level")
  const [given, rule] = profile.seniorities.includes(level)
    ? [points.target, "seniority.target"] as const
    : [points.other, "seniority.other"] as const
  return found(offer("seniority", level, given, rule, evidence("title", match.excerpt)))
}

export const skills = (posting: Posting, profile: CandidateProfile, scoring: Scoring): Signals => {
  const lexicon = skillLexicon(profile.skills, scoring.decoys.skills)
  const seen = new Map<string, Evidence>()
  for (const [field, texts] of [["title", [posting.title]], ["departments", posting.departments]] as const) {
    for (const { key, excerpt } of texts.flatMap((text) => Terms.find(lexicon, text))) {
      if (!seen.has(key)) seen.set(key, evidence(field, excerpt))
    }
  }
  const offers = profile.skills.flatMap((skill) => {
    const at = seen.get(skill)
    return at === undefined ? [] : [offer("skills", skill, scoring.points.skills.each, "skills.each", at)]
  })
  return { offers, missing: [] }
}

export const location = (posting: Posting, profile: CandidateProfile, scoring: Scoring): Signals => {
  const [mode, place] = [workMode(posting, profile, scoring), whereabouts(posting, profile, scoring)]
  return { offers: [...mode.offers, ...place.offers], missing: [...mode.missing, ...place.missing] }
}

const workMode = ({ work_mode }: Posting, profile: CandidateProfile, { points: { location: points } }: Scoring): Signals => {
  if (profile.work_modes.length === 0) return none
  if (work_mode === null) return lacking("location", "work_mode")
  return profile.work_modes.includes(work_mode)
    ? found(offer("location", work_mode, points.work_mode, "location.work_mode", evidence("work_mode", work_mode)))
    : found(offer("location", work_mode, points.other_work_mode, "location.other_work_mode", evidence("work_mode", work_mode)))
}

const whereabouts = ({ places }: Posting, profile: CandidateProfile, scoring: Scoring): Signals => {
  const { location: points } = scoring.points
  for (const place of places) {
    const city = Locate.city(place, profile.cities)
    if (city !== undefined) return found(offer("location", city, points.city, "location.city", evidence("places", place.text)))
  }
  if (profile.countries.length === 0) return none
  const named = places
    .filter((place) => !Locate.isPlaceless(place, scoring))
    .map((place) => ({ place, code: Locate.country(place, scoring) }))
  const wanted: ReadonlyArray<string> = profile.countries
  const inside = named.find(({ code }) => code !== undefined && wanted.includes(code))
  if (inside?.code !== undefined) {
    return found(offer("location", inside.code, points.country, "location.country", evidence("places", inside.place.text)))
  }
  const [first] = named
  if (first?.code === undefined || named.some(({ code }) => code === undefined)) return lacking("location", "country")
  const seen = named.slice(0, 3).map(({ place }) => evidence("places", place.text))
  return found(offer("location", first.code, points.elsewhere, "location.elsewhere", ...seen))
}

export const compensation = (posting: Posting, profile: CandidateProfile, scoring: Scoring): Signals => {
  if (profile.minimum_pay === null) return none
  const { amount, currency } = profile.minimum_pay
  const pay = posting.compensation === null ? undefined : Pay.yearly(posting.compensation, currency)
  if (posting.compensation === null || pay === undefined) return lacking("compensation", `pay_in_${currency}`)
  const { compensation: points } = scoring.points
  const least = Pay.minor(amount)
  const [given, rule] = pay.least >= least
    ? [points.whole_range_above, "compensation.whole_range_above"] as const
    : pay.most >= least
    ? [points.reaches_minimum, "compensation.reaches_minimum"] as const
    : [points.below_minimum, "compensation.below_minimum"] as const
  return found(offer("compensation", `pay_in_${currency}`, given, rule, evidence("compensation", Pay.line(posting.compensation))))
}

/** The only family that knows the day. A date in the future is today's: boards write local times. */
export const freshness = ({ published_at }: Pick<Posting, "published_at">, scoring: Scoring, as_of: string): Signals => {
  const days = published_at === null ? undefined : Day.between(published_at, as_of)
  if (published_at === null || days === undefined) return lacking("freshness", "published_at")
  const step = scoring.points.freshness.steps.find((step) => days <= step.days)
  if (step === undefined) return none
  return found(offer("freshness", `within_${step.days}_days`, step.points, "freshness.steps", evidence("published_at", published_at)))
}

export const completeness = (posting: Posting, _profile: CandidateProfile, scoring: Scoring): Signals => {
  const stated = [
    ["departments", posting.departments.length > 0],
    ["places", posting.places.length > 0],
    ["work_mode", posting.work_mode !== null],
    ["employment_type", posting.employment_type !== null],
    ["compensation", posting.compensation !== null && posting.compensation.ranges.length > 0]
  ] as const
  const offers = stated.filter(([, is]) => is).map(([field]) => offer("completeness", field, scoring.points.completeness.each, "completeness.each"))
  return { offers, missing: [] }
}

const none: Signals = { offers: [], missing: [] }
const found = (...offers: ReadonlyArray<Contribution>): Signals => ({ offers, missing: [] })
const lacking = (family: Family, signal: string): Signals => ({ offers: [], missing: [{ family, signal }] })

const offer = (family: Family, signal: string, points: number, rule: string, ...evidence: ReadonlyArray<Evidence>): Contribution =>
  ({ family, signal, points, rule, evidence })

/** At most 200 UTF-16 units, never half a character. */
const evidence = (field: Evidence["field"], value: string): Evidence => ({ field, value: value.slice(0, 200).replace(/[\uD800-\uDBFF]$/, "") })

const roleLexicon = Once.of((families: Scoring["role_families"]) => Terms.lexicon(Object.entries(families)))
const seniorityLexicon = Once.of((scoring: Scoring) => Terms.lexicon(Object.entries(scoring.seniorities), scoring.decoys.seniorities))
const skillLexicon = (skills: ReadonlyArray<string>, decoys: ReadonlyArray<string>): Terms.Lexicon => skillLexicons(skills)(decoys)
const skillLexicons = Once.of((skills: ReadonlyArray<string>) =>
  Once.of((decoys: ReadonlyArray<string>) => Terms.lexicon(skills.map((skill) => [skill, [skill]]), decoys)))
