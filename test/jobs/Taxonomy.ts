/**
 * The tables under `config/taxonomy/` by which texts are understood, decoded as strictly as a stage does.
 */
import { readFileSync } from "node:fs"
import * as Schema from "effect/Schema"
import { LanguageTable } from "../../schemas/Languages.ts"
import { SkillTable } from "../../schemas/Skills.ts"
import { WordTable } from "../../schemas/Words.ts"

const decoded = <S extends Schema.ConstraintDecoder<unknown>>(schema: S, name: string): S["Type"] =>
  Schema.decodeUnknownSync(schema, { onExcessProperty: "error", errors: "all" })(
    JSON.parse(readFileSync(new URL(`../../config/taxonomy/${name}.v1.json`, import.meta.url), "utf8"))
  )

export const skills: SkillTable = decoded(SkillTable, "skills")
export const languages: LanguageTable = decoded(LanguageTable, "languages")
export const words: WordTable = decoded(WordTable, "words")
