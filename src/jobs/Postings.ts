/**
 * Today's postings as one document, without their text.
 */
import * as Struct from "effect/Struct"
import { type FullPosting, Posting } from "../../schemas/Posting.ts"
import type { Postings } from "../../schemas/Postings.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"

const shown = Object.keys(Posting.fields) as ReadonlyArray<keyof Posting>

/** Keeps what a posting may show: a list of what stays, so that a field added beside the text does not slip through. */
export const withoutText = (posting: FullPosting): Posting => Struct.pick(posting, shown)

export const document = (postings: ReadonlyArray<UnderstoodPosting>): Postings => ({ schema_version: 1, postings: postings.map((posting) => Struct.pick(posting, shown)) })
