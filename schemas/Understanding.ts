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

/** What a text is about, as hashes of its telling words: enough to tell how like two are, not to tell what either says. */
export const Gist = Schema.Struct({
  /** How many words the text has. */
  words: Count,
  /** The most telling stems, each followed by how often it occurs, sorted by stem. */
  stems: Schema.Array(Schema.Int)
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
