/**
 * What a posting would say if it stated what it does not: for each thing missing, a posting that states it for better and one for worse.
 */
import { Seniority } from "../../schemas/Profile.ts"
import type { Understanding, UnderstoodPosting } from "../../schemas/Understanding.ts"
import type { Whereabout } from "../../schemas/Whereabout.ts"
import type { Target } from "./Target.ts"
import * as WorkMode from "./WorkMode.ts"

export interface Statement {
  /** One sentence. */
  readonly change: string
  readonly posting: UnderstoodPosting
}

/** @param signal as a score calls what is missing */
export const of = (signal: string, posting: UnderstoodPosting, target: Target): ReadonlyArray<Statement> => {
  if (Object.hasOwn(statements, signal)) return statements[signal as keyof typeof statements](posting, target)
  return signal.startsWith("pay_in_") ? pay(posting, target) : skill(signal, posting, target)
}

const told = (posting: UnderstoodPosting, understanding: Partial<Understanding>, change: string): Statement =>
  ({ change, posting: { ...posting, understanding: { ...posting.understanding, ...understanding } } })

const family = (posting: UnderstoodPosting, { families, related, tables: { roles } }: Target): ReadonlyArray<Statement> => {
  const { title } = posting.understanding
  const [wanted] = families
  const other = Object.keys(roles.families).find((family) => !related.has(family) && !families.has(family))
  return [wanted, other].flatMap((family) =>
    family === undefined ? [] : [told(posting, { title: { ...title, family, domain: roles.families[family]!.domain } }, `The title would name the family ${family}`)])
}

const level = (posting: UnderstoodPosting, { profile: { seniorities } }: Target): ReadonlyArray<Statement> => {
  const { title } = posting.understanding
  const away = (level: Seniority): number => Math.min(...seniorities.map((wanted) => Math.abs(Seniority.literals.indexOf(wanted) - Seniority.literals.indexOf(level))))
  const ordered = Seniority.literals.toSorted((a, b) => away(a) - away(b))
  return [seniorities[0]!, ordered.at(-1)!].map((seniority) => told(posting, { title: { ...title, seniority } }, `The title would name the level ${seniority}`))
}

const years = (posting: UnderstoodPosting, { profile: { years_of_experience = 0 } }: Target): ReadonlyArray<Statement> =>
  [years_of_experience, years_of_experience + 1].map((minimum) =>
    told(posting, { experience: { minimum, stated: [] } }, `It would ask for ${minimum} years of experience`))

const language = (posting: UnderstoodPosting, { languages, tables }: Target): ReadonlyArray<Statement> => {
  const [mine] = languages
  const other = Object.keys(tables.languages.names).find((code) => !languages.has(code))
  return [mine, other].flatMap((language) => (language === undefined ? [] : [told(posting, { language: { language, source: "stated" } }, `It would say that its language is ${language}`)]))
}

const workMode = (posting: UnderstoodPosting, { profile: { work_modes } }: Target): ReadonlyArray<Statement> => {
  const { whereabouts, workplace } = posting.understanding
  const modes = ["on_site", "hybrid", "remote"] as const
  return [modes.find((mode) => work_modes.includes(mode)), modes.find((mode) => !work_modes.includes(mode))].flatMap((mode) =>
    mode === undefined ? [] : [told(posting, { workplace: { ...workplace, mode, scope: WorkMode.scope(whereabouts, mode) } }, `It would say that the work is ${mode.replaceAll("_", "-")}`)])
}

const country = (posting: UnderstoodPosting, target: Target): ReadonlyArray<Statement> =>
  countries(target.profile.countries, target).map((code) =>
    told({ ...posting, places: [{ text: code, city: null, region: null, country: code }] }, { whereabouts: [within(code, false)] }, `It would say that its place is in ${code}`))

const remoteScope = (posting: UnderstoodPosting, target: Target): ReadonlyArray<Statement> =>
  countries(target.homes, target).map((code) =>
    told(posting, { workplace: { ...posting.understanding.workplace, scope: [within(code, true)] } }, `It would say that remote work is open to ${code} alone`))

/** One that is wanted, and one that is not. */
const countries = (wanted: ReadonlyArray<string>, { tables: { places } }: Target): ReadonlyArray<string> =>
  [wanted[0], Object.keys(places.countries).find((code) => !wanted.includes(code))].filter((code) => code !== undefined)

const within = (country: string, remote: boolean): Whereabout => ({ country, region: null, city: null, zone: null, remote, evidence: [] })

const pay = (posting: UnderstoodPosting, { leastPay, profile: { minimum_pay } }: Target): ReadonlyArray<Statement> => {
  if (minimum_pay === null || leastPay === undefined) return []
  const { amount, currency } = minimum_pay
  const evidence = { field: "compensation", item: 0, start: 0, end: 0, rule: "pay.field" } as const
  const stating = (yearly: number, change: string): Statement =>
    told(posting, { salary: { ...posting.understanding.salary, bands: [{ minimum: null, maximum: null, currency, interval: "year", yearly_minimum: yearly, yearly_maximum: yearly, evidence }] } }, change)
  const above = stating(leastPay, `It would state pay of ${amount} ${currency} a year or more`)
  return leastPay === 0 ? [above] : [above, stating(leastPay - 1, `It would state pay below ${amount} ${currency} a year`)]
}

const skill = (word: string, posting: UnderstoodPosting, { mustHaves }: Target): ReadonlyArray<Statement> => {
  const must = mustHaves.find((must) => must.word === word)
  if (must === undefined) return []
  const change = `It would ask for ${word}`
  if (must.id === undefined) return [{ change, posting: { ...posting, title: `${posting.title} (${word})` } }]
  return [told(posting, { skills: [...posting.understanding.skills, { skill: must.id, importance: "required" }] }, change)]
}

/** Nothing is stated of a text, of which nobody knows what it would say, or of a track, of which a title that has none has nothing to say. */
const statements = { family, level, years_of_experience: years, language, work_mode: workMode, country, remote_scope: remoteScope, text: () => [], track: () => [] }
