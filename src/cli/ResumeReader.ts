/**
 * How a résumé's lines are understood: by the lexicons of the scoring contract, and the words of `config/resume.v1.json`.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { scoring as contract } from "../../graph/settings.ts"
import { CountryCode, LanguageCode, RoleFamily, Seniority } from "../../schemas/Profile.ts"
import { ResumeWords, Section } from "../../schemas/ResumeWords.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import type { Understanding } from "../candidates/Understanding.ts"
import * as Setting from "../engine/Setting.ts"
import * as Locate from "../jobs/Locate.ts"
import * as Terms from "../jobs/Terms.ts"
import * as ConfigFolder from "./ConfigFolder.ts"
import type { Home } from "./Home.ts"

const vocabulary = Setting.make("resume.v1", ResumeWords)

export const load = Effect.fnUntraced(function*(home: Home) {
  const { problems, source } = yield* ConfigFolder.read(home.config, [contract.file, vocabulary.file])
  const scoring = Setting.read(contract, source)
  const words = Setting.read(vocabulary, source)
  if (Result.isSuccess(scoring) && Result.isSuccess(words)) return make(scoring.success.value, words.success.value)
  const misread = [...(Result.isFailure(scoring) ? scoring.failure : []), ...(Result.isFailure(words) ? words.failure : [])]
  return yield* new ConfigFolder.BadConfig({ problems: problems.length > 0 ? problems : misread })
})

export const make = (scoring: Scoring, words: ResumeWords): Understanding => {
  const roles = Terms.lexicon(Object.entries(scoring.role_families))
  const levels = Terms.lexicon(Object.entries(scoring.seniorities), scoring.decoys.seniorities)
  const skills = Terms.lexicon(Object.entries(words.skills))
  const alone = new Set(words.skills_alone)
  const languages = Terms.lexicon(Object.entries(words.languages))
  const sections = new Map(
    Object.entries(words.sections).flatMap(([section, headings]) => (isSection(section) ? headings.map((heading) => [spelled(heading), section] as const) : []))
  )
  return {
    section: (line) => (line.length > 40 ? undefined : sections.get(spelled(line))),
    title: (text) => {
      const role = Terms.find(roles, text)[0]?.key
      const named = new Set(Terms.find(levels, text).map(({ key }) => key))
      return { role: isRole(role) ? role : undefined, seniority: Seniority.literals.findLast((level) => named.has(level)) }
    },
    skills: (line) => [...Terms.find(skills, line).map(({ key }) => key), ...line.split(separators).map((item) => item.trim()).filter((item) => alone.has(item))],
    languages: (line) => Terms.find(languages, line).flatMap(({ key }) => (isLanguage(key) ? [key] : [])),
    place: (text) => {
      const [first, ...others] = text.split(",").map((part) => part.trim())
      const last = others.at(-1) ?? first!
      const country = Terms.words(last).length > 4 ? undefined : Locate.country({ text: last, city: null, region: null, country: null }, scoring)
      if (!isCountry(country)) return undefined
      return { city: others.length > 0 ? first : undefined, country }
    }
  }
}

const separators = /[,;:|•·()\t/]/
const spelled = (line: string): string => Terms.words(line).map(({ word }) => word).join(" ")

const isSection = Schema.is(Section)
const isRole = Schema.is(RoleFamily)
const isLanguage = Schema.is(LanguageCode)
const isCountry = Schema.is(CountryCode)
