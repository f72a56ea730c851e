/**
 * What a posting says, understood: by rules over its fields and its text, each finding with the stretch that says it.
 *
 * Holds ids, numbers and positions, never words of the advertisement, so it may be part of an artifact for eyes.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Employment, Experience } from "./Engagement.ts"
import { PostingLanguage } from "./Languages.ts"
import { Posting } from "./Posting.ts"
import { Salary } from "./Salary.ts"
import { FoundSkill } from "./Skills.ts"
import { TitleUnderstanding } from "./TitleUnderstanding.ts"
import { Whereabout, Workplace } from "./Whereabout.ts"

/** How often a text uses the words that titles are made of, as hashes: enough to tell what it is about, not what it says. */
export const Gist = Schema.Struct({
  /** How many words the text has. */
  words: Count,
  /** Stems of titles, each as eight hexadecimal digits and two of how often it occurs, 255 times at most; sorted. */
  stems: Schema.String
}).annotate({ identifier: "Gist" })
export interface Gist extends Schema.Schema.Type<typeof Gist> {}

export const Understanding = Schema.Struct({
  title: TitleUnderstanding,
  whereabouts: Schema.Array(Whereabout),
  workplace: Workplace,
  salary: Salary,
  employment: Employment,
  experience: Experience,
  skills: Schema.Array(FoundSkill),
  language: PostingLanguage,
  gist: Gist,
  /** A sketch by which nearly equal texts are found; `null` where there is no text. */
  sketch: Schema.NullOr(Schema.String)
}).annotate({ identifier: "Understanding" })
export interface Understanding extends Schema.Schema.Type<typeof Understanding> {}

/** A posting with what it says. */
export const UnderstoodPosting = Schema.Struct({ ...Posting.fields, understanding: Understanding }).annotate({ identifier: "UnderstoodPosting" })
export interface UnderstoodPosting extends Schema.Schema.Type<typeof UnderstoodPosting> {}
