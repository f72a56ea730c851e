/**
 * How much words tell of a job: the fixed weights by which texts are compared. They were set by hand from how often a word
 * stands in advertisements of any kind, so that no posting's likeness depends on which others there are.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"

const Words = Schema.Array(Schema.NonEmptyString)

export const WordTable = Schema.Struct({
  schema_version: Schema.Literal(1),
  /** As `2026-11-22`. Any change of the table is a new one. */
  revision: Schema.NonEmptyString,
  /** Words that tell less than others, by what they weigh. */
  weights: Schema.Array(Schema.Struct({ weight: Count, words: Words })),
  /** What any other word weighs. */
  otherwise: Count,
  /** What stands for what: `swe` for `software engineer`. */
  written_out: Schema.Record(Schema.NonEmptyString, Schema.NonEmptyString),
  /** Words that tell the same of a job; the first stands for all. */
  alike: Schema.Array(Words.check(Schema.isMinLength(2)))
}).annotate({ identifier: "WordTable" })
export interface WordTable extends Schema.Schema.Type<typeof WordTable> {}
