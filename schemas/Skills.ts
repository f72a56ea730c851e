/**
 * Skills: the dictionary by which they are known in a text, and what is found of them in a posting.
 *
 * What is found holds ids of the dictionary and positions, never words of the text, so it may be part of an artifact for eyes.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"

/** Lower-case words joined by underscores, as `machine_learning` or `c_plus_plus`. */
export const SkillId = Schema.String.check(Schema.isPattern(/^[a-z0-9]+(?:_[a-z0-9]+)*$/u)).annotate({ identifier: "SkillId" })
export type SkillId = typeof SkillId.Type

export const SkillCategory = Schema.Literals([
  "language",
  "framework",
  "database",
  "data",
  "data_practice",
  "machine_learning",
  "ml_practice",
  "cloud",
  "infrastructure",
  "software_practice",
  "security",
  "product",
  "business",
  "office",
  "design",
  "sales",
  "marketing",
  "finance",
  "people",
  "operations",
  "legal",
  "engineering",
  "science",
  "certification",
  "spoken_language"
])
export type SkillCategory = typeof SkillCategory.Type

const Terms = Schema.Array(Schema.NonEmptyString).check(Schema.isMinLength(1))

/** Between a term's words may stand a space, a hyphen, a slash, a dot or an ampersand: `Node.js` is `node js` too. */
export const Skill = Schema.Struct({
  id: SkillId,
  name: Schema.NonEmptyString,
  category: SkillCategory,
  /** Count in any letter case, and with an `s` at the end. */
  terms: Schema.optionalKey(Terms),
  /** Count in this letter case alone: `REST` is not `rest`. */
  as_written: Schema.optionalKey(Terms),
  /** Words of everyday language. Count in this letter case, and only in company: beside another skill in a list, or near a cue. */
  in_company: Schema.optionalKey(Terms)
})
export interface Skill extends Schema.Schema.Type<typeof Skill> {}

export const Importance = Schema.Literals(["required", "preferred", "mentioned"])
export type Importance = typeof Importance.Type

export const SkillTable = Schema.Struct({
  schema_version: Schema.Literal(1),
  /** As `2026-11-22`. Any change of the table is a new one. */
  revision: Schema.NonEmptyString,
  /** Phrases in which a skill's word means something else: `go to market`. */
  decoys: Terms,
  /** Words near which an ambiguous word is a skill: `programming`, `developer`, `proficient`. */
  cues: Terms,
  /** Headings of a text's parts, by what a skill there is. */
  sections: Schema.Record(Importance, Terms),
  /** Words that say it of the skills in their sentence, wherever it stands. */
  hints: Schema.Struct({ required: Terms, preferred: Terms }),
  skills: Schema.Array(Skill)
}).annotate({ identifier: "SkillTable" })
export interface SkillTable extends Schema.Schema.Type<typeof SkillTable> {}

const Places = Schema.Array(Count).check(Schema.isMinLength(2), Schema.isMaxLength(6))

export const FoundSkill = Schema.Struct({
  skill: SkillId,
  /** The strongest of its places. A skill of the title is required. */
  importance: Importance,
  /** The first places, in the order of the title and then the text. */
  /** Where, three times at most: the beginning and the end of each place in UTF-16 units, of the title first. */
  title: Schema.optionalKey(Places),
  text: Schema.optionalKey(Places)
}).annotate({ identifier: "FoundSkill" })
export interface FoundSkill extends Schema.Schema.Type<typeof FoundSkill> {}
