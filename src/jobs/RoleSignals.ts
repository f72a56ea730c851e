/**
 * Whether a posting is the kind of work that a candidate looks for, and of their level.
 *
 * A department counts only where the title names no family. An unmarked title says nothing of its level.
 */
import { Seniority } from "../../schemas/Profile.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Memo from "./Memo.ts"
import * as Once from "./Once.ts"
import * as Signals from "./Signals.ts"
import type { Target } from "./Target.ts"
import type { Tables } from "./Taxonomy.ts"
import * as Title from "./Title.ts"

export const role = (posting: UnderstoodPosting, { families, related: alikeTo, tables }: Target, { points: { role: points } }: Scoring): Signals.Signals => {
  if (families.size === 0) return Signals.none
  const { evidence, family, mentioned } = posting.understanding.title
  if (family === null) return department(posting, families, tables, points.department)
  const told = (signal: string, given: number, rule: string, at = 0) =>
    Signals.found(Signals.offer("role", signal, given, rule, Signals.seen(evidence.family.slice(at, at + 1), posting)))
  if (families.has(family)) return told(family, points.target, "target")
  const isTechnical = (family: string): boolean => tables.roles.domains[tables.roles.families[family]!.domain]!.technical
  const alike = isTechnical(family) ? mentioned.findIndex((other) => families.has(other) && isTechnical(other)) : -1
  const related = alikeTo.has(family)
  if (alike >= 0 && (!related || points.mentioned >= points.related)) return told(mentioned[alike]!, points.mentioned, "mentioned", alike + 1)
  if (related) return told(family, points.related, "related")
  const team = mentioned.findIndex((other) => families.has(other))
  return team >= 0 ? told(mentioned[team]!, points.team, "team", team + 1) : told(family, points.other, "other")
}

const department = ({ departments }: UnderstoodPosting, families: ReadonlySet<string>, tables: Tables, points: number): Signals.Signals => {
  for (const written of departments) {
    const family = familyOf(written, tables)
    if (family !== null && families.has(family)) return Signals.found(Signals.offer("role", family, points, "department", [Signals.stated("departments", written)]))
  }
  return Signals.lacking("role", "family")
}

/** Employers have few departments and many postings. */
const familyOf = (department: string, tables: Tables): string | null => Memo.of(departmentsOf(tables), department, () => Title.understand(department, tables).family)

const departmentsOf = Once.of<Tables, Memo.Memo<string | null>>(() => Memo.make())

export const seniority = (posting: UnderstoodPosting, target: Target, scoring: Scoring): Signals.Signals =>
  Signals.all([level(posting, target, scoring), track(posting, target, scoring), experience(posting, target, scoring)])

const level = (posting: UnderstoodPosting, { profile: { seniorities } }: Target, { points: { seniority: points } }: Scoring): Signals.Signals => {
  if (seniorities.length === 0) return Signals.none
  const { evidence, seniority } = posting.understanding.title
  if (seniority === "unspecified") return Signals.lacking("seniority", "level")
  const away = Math.min(...seniorities.map((one) => Math.abs(Seniority.literals.indexOf(one) - Seniority.literals.indexOf(seniority))))
  const rule = away === 0 ? "target" : away === 1 ? "near" : "other"
  return Signals.found(Signals.offer("seniority", seniority, points[rule], rule, Signals.seen(evidence.seniority, posting)))
}

const track = (posting: UnderstoodPosting, { profile }: Target, { points: { seniority: points } }: Scoring): Signals.Signals => {
  if (profile.track === undefined) return Signals.none
  const { evidence, track } = posting.understanding.title
  if (track === "unspecified") return Signals.lacking("seniority", "track")
  const rule = (track === "manager") === (profile.track === "manager") ? "track" : "other_track"
  return Signals.found(Signals.offer("seniority", track === "manager" ? "manager" : "individual_contributor", points[rule], rule, Signals.seen(evidence.track, posting)))
}

const experience = (posting: UnderstoodPosting, { profile: { years_of_experience: years } }: Target, { points: { seniority: points } }: Scoring): Signals.Signals => {
  if (years === undefined) return Signals.none
  const { minimum, stated } = posting.understanding.experience
  if (minimum === null) return Signals.lacking("seniority", "years_of_experience")
  const rule = minimum > years ? "too_little_experience" : "enough_experience"
  const spans = stated.filter((one) => one.minimum === minimum).map(({ evidence }) => evidence)
  return Signals.found(Signals.offer("seniority", `${minimum}_years`, points[rule], rule, Signals.seen(spans, posting)))
}
