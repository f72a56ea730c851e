/**
 * Today's postings out of the boards that could be read, in one order, without their text.
 */
import * as Struct from "effect/Struct"
import { type FullPosting, Posting } from "../../schemas/Posting.ts"
import type { Postings } from "../../schemas/Postings.ts"
import * as Canonical from "../platform/Canonical.ts"

const shown = Object.keys(Posting.fields) as ReadonlyArray<keyof Posting>

/** Keeps what a posting may show: a list of what stays, so that a field added beside the text does not slip through. */
export const withoutText = (posting: FullPosting): Posting => Struct.pick(posting, shown)

/** Rows of the table: one per posting, sorted by identity. */
export const rows = (readings: Iterable<{ readonly postings: ReadonlyArray<FullPosting> }>): ReadonlyArray<Posting> =>
  Array.from(readings, ({ postings }) => postings.map(withoutText)).flat().sort((a, b) => Canonical.compare(a.id, b.id))

export const document = (postings: ReadonlyArray<Posting>): Postings => ({ schema_version: 1, postings })
