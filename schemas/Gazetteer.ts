/**
 * The places that matter for jobs, by the names that boards give them: countries, their regions, zones of countries, cities;
 * and the words by which a place says how the work is done there.
 *
 * Written for this project from general knowledge; `config/taxonomy/places.v1.json` is the table. Letter case, accents and
 * punctuation of a name do not matter. Any change of an entry is a new `revision`.
 */
import * as Schema from "effect/Schema"
import { CountryCode } from "./Profile.ts"

const Names = Schema.Array(Schema.NonEmptyString)
/** ISO 3166-2 without its country. */
export const RegionCode = Schema.String.check(Schema.isPattern(/^[A-Z0-9]{1,3}$/)).annotate({ identifier: "RegionCode" })
export const ZoneCode = Schema.String.check(Schema.isPattern(/^[a-z]+(_[a-z]+)*$/)).annotate({ identifier: "ZoneCode" })
export type ZoneCode = typeof ZoneCode.Type

export const City = Schema.Struct({
  name: Schema.NonEmptyString,
  country: CountryCode,
  region: Schema.NullOr(RegionCode),
  also: Schema.optionalKey(Names),
  /** Meant wherever nothing else is said: Paris is in France. */
  eminent: Schema.optionalKey(Schema.Boolean),
  /** A word of its own (Nice, Mobile), or overshadowed: meant only beside its region or country. */
  guarded: Schema.optionalKey(Schema.Boolean)
}).annotate({ identifier: "City" })
export interface City extends Schema.Schema.Type<typeof City> {}

export const Gazetteer = Schema.Struct({
  schema_version: Schema.Literal(1),
  revision: Schema.NonEmptyString,
  countries: Schema.Record(CountryCode, Schema.Struct({ alpha3: Schema.String.check(Schema.isPattern(/^[A-Z]{3}$/)), names: Names })),
  /** Countries that are also written as a part of another, as `Hong Kong, China`. */
  within: Schema.Record(CountryCode, CountryCode),
  /** Country → region → names. */
  regions: Schema.Record(CountryCode, Schema.Record(RegionCode, Names)),
  /** Codes of a state of the United States that mean a country as often: alone, or beside a city that is not known, they are not read. */
  shared_codes: Schema.Array(RegionCode),
  /** Without countries: the whole world. */
  zones: Schema.Record(ZoneCode, Schema.Struct({ names: Names, countries: Schema.Array(CountryCode) })),
  cities: Schema.Array(City),
  modes: Schema.Struct({ remote: Names, hybrid: Names, on_site: Names, remote_possible: Names }),
  /** Words between two places. */
  joiners: Names,
  /** Words beside a place that are not part of its name. */
  silent: Names,
  /** Words that make another name of a city's: `New London`, `Oxford Street`. */
  affixes: Schema.Struct({ before: Names, after: Names })
}).annotate({ identifier: "Gazetteer" })
export interface Gazetteer extends Schema.Schema.Type<typeof Gazetteer> {}
