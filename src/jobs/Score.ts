/**
 * A posting's score for a candidate: a sum of named contributions that adds up exactly, in whole numbers.
 *
 * A function of one posting, the profile and the scoring contract, so it can be remembered posting by posting. Only freshness
 * depends on the day, and is added apart (`dated`), so a new day re-scores nothing.
 */
import type { Day } from "../../schemas/Day.ts"
import type { Posting } from "../../schemas/Posting.ts"
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { Contribution, Exclusion, Score } from "../../schemas/Score.ts"
import type { Family, Scoring } from "../../schemas/Scoring.ts"
import * as Once from "./Once.ts"
import * as Signals from "./Signals.ts"
import * as Terms from "./Terms.ts"

/** The whole score on a day. */
export const of = (posting: Posting, profile: CandidateProfile, scoring: Scoring, as_of: Day): Score =>
  dated(timeless(posting, profile, scoring), posting, scoring, as_of)

/** All but freshness. */
export const timeless = (posting: Posting, profile: CandidateProfile, scoring: Scoring): Score =>
  families.reduce(
    (score, [family, signals]) => add(score, family, signals(posting, profile, scoring), scoring),
    { posting: posting.id, score: 0, contributions: [], missing: [], excluded: exclusion(posting, profile) } as Score
  )

/** A timeless score with its freshness on a day. */
export const dated = (score: Score, posting: Pick<Posting, "published_at">, scoring: Scoring, as_of: Day): Score =>
  add(score, "freshness", Signals.freshness(posting, scoring, as_of), scoring)

const families = [
  ["role", Signals.role],
  ["seniority", Signals.seniority],
  ["skills", Signals.skills],
  ["location", Signals.location],
  ["compensation", Signals.compensation],
  ["completeness", Signals.completeness]
] as const

const add = (score: Score, family: Family, { offers, missing }: Signals.Signals, scoring: Scoring): Score => {
  const contributions = bounded(offers, scoring.points[family])
  return {
    ...score,
    score: contributions.reduce((sum, { points }) => sum + points, score.score),
    contributions: [...score.contributions, ...contributions],
    missing: [...score.missing, ...missing]
  }
}

/** Each offer in turn counts as far as the family's running sum stays within its bounds. */
const bounded = (offers: ReadonlyArray<Contribution>, { minimum, maximum }: { readonly minimum: number; readonly maximum: number }) => {
  let sum = 0
  return offers.map((offer): Contribution => {
    const before = sum
    sum = Math.min(maximum, Math.max(minimum, sum + offer.points))
    return { ...offer, points: sum - before }
  })
}

const exclusion = (posting: Posting, { deal_breakers: { title_words, providers, employment_types } }: CandidateProfile): Exclusion | null => {
  const [word] = Terms.find(titleWords(title_words), posting.title)
  if (word !== undefined) return { rule: "deal_breakers.title_words", reason: `The title says "${word.excerpt}"` }
  if (providers.includes(posting.provider)) return { rule: "deal_breakers.providers", reason: `Postings of ${posting.provider} are not wanted` }
  const { employment_type } = posting
  if (employment_type !== null && employment_types.length > 0 && !employment_types.includes(employment_type)) {
    return { rule: "deal_breakers.employment_types", reason: `The employment is ${employment_type.replaceAll("_", " ")}` }
  }
  return null
}

const titleWords = Once.of((words: ReadonlyArray<string>) => Terms.lexicon(words.map((word) => [word, [word]])))
