/**
 * How languages are told apart, and what is said of a posting's.
 */
import * as Schema from "effect/Schema"

/** ISO 639-1, as `de`. */
export const LanguageCode = Schema.String.check(Schema.isPattern(/^[a-z]{2}$/u)).annotate({ identifier: "LanguageCode" })
export type LanguageCode = typeof LanguageCode.Type

const Words = Schema.Array(Schema.NonEmptyString).check(Schema.isMinLength(1))

/** By its Unicode name; `Kana` is both Hiragana and Katakana. */
export const Script = Schema.Literals(["Hangul", "Kana", "Han", "Greek", "Hebrew", "Arabic", "Thai", "Devanagari"])
export type Script = typeof Script.Type

export const LanguageTable = Schema.Struct({
  schema_version: Schema.Literal(1),
  /** As `2026-11-22`. Any change of the table is a new one. */
  revision: Schema.NonEmptyString,
  /** Languages that their script tells; the first that the letters say counts. */
  scripts: Schema.Array(Schema.Struct({ script: Script, language: LanguageCode })),
  /** Everyday words of each language. */
  words: Schema.Record(LanguageCode, Words),
  /** How fields name languages, apart from their codes: in English and in the language itself. */
  names: Schema.Record(LanguageCode, Words)
}).annotate({ identifier: "LanguageTable" })
export interface LanguageTable extends Schema.Schema.Type<typeof LanguageTable> {}

/** `stated`: by a field of the posting. */
export const PostingLanguage = Schema.Struct({
  language: Schema.Union([LanguageCode, Schema.Literal("unknown")]),
  source: Schema.Literals(["stated", "text", "none"])
}).annotate({ identifier: "PostingLanguage" })
export interface PostingLanguage extends Schema.Schema.Type<typeof PostingLanguage> {}
