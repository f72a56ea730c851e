/**
 * The tables of `config/taxonomy/` by which postings are understood. They are part of the program: a changed entry changes the code of the
 * stages that reach it, and nothing else.
 *
 * What is in them is checked against their schemas by tests, not at every start.
 */
import languages from "../../config/taxonomy/languages.v1.json" with { type: "json" }
import levels from "../../config/taxonomy/levels.v1.json" with { type: "json" }
import pay from "../../config/taxonomy/pay.v1.json" with { type: "json" }
import places from "../../config/taxonomy/places.v1.json" with { type: "json" }
import roles from "../../config/taxonomy/roles.v1.json" with { type: "json" }
import skills from "../../config/taxonomy/skills.v1.json" with { type: "json" }
import words from "../../config/taxonomy/words.v1.json" with { type: "json" }
import work from "../../config/taxonomy/work.v1.json" with { type: "json" }
import type { Gazetteer } from "../../schemas/Gazetteer.ts"
import type { LanguageTable } from "../../schemas/Languages.ts"
import type { PayTerms } from "../../schemas/PayTerms.ts"
import type { SkillTable } from "../../schemas/Skills.ts"
import type { Levels, Roles } from "../../schemas/Taxonomy.ts"
import type { WordTable } from "../../schemas/Words.ts"
import type { WorkTerms } from "../../schemas/WorkTerms.ts"

export interface Tables {
  readonly languages: LanguageTable
  readonly levels: Levels
  readonly pay: PayTerms
  readonly places: Gazetteer
  readonly roles: Roles
  readonly skills: SkillTable
  readonly words: WordTable
  readonly work: WorkTerms
}

export const tables: Tables = { languages, levels, pay, places, roles, skills, words, work } as unknown as Tables
