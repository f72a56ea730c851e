/**
 * The gazetteer as it is looked up in: names and codes with every reading that they have.
 *
 * A name has several readings as often as not (`Georgia`, `Cambridge`, `CA`); which is meant is decided by what stands beside
 * it (`Whereabouts`). Here is only what may be meant, and which readings go together.
 */
import type { Gazetteer } from "../../schemas/Gazetteer.ts"
import type { WorkMode } from "../../schemas/Posting.ts"
import * as Once from "./Once.ts"
import * as Words from "./Words.ts"

export interface Reading {
  readonly kind: "zone" | "country" | "region" | "city"
  readonly country: string | null
  readonly region: string | null
  readonly city: string | null
  readonly zone: string | null
  /** Meant where nothing else is said. */
  readonly eminent: boolean
  /** Meant only beside another reading that agrees. */
  readonly guarded: boolean
}

export type Cue = WorkMode | "remote_possible"

export interface Meaning {
  readonly readings: ReadonlyArray<Reading>
  readonly cue: Cue | null
  readonly joiner: boolean
  readonly silent: boolean
}

/** A word that makes another name of the city beside it. */
export interface Affixes {
  readonly before: ReadonlySet<string>
  readonly after: ReadonlySet<string>
}

export interface Compiled {
  readonly names: Words.Phrases<Meaning>
  /** Codes in capitals. */
  readonly codes: ReadonlyMap<string, ReadonlyArray<Reading>>
  readonly zones: ReadonlyMap<string, ReadonlySet<string>>
  readonly within: Readonly<Record<string, string>>
  readonly affixes: Affixes
}

export const zone = (code: string): Reading => ({ ...empty, kind: "zone", zone: code })
const country = (code: string): Reading => ({ ...empty, kind: "country", country: code })
const region = (code: string, of: string): Reading => ({ ...empty, kind: "region", country: of, region: code })
const empty = { country: null, region: null, city: null, zone: null, eminent: false, guarded: false }

export const compile = Once.of((table: Gazetteer): Compiled => ({
  names: Words.phrases(names(table), (a, b) => ({
    readings: [...a.readings, ...b.readings],
    cue: a.cue ?? b.cue,
    joiner: a.joiner || b.joiner,
    silent: a.silent || b.silent
  })),
  codes: codes(table),
  zones: new Map(Object.entries(table.zones).map(([code, { countries }]) => [code, new Set(countries)])),
  within: table.within,
  affixes: { before: new Set(table.affixes.before.map(Words.fold)), after: new Set(table.affixes.after.map(Words.fold)) }
}))

function* names(table: Gazetteer): Iterable<readonly [string, Meaning]> {
  const place = (reading: Reading): Meaning => ({ readings: [reading], cue: null, joiner: false, silent: false })
  const none: Meaning = { readings: [], cue: null, joiner: false, silent: false }
  for (const [code, { names }] of Object.entries(table.countries)) for (const name of names) yield [name, place(country(code))]
  for (const [of, regions] of Object.entries(table.regions)) {
    for (const [code, names] of Object.entries(regions)) for (const name of names) yield [name, place(region(code, of))]
  }
  for (const [code, { names }] of Object.entries(table.zones)) for (const name of names) yield [name, place(zone(code))]
  for (const { name, country, region, also = [], eminent = false, guarded = false } of table.cities) {
    const reading: Reading = { kind: "city", country, region, city: name, zone: null, eminent, guarded }
    for (const one of [name, ...also]) yield [one, place(reading)]
  }
  for (const cue of ["remote", "hybrid", "on_site", "remote_possible"] as const) for (const name of table.modes[cue]) yield [name, { ...none, cue }]
  for (const name of table.joiners) yield [name, { ...none, joiner: true }]
  for (const name of table.silent) yield [name, { ...none, silent: true }]
}

/** Countries whose regions are known by their codes alone. */
const lone = new Set(["US", "CA", "AU"])

const codes = ({ countries, regions, shared_codes }: Gazetteer): ReadonlyMap<string, ReadonlyArray<Reading>> => {
  const found = new Map<string, Array<Reading>>()
  const add = (code: string, reading: Reading): void => {
    const known = found.get(code)
    if (known === undefined) found.set(code, [reading])
    else known.push(reading)
  }
  for (const [code, { alpha3 }] of Object.entries(countries)) {
    add(code, country(code))
    add(alpha3, country(code))
  }
  for (const [of, codes] of Object.entries(regions)) {
    for (const code of Object.keys(codes)) {
      if (!/^[A-Z]{2,3}$/.test(code)) continue
      const taken = countries[code] !== undefined || (of !== "US" && regions["US"]?.[code] !== undefined)
      const shared = shared_codes.includes(code)
      if (of === "US") add(code, { ...region(code, of), eminent: !shared })
      else add(code, { ...region(code, of), guarded: !lone.has(of) || taken })
    }
  }
  return found
}

/** Two readings as one, where they speak of one place: a city and its region, a region and its country. */
export const join = ({ zones, within }: Compiled, a: Reading, b: Reading): Reading | undefined => {
  if (a.kind === b.kind && a.kind !== "country") return undefined
  if (a.zone !== null && b.zone !== null) return undefined
  const zone = a.zone ?? b.zone
  const country = countryOf(within, a, b)
  if (country === undefined) return undefined
  if (zone !== null && country !== null && zones.get(zone)?.size !== 0 && zones.get(zone)?.has(country) !== true) return undefined
  if (a.region !== null && b.region !== null && a.region !== b.region) return undefined
  if (a.city !== null && b.city !== null && a.city !== b.city) return undefined
  const [city, region] = [a.city ?? b.city, a.region ?? b.region]
  const kind = city !== null ? "city" : region !== null ? "region" : country !== null ? "country" : "zone"
  return { kind, country, region, city, zone: country === null ? zone : null, eminent: isEminentCity(a) || isEminentCity(b), guarded: false }
}

const isEminentCity = ({ kind, eminent }: Reading): boolean => kind === "city" && eminent

/** A country said to be in another is itself: `Hong Kong, China`. */
const countryOf = (within: Compiled["within"], a: Reading, b: Reading): string | null | undefined => {
  if (a.country === null || b.country === null || a.country === b.country) return a.country ?? b.country
  if (b.kind === "country" && within[a.country] === b.country) return a.country
  return a.kind === "country" && within[b.country] === a.country ? b.country : undefined
}
