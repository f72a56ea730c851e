/**
 * The one comparison of postings: which facts differ, from what to what.
 *
 * Knows which fields count (`PostingFacts`) and that the order of departments, places and pay bands does not.
 */
import * as Struct from "effect/Struct"
import type { FieldChange } from "../../schemas/Changes.ts"
import { PostingFacts } from "../../schemas/Ledger.ts"
import type { Posting } from "../../schemas/Posting.ts"
import * as Canonical from "../platform/Canonical.ts"
import type * as Digest from "../platform/Digest.ts"

const fields = Object.keys(PostingFacts.fields) as ReadonlyArray<keyof PostingFacts>

/** A posting as it is compared and remembered. */
export const facts = (posting: Posting): PostingFacts => ({
  ...Struct.pick(posting, fields),
  departments: [...posting.departments].sort(Canonical.compare),
  places: sorted(posting.places),
  compensation: posting.compensation === null ? null : { ...posting.compensation, ranges: sorted(posting.compensation.ranges) }
})

/** Equal exactly when `between` finds nothing. */
export const digest = (facts: PostingFacts): Digest.Digest => Canonical.digestUnsafe(facts)

/** The fields that differ, in the order of the schema. */
export const between = (before: PostingFacts, after: PostingFacts): ReadonlyArray<FieldChange> =>
  fields
    .filter((field) => !same(before[field], after[field]))
    .map((field) => ({ field, from: before[field], to: after[field] }) as FieldChange)

/** Equal as JSON is, whatever the order of keys. */
export const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length
    && keys.every((key) => Object.hasOwn(b, key) && same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
}

const sorted = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> =>
  values.length < 2 ? values : values
    .map((value) => ({ value, text: Canonical.stringifyUnsafe(value) }))
    .sort((a, b) => Canonical.compare(a.text, b.text))
    .map(({ value }) => value)
