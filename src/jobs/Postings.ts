/**
 * Postings without their text.
 */
import * as Struct from "effect/Struct"
import { type FullPosting, Posting } from "../../schemas/Posting.ts"

const shown = Object.keys(Posting.fields) as ReadonlyArray<keyof Posting>

/** Keeps what a posting may show: a list of what stays, so that a field added beside the text does not slip through. */
export const withoutText = (posting: FullPosting): Posting => Struct.pick(posting, shown)
