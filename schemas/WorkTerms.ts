/**
 * Phrases by which advertisements say how the work is done, how someone is employed, and how long one should have done it.
 *
 * `config/taxonomy/work.v1.json` is the table, written for this project. Letter case, accents and hyphens do not matter. Any
 * change of an entry is a new `revision`.
 */
import * as Schema from "effect/Schema"
import { EmploymentType } from "./Posting.ts"

const Phrases = Schema.Array(Schema.NonEmptyString)

export const WorkTerms = Schema.Struct({
  schema_version: Schema.Literal(1),
  revision: Schema.NonEmptyString,
  /** Whole phrases of a sentence about this job: `remote` alone says too little there. */
  modes: Schema.Struct({ remote: Phrases, hybrid: Phrases, on_site: Phrases, remote_possible: Phrases }),
  employment: Schema.Struct({
    /** In a title. */
    title: Schema.Record(EmploymentType, Phrases),
    /** In which such a word means something else: a contract manager is not on a contract. */
    decoys: Phrases,
    text: Schema.Record(EmploymentType, Phrases)
  }),
  experience: Schema.Struct({
    numbers: Schema.Record(Schema.NonEmptyString, Schema.Int),
    years: Phrases,
    /** Before a number: no less than it. */
    least: Phrases,
    most: Phrases,
    /** Near a number of years: they are years of work. */
    cues: Phrases,
    /** Near a number of years: they are not. */
    decoys: Phrases
  }),
  /** Right before a phrase: it is not so. */
  negations: Phrases
}).annotate({ identifier: "WorkTerms" })
export interface WorkTerms extends Schema.Schema.Type<typeof WorkTerms> {}
