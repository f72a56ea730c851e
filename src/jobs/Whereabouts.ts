/**
 * Where a posting's places are: country, region, city, or a zone of countries, with the stretch of the place that says so.
 *
 * Fields that a board states apart win over its text; the text then only says what they leave open. A text is read once for
 * each gazetteer: boards repeat their places thousands of times.
 */
import type { Gazetteer as Table } from "../../schemas/Gazetteer.ts"
import type { Place } from "../../schemas/Posting.ts"
import type { Whereabout } from "../../schemas/Whereabout.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Compiled, Reading } from "./Gazetteer.ts"
import * as Gazetteer from "./Gazetteer.ts"
import * as Memo from "./Memo.ts"
import * as Once from "./Once.ts"
import type { Named } from "./PlaceGroup.ts"
import * as PlaceText from "./PlaceText.ts"

/** One for each place that the places name, in their order, each once. A place that says nothing understood is all `null`. */
export const of = (places: ReadonlyArray<Place>, gazetteer: Table): ReadonlyArray<Whereabout> => {
  const found = new Map<string, Whereabout>()
  for (const [item, place] of places.entries()) {
    for (const one of ofPlace(place, gazetteer)) {
      const whereabout = item === 0 ? one : { ...one, evidence: one.evidence.map((span) => ({ ...span, item })) }
      const key = `${one.country} ${one.region} ${one.zone} ${one.remote} ${one.city}`
      const known = found.get(key)
      found.set(key, known === undefined ? whereabout : { ...known, evidence: [...known.evidence, ...whereabout.evidence] })
    }
  }
  return [...found.values()]
}

/** Whether any country, region, city or zone is known. */
export const isKnown = ({ country, region, city, zone }: Whereabout): boolean => country !== null || region !== null || city !== null || zone !== null

/** Whether a country lies within it; `undefined` where nothing says so. */
export const contains = (whereabout: Whereabout, country: string, gazetteer: Table): boolean | undefined => {
  if (whereabout.country !== null) return whereabout.country === country
  return whereabout.zone === null ? undefined : isWithin(country, whereabout.zone, gazetteer)
}

/** Whether a country is of a zone; a zone without countries is the whole world. */
export const isWithin = (country: string, zone: string, gazetteer: Table): boolean => {
  const countries = Gazetteer.compile(gazetteer).zones.get(zone)
  return countries !== undefined && (countries.size === 0 || countries.has(country))
}

/** The text of a place as it was read, remembered. */
export const text = (written: string, gazetteer: Table): PlaceText.PlaceText => Memo.of(knownOf(gazetteer).texts, written, () => PlaceText.read(Gazetteer.compile(gazetteer), written))

/** Places already read, by what they say. */
interface Known {
  readonly places: Memo.Memo<ReadonlyArray<Whereabout>>
  readonly texts: Memo.Memo<PlaceText.PlaceText>
}
const knownOf = Once.of<Table, Known>(() => ({ places: Memo.make(), texts: Memo.make() }))
const ofPlace = (place: Place, gazetteer: Table): ReadonlyArray<Whereabout> =>
  Memo.of(knownOf(gazetteer).places, `${place.text}\n${place.city ?? ""}\n${place.region ?? ""}\n${place.country ?? ""}`, () => read(place, gazetteer))

const read = (place: Place, gazetteer: Table): ReadonlyArray<Whereabout> => {
  const compiled = Gazetteer.compile(gazetteer)
  const { places } = text(place.text, gazetteer)
  const stated = statedIn(place, compiled)
  if (stated === undefined) return places.map((named) => whereabout(named, named.readings.length === 0 ? "places.unread" : "places.text"))
  const whole = { start: 0, end: place.text.length }
  const remote = (places.length > 0 && places.every((named) => named.remote)) || text(place.city ?? "", gazetteer).cues.some(({ cue }) => cue === "remote")
  if (stated.some(({ city }) => city !== null)) return [whereabout({ ...whole, readings: stated, remote }, "places.fields")]
  const narrowed = places.map((named) => ({ ...named, readings: pairs(compiled, stated, named.readings) }))
  if (!narrowed.some(({ readings }) => readings.length > 0)) return [whereabout({ ...whole, readings: stated, remote }, "places.fields")]
  return places.map((named, index) => {
    const { readings } = narrowed[index]!
    return readings.length > 0 ? whereabout({ ...named, readings }, "places.fields_and_text") : whereabout(named, "places.text")
  })
}

const whereabout = (named: Named, rule: string): Whereabout => {
  const { city, country, region, zone } = PlaceText.agreed(named)
  return { city, country, evidence: [{ end: named.end, field: "places", item: 0, rule, start: named.start }], region, remote: named.remote, zone }
}

/** The readings of the fields; `undefined` where they say nothing that is known. A city is taken as it is written. */
const statedIn = (place: Place, compiled: Compiled): ReadonlyArray<Reading> | undefined => {
  const country = field(compiled, place.country, (kind) => kind === "country" || kind === "zone")
  const region = field(compiled, place.region, (kind) => kind === "region")
  const city = field(compiled, place.city, (kind) => kind === "city")
  const named = place.city?.trim() ?? ""
  const area = country.length === 0 ? region : region.length === 0 ? country : orElse(pairs(compiled, country, region), country)
  if (named === "" || (city.length === 0 && !isName(compiled, named))) return area.length === 0 ? undefined : area
  if (area.length === 0) {
    const eminent = city.filter((reading) => reading.eminent)
    return eminent.length > 0 ? eminent : city.length > 0 ? city : undefined
  }
  const known = pairs(compiled, area, city)
  return known.length > 0 ? known : area.map((reading) => ({ ...reading, kind: "city" as const, city: named }))
}

/** What a field of one kind may mean: a code in either case, or a name. */
const field = (compiled: Compiled, written: string | null, isKind: (kind: Reading["kind"]) => boolean): ReadonlyArray<Reading> => {
  const name = written?.trim() ?? ""
  if (name === "") return []
  const codes = name.length <= 3 ? compiled.codes.get(name.toUpperCase()) ?? [] : []
  const readings = [...codes, ...PlaceText.names(compiled, name)].filter(({ kind }) => isKind(kind))
  return readings.filter((one, index) => readings.findIndex((other) => key(one) === key(other)) === index)
}

const key = ({ country, region, city, zone }: Reading): string => Canonical.stringifyUnsafe([country, region, city, zone])
const orElse = <A>(first: ReadonlyArray<A>, second: ReadonlyArray<A>): ReadonlyArray<A> => (first.length > 0 ? first : second)

/** A city's field may hold a way to work, or a country. */
const isName = (compiled: Compiled, written: string): boolean => {
  const { places, cues } = PlaceText.read(compiled, written)
  return cues.length === 0 && places.every(({ readings }) => readings.length === 0)
}

const pairs = (compiled: Compiled, some: ReadonlyArray<Reading>, others: ReadonlyArray<Reading>): ReadonlyArray<Reading> =>
  some.flatMap((a) => others.flatMap((b) => Gazetteer.join(compiled, a, b) ?? []))
