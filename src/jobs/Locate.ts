/**
 * Where a posting's places are, as far as they say: the country, if it is written, and whether a place is named at all.
 *
 * A place without a written country has none here. "San Francisco, CA" is not guessed at, so it is neither in the United
 * States nor in Canada.
 */
import type { Place } from "../../schemas/Posting.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import * as Once from "./Once.ts"
import * as Terms from "./Terms.ts"

/** The two-letter code of a place's country. */
export const country = (place: Place, scoring: Scoring): string | undefined => {
  const lexicon = countriesOf(scoring.countries)
  const stated = place.country?.trim() ?? ""
  if (stated !== "") return Terms.find(lexicon, stated)[0]?.key ?? (/^[A-Z]{2}$/.test(stated) ? stated : undefined)
  return Terms.find(lexicon, place.text).at(-1)?.key
}

/** Whether the place is only a way to work, as `Remote`. */
export const isPlaceless = (place: Place, scoring: Scoring): boolean => {
  if (place.city !== null || place.country !== null || place.region !== null) return false
  const placeless = placelessOf(scoring.placeless)
  return Terms.words(place.text).every(({ word }) => placeless.has(word))
}

/** The first of the cities that the place names. */
export const city = (place: Place, cities: ReadonlyArray<string>): string | undefined =>
  Terms.find(citiesOf(cities), place.city ?? place.text)[0]?.key

const countriesOf = Once.of((countries: Scoring["countries"]) => Terms.lexicon(Object.entries(countries)))
const citiesOf = Once.of((cities: ReadonlyArray<string>) => Terms.lexicon(cities.map((name) => [name, [name]])))
const placelessOf = Once.of((terms: ReadonlyArray<string>) => new Set(terms.flatMap((term) => Terms.words(term).map(({ word }) => word))))
