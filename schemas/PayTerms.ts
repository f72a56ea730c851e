/**
 * How pay is written: currencies and their signs, multiples, intervals, and the words by which an amount is pay or is not.
 *
 * `config/taxonomy/pay.v1.json` is the table, written for this project. Any change of an entry is a new `revision`.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { CountryCode, Currency } from "./Profile.ts"

const Phrases = Schema.Array(Schema.NonEmptyString)

export const PayTerms = Schema.Struct({
  schema_version: Schema.Literal(1),
  revision: Schema.NonEmptyString,
  currencies: Schema.Record(Currency, Schema.Struct({
    /** Decimals of its minor unit (ISO 4217). */
    digits: Schema.Literals([0, 2, 3]),
    /** An amount without an interval is a year's from here on, and an hour's below; `null`: never. */
    year_from: Schema.NullOr(Count),
    hour_below: Schema.NullOr(Count),
    /** Beside the code. */
    signs: Phrases,
    /** Where a shared sign means it. */
    countries: Schema.Array(CountryCode)
  })),
  /** Signs of several currencies: the one of the posting's country, else the usual one. */
  shared_signs: Schema.Record(Schema.NonEmptyString, Schema.Struct({ usual: Schema.NullOr(Currency), of: Schema.Array(Currency) })),
  multiples: Schema.Record(Schema.NonEmptyString, Count),
  /** Multiples of one currency only. */
  multiple_currencies: Schema.Record(Schema.NonEmptyString, Currency),
  intervals: Schema.Struct({ year: Phrases, month: Phrases, week: Phrases, day: Phrases, hour: Phrases }),
  /** Words between an amount and its interval. */
  fillers: Phrases,
  least: Phrases,
  most: Phrases,
  /** An amount beside them is pay. */
  cues: Phrases,
  /** Those that outweigh a decoy of the same sentence, for a range. */
  strong_cues: Phrases,
  /** An amount beside them is something else. */
  decoys: Phrases,
  equity: Phrases,
  bonus: Phrases,
  negations: Phrases
}).annotate({ identifier: "PayTerms" })
export interface PayTerms extends Schema.Schema.Type<typeof PayTerms> {}
