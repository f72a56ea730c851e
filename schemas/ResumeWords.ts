/**
 * The words by which a résumé is understood, beside those of the scoring contract: headings, skills, languages.
 *
 * What is in no table is not taken: a résumé's own words never reach a profile.
 */
import * as Schema from "effect/Schema"
import { LanguageCode } from "./Profile.ts"

const Terms = Schema.Array(Schema.NonEmptyString).check(Schema.isMinLength(1))

export const Section = Schema.Literals(["experience", "education", "skills", "languages", "other"])
export type Section = typeof Section.Type

export const ResumeWords = Schema.Struct({
  schema_version: Schema.Literal(1),
  /** Lines that begin a section: the whole line, whatever its case and punctuation. */
  sections: Schema.Record(Section, Terms),
  /** By the name that a profile gets, how résumés write it. */
  skills: Schema.Record(Schema.NonEmptyString, Terms),
  /** Skills whose name is also a common word or letter: they count where they stand alone between separators, written as here. */
  skills_alone: Schema.Array(Schema.NonEmptyString),
  languages: Schema.Record(LanguageCode, Terms)
}).annotate({ identifier: "ResumeWords" })
export interface ResumeWords extends Schema.Schema.Type<typeof ResumeWords> {}
