/**
 * A résumé as JSON, of the form published at https://jsonresume.org/schema (1.0.0), as far as it is read here.
 *
 * Every part may be absent, null or, for what is not listed, anything.
 */
import * as Schema from "effect/Schema"

const text = Schema.optionalKey(Schema.NullOr(Schema.String))
const texts = Schema.optionalKey(Schema.NullOr(Schema.Array(Schema.String)))
const list = <S extends Schema.Top>(item: S) => Schema.optionalKey(Schema.NullOr(Schema.Array(item)))

export const JsonResume = Schema.Struct({
  basics: Schema.optionalKey(
    Schema.NullOr(
      Schema.Struct({
        label: text,
        summary: text,
        location: Schema.optionalKey(Schema.NullOr(Schema.Struct({ city: text, countryCode: text })))
      })
    )
  ),
  /** Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a job without an end goes on. */
  work: list(Schema.Struct({ position: text, startDate: text, endDate: text, summary: text, highlights: texts })),
  education: list(Schema.Struct({ area: text, studyType: text })),
  projects: list(Schema.Struct({ description: text, highlights: texts, keywords: texts })),
  skills: list(Schema.Struct({ name: text, keywords: texts })),
  languages: list(Schema.Struct({ language: text }))
}).annotate({ identifier: "JsonResume" })
export interface JsonResume extends Schema.Schema.Type<typeof JsonResume> {}
