/**
 * What a posting offers: pay against the least that is acceptable, an employer that is liked, how much it states at all, and its age.
 *
 * Pay is compared in whole minor units a year, in the candidate's currency alone.
 */
import type { Posting } from "../../schemas/Posting.ts"
import type { PayBand } from "../../schemas/Salary.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Day from "./Day.ts"
import * as Signals from "./Signals.ts"
import type { Target } from "./Target.ts"

export const compensation = (posting: UnderstoodPosting, { leastPay, profile: { minimum_pay } }: Target, { points: { compensation: points } }: Scoring): Signals.Signals => {
  if (minimum_pay === null || leastPay === undefined) return Signals.none
  const bands = bandsIn(minimum_pay.currency, posting)
  const signal = `pay_in_${minimum_pay.currency}`
  if (bands.length === 0) return Signals.lacking("compensation", signal)
  const least = Math.min(...bands.map(({ yearly_maximum, yearly_minimum }) => yearly_minimum ?? yearly_maximum!))
  const rule = least >= leastPay ? "whole_range_above" : highest(bands) >= leastPay ? "reaches_minimum" : "below_minimum"
  return Signals.found(Signals.offer("compensation", signal, points[rule], rule, Signals.seen(bands.map(({ evidence }) => evidence), posting)))
}

/** Bands that state an amount a year in a currency. */
export const bandsIn = (currency: string, { understanding: { salary } }: UnderstoodPosting): ReadonlyArray<PayBand> =>
  salary.bands.filter((band) => band.currency === currency && (band.yearly_minimum !== null || band.yearly_maximum !== null))

/** In minor units a year. */
export const highest = (bands: ReadonlyArray<PayBand>): number => Math.max(...bands.map(({ yearly_maximum, yearly_minimum }) => yearly_maximum ?? yearly_minimum!))

export const company = ({ provider }: Posting, { profile: { preferred_providers = [] } }: Target, { points: { company: points } }: Scoring): Signals.Signals =>
  preferred_providers.includes(provider) ? Signals.found(Signals.offer("company", provider, points.preferred, "preferred", [Signals.stated("provider", provider)])) : Signals.none

export const completeness = ({ departments, places, understanding: { employment, salary, workplace } }: UnderstoodPosting, _: Target, { points: { completeness: { each } } }: Scoring): Signals.Signals => {
  const stated = [
    ["departments", departments.length > 0],
    ["places", places.length > 0],
    ["work_mode", workplace.mode !== null],
    ["employment_type", employment.type !== null],
    ["compensation", salary.bands.length > 0]
  ] as const
  return Signals.found(...stated.flatMap(([field, is]) => (is ? [Signals.offer("completeness", field, each, "each")] : [])))
}

/** Knows the day, and nothing of the candidate. A date in the future is today's: boards write local times. */
export const freshness = ({ published_at }: Pick<Posting, "published_at">, { points: { freshness: { steps } } }: Scoring, as_of: string): Signals.Signals => {
  const days = published_at === null ? undefined : Day.between(published_at, as_of)
  if (published_at === null || days === undefined) return Signals.lacking("freshness", "published_at")
  const step = steps.find((step) => days <= step.days)
  return step === undefined ? Signals.none : Signals.found(Signals.offer("freshness", `within_${step.days}_days`, step.points, "steps", [Signals.stated("published_at", published_at)]))
}
