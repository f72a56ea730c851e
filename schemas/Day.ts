/**
 * A calendar day in UTC, as `2026-01-31`. Artifacts say `as_of` one; nothing published says when it was made.
 */
import * as Schema from "effect/Schema"

export const Day = Schema.String.check(Schema.isPattern(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/u)).annotate({ identifier: "Day" })
export type Day = typeof Day.Type
