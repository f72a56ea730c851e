/**
 * Where something was understood: a stretch of one field, and the rule that understood it so.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"

export const Span = Schema.Struct({
  field: Schema.Literals(["title", "departments", "places", "work_mode", "employment_type", "compensation", "text"]),
  /** Position in a field that is a list; 0 otherwise. */
  item: Count,
  /** In UTF-16 units of the field's text as it is kept, the end not included. */
  start: Count,
  end: Count,
  /** As `seniority.senior`: table and entry. */
  rule: Schema.NonEmptyString
}).annotate({ identifier: "Span" })
export interface Span extends Schema.Schema.Type<typeof Span> {}
