/**
 * Skills by the words that people write for them, whatever their letter case: a profile says `LLMs`, the dictionary `large_language_models`.
 *
 * A word that is a skill in company only, as `Go`, is one here: nobody lists a verb among their skills.
 */
import type { LanguageTable } from "../../schemas/Languages.ts"
import type { SkillTable } from "../../schemas/Skills.ts"
import * as Once from "./Once.ts"
import * as Tokens from "./Tokens.ts"
import * as Words from "./Words.ts"

/** The skill's id; `undefined` for a word that the dictionary does not have. */
export const id = (word: string, table: SkillTable): string | undefined => {
  const ids = idsOf(table)
  const written = spelled(word)
  return ids.get(written) ?? ids.get(`${written}s`) ?? (written.endsWith("s") ? ids.get(written.slice(0, -1)) : undefined)
}

/** Skill → language, of those that are languages people speak. */
export const spoken = (skills: SkillTable, languages: LanguageTable): ReadonlyMap<string, string> => spokenOf(skills)(languages)

const spelled = (word: string): string => {
  if (Words.isSimple(word)) return word.toLowerCase()
  const tokens = Tokens.of(word)
  return Array.from(tokens.starts, (_, index) => Tokens.word(tokens, index)).join(" ")
}

const idsOf = Once.of(({ skills }: SkillTable): ReadonlyMap<string, string> => {
  const ids = new Map<string, string>()
  for (const kind of ["name", "terms", "as_written", "in_company"] as const) {
    for (const skill of skills) {
      for (const word of kind === "name" ? [skill.name] : skill[kind] ?? []) {
        const written = spelled(word)
        if (!ids.has(written)) ids.set(written, skill.id)
      }
    }
  }
  return ids
})

const spokenOf = Once.of((skills: SkillTable) =>
  Once.of((languages: LanguageTable): ReadonlyMap<string, string> => {
    const names = new Map(Object.entries(languages.names).flatMap(([code, names]) => names.map((name) => [spelled(name), code] as const)))
    return new Map(skills.skills.flatMap(({ category, id, name }): ReadonlyArray<[string, string]> => {
      const code = category === "spoken_language" ? names.get(spelled(name)) : undefined
      return code === undefined ? [] : [[id, code]]
    }))
  }))
