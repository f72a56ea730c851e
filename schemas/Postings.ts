/**
 * Every posting read today, without the advertisements' text.
 */
import * as Schema from "effect/Schema"
import { Posting } from "./Posting.ts"

export const Postings = Schema.Struct({
  schema_version: Schema.Literal(1),
  /** Sorted by identity. */
  postings: Schema.Array(Posting)
}).annotate({ identifier: "Postings" })
export interface Postings extends Schema.Schema.Type<typeof Postings> {}
