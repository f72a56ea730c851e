/**
 * How many: a whole number, never negative.
 */
import * as Schema from "effect/Schema"

export const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({ identifier: "Count" })
export type Count = typeof Count.Type
