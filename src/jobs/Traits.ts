/**
 * What is kept of what was understood of a posting, once it is gone: no evidence, nothing of its text.
 */
import type { Traits } from "../../schemas/PostingHistory.ts"
import type { PayBand } from "../../schemas/Salary.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Canonical from "../platform/Canonical.ts"

export const of = ({ understanding: { salary, skills, title, whereabouts, workplace } }: UnderstoodPosting): Traits => ({
  family: title.family,
  domain: title.domain,
  seniority: title.seniority,
  countries: distinct(whereabouts.flatMap(({ country }) => country ?? [])),
  work_mode: workplace.mode,
  skills: distinct(skills.map(({ skill }) => skill)),
  pay: payOf(salary.bands)
})

const distinct = (words: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(words)].sort(Canonical.compare)

const payOf = (bands: ReadonlyArray<PayBand>): Traits["pay"] => {
  const known = bands.filter(({ currency, yearly_maximum, yearly_minimum }) => currency !== null && (yearly_minimum !== null || yearly_maximum !== null))
  const currency = known[0]?.currency ?? null
  if (currency === null || known.some((band) => band.currency !== currency)) return null
  const [minima, maxima] = [known.flatMap(({ yearly_minimum }) => yearly_minimum ?? []), known.flatMap(({ yearly_maximum }) => yearly_maximum ?? [])]
  return { currency, minimum: minima.length === 0 ? null : Math.min(...minima), maximum: maxima.length === 0 ? null : Math.max(...maxima) }
}
