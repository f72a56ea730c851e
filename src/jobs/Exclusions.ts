/**
 * What takes a posting out for a candidate, whatever its score: the first of the profile's deal-breakers that holds, with its reason.
 *
 * What a posting does not state excludes it only where the profile says so.
 */
import type { Exclusion } from "../../schemas/Score.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as OfferSignals from "./OfferSignals.ts"
import * as PlaceSignals from "./PlaceSignals.ts"
import * as SkillSignals from "./SkillSignals.ts"
import type { Target } from "./Target.ts"
import * as Terms from "./Terms.ts"

export const of = (posting: UnderstoodPosting, target: Target): Exclusion | null => {
  const { profile: { deal_breakers: { employment_types, providers }, minimum_pay, remote_within }, titleWords } = target
  const { employment, workplace } = posting.understanding
  const [word] = titleWords === undefined ? [] : Terms.find(titleWords, posting.title)
  if (word !== undefined) return { rule: "deal_breakers.title_words", reason: `The title says "${word.excerpt}"` }
  if (providers.includes(posting.provider)) return { rule: "deal_breakers.providers", reason: `Postings of ${posting.provider} are not wanted` }
  if (employment.type !== null && employment_types.length > 0 && !employment_types.includes(employment.type)) {
    return { rule: "deal_breakers.employment_types", reason: `The employment is ${employment.type.replaceAll("_", " ")}` }
  }
  const [lacked] = SkillSignals.lacks(posting, target)
  if (lacked !== undefined) return { rule: "must_haves", reason: `Nothing in it says ${JSON.stringify(lacked.word)}` }
  if (remote_within !== undefined && PlaceSignals.isClosed(posting, target)) {
    const open = [...new Set(workplace.scope.map(({ country, zone }) => country ?? zone))].join(", ")
    return { rule: "remote_within", reason: `Remote work is open to ${open}, not to ${remote_within.join(" or ")}` }
  }
  if (minimum_pay?.when_unstated === "exclude" && OfferSignals.bandsIn(minimum_pay.currency, posting).length === 0) {
    return { rule: "minimum_pay.when_unstated", reason: `It states no pay in ${minimum_pay.currency}` }
  }
  return null
}
