/**
 * A posting's score for a candidate: a sum of named contributions that adds up exactly, in whole numbers.
 *
 * A function of one posting, the profile and the scoring contract, so it can be remembered posting by posting. Only freshness
 * depends on the day, and is added apart (`dated`), so a new day re-scores nothing.
 */
import type { Day } from "../../schemas/Day.ts"
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { ScoredPosting } from "../../schemas/RankedJobs.ts"
import type { Contribution, Score } from "../../schemas/Score.ts"
import type { Family, Scoring } from "../../schemas/Scoring.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Exclusions from "./Exclusions.ts"
import * as Net from "./Net.ts"
import * as OfferSignals from "./OfferSignals.ts"
import * as PlaceSignals from "./PlaceSignals.ts"
import * as RoleSignals from "./RoleSignals.ts"
import type * as Signals from "./Signals.ts"
import * as SkillSignals from "./SkillSignals.ts"
import * as Target from "./Target.ts"
import type { Tables } from "./Taxonomy.ts"

/** The whole score on a day. */
export const of = (posting: UnderstoodPosting, profile: CandidateProfile, scoring: Scoring, tables: Tables, as_of: Day): Score =>
  dated(timeless(posting, profile, scoring, tables), posting, scoring, as_of)

/** All but freshness. */
export const timeless = (posting: UnderstoodPosting, profile: CandidateProfile, scoring: Scoring, tables: Tables): Score => {
  const target = Target.of(profile, tables)
  const contributions: Array<Contribution> = []
  const missing: Array<Score["missing"][number]> = []
  for (const family of families) {
    const signals = signalsOf(family, posting, target, scoring)
    contributions.push(...bounded(family, signals.offers, scoring))
    missing.push(...signals.missing)
  }
  return { posting: posting.id, score: sum(contributions), contributions, missing, excluded: Exclusions.of(posting, target), semantic: Net.of(posting, target, scoring) }
}

/** A timeless score with its freshness on a day. */
export const dated = (score: Score, posting: Published, scoring: Scoring, as_of: Day): Score => {
  const { contributions, missing, points } = freshness(posting, scoring, as_of)
  return { ...score, score: score.score + points, contributions: [...score.contributions, ...contributions], missing: [...score.missing, ...missing] }
}

export type Published = Pick<UnderstoodPosting, "published_at">

/** What the age of a posting adds on a day. */
export const freshness = (posting: Published, scoring: Scoring, as_of: Day) => {
  const { missing, offers } = OfferSignals.freshness(posting, scoring, as_of)
  const contributions = bounded("freshness", offers, scoring)
  return { points: sum(contributions), contributions, missing }
}

/** What each of `families` adds to a score, with or without its freshness. */
export const byFamily = ({ contributions }: Pick<Score, "contributions">): ScoredPosting["points"] => {
  const added = families.map(() => 0)
  for (const { family, points } of contributions) if (family !== "freshness") added[families.indexOf(family)]! += points
  return added
}

/** What some families added to scores, by what each did. */
export const added = (which: ReadonlyArray<Timeless>): (points: ScoredPosting["points"]) => number => {
  const places = which.map((family) => families.indexOf(family))
  return (points) => places.reduce((total, place) => total + points[place]!, 0)
}

/** The contributions of some families. */
export const some = (which: ReadonlyArray<Timeless>, posting: UnderstoodPosting, target: Target.Target, scoring: Scoring): ReadonlyArray<Contribution> =>
  which.flatMap((family) => bounded(family, signalsOf(family, posting, target, scoring).offers, scoring))

/** The points of some families together. */
export const partial = (which: ReadonlyArray<Timeless>, posting: UnderstoodPosting, target: Target.Target, scoring: Scoring): number =>
  sum(some(which, posting, target, scoring))

const signals = {
  role: RoleSignals.role,
  seniority: RoleSignals.seniority,
  skills: SkillSignals.skills,
  location: PlaceSignals.location,
  compensation: OfferSignals.compensation,
  company: OfferSignals.company,
  completeness: OfferSignals.completeness,
  semantic: Net.boost
} satisfies { readonly [F in Timeless]: (posting: UnderstoodPosting, target: Target.Target, scoring: Scoring) => Signals.Signals }

/** A family that does not depend on the day. */
export type Timeless = Exclude<Family, "freshness">

export const families = Object.keys(signals) as ReadonlyArray<Timeless>

const signalsOf = (family: Timeless, posting: UnderstoodPosting, target: Target.Target, scoring: Scoring): Signals.Signals => signals[family](posting, target, scoring)

export const sum = (contributions: ReadonlyArray<Contribution>): number => contributions.reduce((total, { points }) => total + points, 0)

const boundsOf = (family: Family, { points, semantic }: Scoring) => (family === "semantic" ? { minimum: 0, maximum: semantic.maximum } : points[family])

/** Each offer in turn counts as far as the family's running sum stays within its bounds. */
const bounded = (family: Family, offers: ReadonlyArray<Contribution>, scoring: Scoring): ReadonlyArray<Contribution> => {
  const { maximum, minimum } = boundsOf(family, scoring)
  let total = 0
  return offers.map((offer) => {
    const before = total
    total = Math.min(maximum, Math.max(minimum, total + offer.points))
    return total - before === offer.points ? offer : { ...offer, points: total - before }
  })
}
