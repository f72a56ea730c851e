/**
 * How someone is employed, and how many years of work are asked for, as far as a posting says.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { EmploymentType } from "./Posting.ts"
import { Span } from "./Span.ts"

export const Employment = Schema.Struct({
  type: Schema.NullOr(EmploymentType),
  /** What states it. */
  source: Schema.NullOr(Schema.Literals(["field", "title", "text"])),
  evidence: Schema.Array(Span)
}).annotate({ identifier: "Employment" })
export interface Employment extends Schema.Schema.Type<typeof Employment> {}

export const Years = Schema.Struct({ minimum: Count, maximum: Schema.NullOr(Count), evidence: Span }).annotate({ identifier: "Years" })
export interface Years extends Schema.Schema.Type<typeof Years> {}

export const Experience = Schema.Struct({
  /** The most of the least numbers of years that any sentence asks for; `null` where none does. */
  minimum: Schema.NullOr(Count),
  /** Each sentence about it, in the order of the text. */
  stated: Schema.Array(Years)
}).annotate({ identifier: "Experience" })
export interface Experience extends Schema.Schema.Type<typeof Experience> {}
