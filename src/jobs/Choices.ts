/**
 * What a profile would be if a choice that keeps points from a posting were made otherwise: it wants that too, or asks for less.
 */
import type { Change } from "../../schemas/Explanation.ts"
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { Contribution } from "../../schemas/Score.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as OfferSignals from "./OfferSignals.ts"
import * as Once from "./Once.ts"
import * as Target from "./Target.ts"

export interface Choice {
  /** One sentence. */
  readonly change: string
  readonly set: NonNullable<Change["set"]>
  readonly target: Target.Target
}

/** `undefined` where the contribution is as good as its rule gives. */
export const otherwise = ({ rule, signal }: Contribution, posting: UnderstoodPosting, target: Target.Target): Choice | undefined =>
  Object.hasOwn(choices, rule) ? choices[rule as keyof typeof choices](signal, posting, target) : undefined

const profiled = (target: Target.Target, changed: Partial<CandidateProfile>): Target.Target => ({ ...target, profile: { ...target.profile, ...changed } })

const also = (field: string, value: string, target: Target.Target): Choice => ({ change: `${field} would hold ${value} too`, set: { field, value }, target })

const role = (_: string, posting: UnderstoodPosting, target: Target.Target): Choice | undefined => {
  const { family } = posting.understanding.title
  return family === null ? undefined : also("roles", family, wanting(target)(family))
}

/** Roles are many words to get ready, and few. */
const wanting = Once.of((target: Target.Target) => {
  const made = new Map<string, Target.Target>()
  return (family: string): Target.Target => {
    const known = made.get(family)
    if (known !== undefined) return known
    const roles = [...target.profile.roles, family] as CandidateProfile["roles"]
    const wanted = Target.of({ ...target.profile, roles }, target.tables)
    made.set(family, wanted)
    return wanted
  }
})

const level = (signal: string, _: UnderstoodPosting, target: Target.Target): Choice =>
  also("seniorities", signal, profiled(target, { seniorities: [...target.profile.seniorities, signal] as CandidateProfile["seniorities"] }))

const track = (signal: string, _: UnderstoodPosting, target: Target.Target): Choice =>
  ({ change: `track would be ${signal}`, set: { field: "track", value: signal }, target: profiled(target, { track: signal as NonNullable<CandidateProfile["track"]> }) })

const experience = (_: string, posting: UnderstoodPosting, target: Target.Target): Choice => {
  const years = posting.understanding.experience.minimum ?? 0
  return { change: `years_of_experience would be ${years}`, set: { field: "years_of_experience", value: String(years) }, target: profiled(target, { years_of_experience: years }) }
}

const language = (signal: string, _: UnderstoodPosting, target: Target.Target): Choice =>
  also("languages", signal, { ...target, languages: new Set([...target.languages, signal]) })

const workMode = (signal: string, _: UnderstoodPosting, target: Target.Target): Choice => {
  const work_modes = [...target.profile.work_modes, signal] as CandidateProfile["work_modes"]
  return also("work_modes", signal, { ...profiled(target, { work_modes }), remote: target.remote || signal === "remote", office: target.office || signal !== "remote" })
}

const country = (signal: string, _: UnderstoodPosting, target: Target.Target): Choice | undefined => {
  if (!isCountry.test(signal)) return undefined
  const countries = [...target.profile.countries, signal]
  return also("countries", signal, { ...profiled(target, { countries }), homes: target.profile.remote_within ?? countries })
}

const home = (signal: string, posting: UnderstoodPosting, target: Target.Target): Choice | undefined => {
  const { remote_within } = target.profile
  if (remote_within === undefined) return country(signal, posting, target)
  const homes = [...remote_within, signal]
  return isCountry.test(signal) ? also("remote_within", signal, { ...profiled(target, { remote_within: homes }), homes }) : undefined
}

/** A zone has no country of its own to be added. */
const isCountry = /^[A-Z]{2}$/

const pay = (_: string, posting: UnderstoodPosting, target: Target.Target): Choice | undefined => {
  const { minimum_pay } = target.profile
  if (minimum_pay === null) return undefined
  const unit = 10 ** (target.tables.pay.currencies[minimum_pay.currency]?.digits ?? 2)
  const amount = Math.floor(OfferSignals.highest(OfferSignals.bandsIn(minimum_pay.currency, posting)) / unit)
  return {
    change: `minimum_pay.amount would be ${amount}`,
    set: { field: "minimum_pay.amount", value: String(amount) },
    target: { ...profiled(target, { minimum_pay: { ...minimum_pay, amount } }), leastPay: amount * unit }
  }
}

/** By the rule that gave the points. */
const choices = {
  "role.other": role,
  "role.related": role,
  "role.mentioned": role,
  "role.team": role,
  "seniority.near": level,
  "seniority.other": level,
  "seniority.other_track": track,
  "seniority.too_little_experience": experience,
  "skills.foreign_language": language,
  "location.other_work_mode": workMode,
  "location.elsewhere": country,
  "location.remote_closed": home,
  "compensation.below_minimum": pay
}
