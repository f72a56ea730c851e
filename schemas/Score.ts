/**
 * A posting's score for a candidate, as the sum it is.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { PostingId } from "./Posting.ts"
import { Family } from "./Scoring.ts"
import { Span } from "./Span.ts"

/** Where a signal was seen. Of a field that may be shown an excerpt; of the advertisement's text the stretch alone, never a word. */
export const Evidence = Schema.Struct({
  field: Schema.Literals([...Span.fields.field.literals, "published_at", "provider"]),
  value: Schema.NullOr(Schema.String.check(Schema.isMaxLength(200))),
  /** What was understood so; `null` where the whole field says it. */
  span: Schema.NullOr(Span)
}).annotate({ identifier: "Evidence" })
export interface Evidence extends Schema.Schema.Type<typeof Evidence> {}

export const Contribution = Schema.Struct({
  family: Family,
  /** What was found, as `software_engineering` or `Python`. */
  signal: Schema.NonEmptyString,
  /** Points that count: what the rule gives, as far as the family's bounds leave room. */
  points: Schema.Int,
  /** As `role.target`: the number's name in the scoring contract. */
  rule: Schema.NonEmptyString,
  evidence: Schema.Array(Evidence)
}).annotate({ identifier: "Contribution" })
export interface Contribution extends Schema.Schema.Type<typeof Contribution> {}

/** A signal that could not be judged because the posting does not state it. It costs nothing. */
export const Missing = Schema.Struct({ family: Family, signal: Schema.NonEmptyString }).annotate({ identifier: "Missing" })
export interface Missing extends Schema.Schema.Type<typeof Missing> {}

export const Exclusion = Schema.Struct({
  /** As `deal_breakers.title_words`: its name in the profile. */
  rule: Schema.NonEmptyString,
  /** One sentence for a person. */
  reason: Schema.NonEmptyString
}).annotate({ identifier: "Exclusion" })
export interface Exclusion extends Schema.Schema.Type<typeof Exclusion> {}

/** How like the posting is to what is looked for, from 0 to 1000, beside the rules: `boost` counts it, within the contract's maximum. */
export const Semantic = Schema.Struct({ mode: Schema.Literals(["sidecar", "boost"]), likeness: Count }).annotate({ identifier: "Semantic" })
export interface Semantic extends Schema.Schema.Type<typeof Semantic> {}

export const Score = Schema.Struct({
  posting: PostingId,
  /** The sum of the contributions' points. */
  score: Schema.Int,
  /** In the order of the families. */
  contributions: Schema.Array(Contribution),
  missing: Schema.Array(Missing),
  excluded: Schema.NullOr(Exclusion),
  /** `null` where the contract has it off. */
  semantic: Schema.NullOr(Semantic)
}).annotate({ identifier: "Score" })
export interface Score extends Schema.Schema.Type<typeof Score> {}
