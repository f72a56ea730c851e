/**
 * How a résumé's lines are understood: by the taxonomy, and the words of `config/resume.v1.json`.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { CountryCode, LanguageCode } from "../../schemas/Profile.ts"
import { RoleName } from "../../schemas/RoleName.ts"
import { ResumeWords, Section } from "../../schemas/ResumeWords.ts"
import type { Understanding } from "../candidates/Understanding.ts"
import * as Setting from "../engine/Setting.ts"
import { type Tables, tables } from "../jobs/Taxonomy.ts"
import * as Terms from "../jobs/Terms.ts"
import * as Title from "../jobs/Title.ts"
import * as Whereabouts from "../jobs/Whereabouts.ts"
import * as ConfigFolder from "./ConfigFolder.ts"
import type { Home } from "./Home.ts"

const vocabulary = Setting.make("resume.v1", ResumeWords)

export const load = Effect.fnUntraced(function*(home: Home) {
  const { problems, source } = yield* ConfigFolder.read(home.config, [vocabulary.file])
  const words = Setting.read(vocabulary, source)
  if (Result.isSuccess(words)) return make(words.success.value, tables)
  return yield* new ConfigFolder.BadConfig({ problems: problems.length > 0 ? problems : words.failure })
})

export const make = (words: ResumeWords, tables: Tables): Understanding => {
  const skills = Terms.lexicon(Object.entries(words.skills))
  const alone = new Set(words.skills_alone)
  const languages = Terms.lexicon(Object.entries(words.languages))
  const sections = new Map(
    Object.entries(words.sections).flatMap(([section, headings]) => (isSection(section) ? headings.map((heading) => [spelled(heading), section] as const) : []))
  )
  return {
    section: (line) => (line.length > 40 ? undefined : sections.get(spelled(line))),
    title: (text) => {
      const { family, seniority } = Title.understand(text, tables)
      return { role: isRole(family) ? family : undefined, seniority: seniority === "unspecified" ? undefined : seniority }
    },
    skills: (line) => [...Terms.find(skills, line).map(({ key }) => key), ...line.split(separators).map((item) => item.trim()).filter((item) => alone.has(item))],
    languages: (line) => Terms.find(languages, line).flatMap(({ key }) => (isLanguage(key) ? [key] : [])),
    place: (text) => {
      const [first, ...others] = text.split(",").map((part) => part.trim())
      const last = others.at(-1) ?? first!
      const [found, ...more] = Terms.words(last).length > 4 ? [] : Whereabouts.of([{ text: last, city: null, region: null, country: null }], tables.places)
      if (found?.city !== null || found.region !== null || more.length > 0 || !isCountry(found.country)) return undefined
      return { city: others.length > 0 ? first : undefined, country: found.country }
    }
  }
}

const separators = /[,;:|•·()\t/]/
const spelled = (line: string): string => Terms.words(line).map(({ word }) => word).join(" ")

const isSection = Schema.is(Section)
const isRole = Schema.is(RoleName)
const isLanguage = Schema.is(LanguageCode)
const isCountry = Schema.is(CountryCode)
