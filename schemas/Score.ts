/**
 * A posting's score for a candidate, as the sum it is.
 */
import * as Schema from "effect/Schema"
import { PostingId } from "./Posting.ts"
import { Family } from "./Scoring.ts"

/** Where a signal was seen: a field that may be shown and an excerpt of it, never of the advertisement's text. */
export const Evidence = Schema.Struct({
  field: Schema.Literals(["title", "departments", "places", "work_mode", "employment_type", "compensation", "published_at", "provider"]),
  value: Schema.String.check(Schema.isMaxLength(200))
}).annotate({ identifier: "Evidence" })
export interface Evidence extends Schema.Schema.Type<typeof Evidence> {}

export const Contribution = Schema.Struct({
  family: Family,
  /** What was found, as `software_engineering` or `python`. */
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

export const Score = Schema.Struct({
  posting: PostingId,
  /** The sum of the contributions' points. */
  score: Schema.Int,
  /** In the order of the families. */
  contributions: Schema.Array(Contribution),
  missing: Schema.Array(Missing),
  excluded: Schema.NullOr(Exclusion)
}).annotate({ identifier: "Score" })
export interface Score extends Schema.Schema.Type<typeof Score> {}
