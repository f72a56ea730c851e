/**
 * The places of one group of items: runs of names that agree, each more or less exact than the other.
 *
 * A name that does not agree begins another place. A city that the gazetteer does not have is taken as written where its region
 * or country stands beside it. The word for remote work goes for the whole group where it comes first, else for the place
 * before it; at the end of a list it is an offer of its own.
 */
import type { Compiled, Reading } from "./Gazetteer.ts"
import * as Gazetteer from "./Gazetteer.ts"
import type { Item } from "./PlaceItems.ts"
import * as PlaceItems from "./PlaceItems.ts"

/** A place, its readings not yet weighed against each other. */
export interface Named {
  readonly readings: ReadonlyArray<Reading>
  readonly remote: boolean
  readonly start: number
  readonly end: number
}

/** `offered`: areas among them go on with an offer of remote work that began before. */
export const read = (compiled: Compiled, text: string, items: ReadonlyArray<Item>, offered: boolean): ReadonlyArray<Named> => {
  const assembly = new Assembly(compiled, text, offered)
  for (const [index, item] of items.entries()) {
    const next = items[index + 1]
    if (item.cue !== null && !isTown(compiled, item, next)) assembly.cue(item, next)
    else if (PlaceItems.isUnknown(item)) assembly.unknown(item, next)
    else if (item.readings.length > 0) assembly.name(item, PlaceItems.isBounded(items, index))
    else assembly.silence(item, next)
  }
  const places = assembly.places()
  const [first, last] = [items[0], items.at(-1)]
  const isUnread = places.length === 0 && items.some((item) => PlaceItems.isUnknown(item) || item.readings.length > 0)
  return isUnread && first !== undefined && last !== undefined ? [{ readings: [], remote: false, start: first.start, end: last.end }] : places
}

/** A place while its names are put together. */
interface Entry {
  readings: ReadonlyArray<Reading>
  names: number
  start: number
  end: number
  /** A city as written beside the name. */
  written: string | null
  remote: boolean
}

class Assembly {
  readonly #compiled: Compiled
  readonly #text: string
  readonly #offered: boolean
  readonly #entries: Array<Entry> = []
  /** The place that the next name may still belong to. */
  #current: Entry | undefined
  /** An unknown name that the next may be the region of. */
  #loose: Item | undefined
  /** Remote work, for the whole group. */
  #everywhere: Item | undefined
  /** Remote work, for the next place, or for none that is named. */
  #alone: Item | undefined

  constructor(compiled: Compiled, text: string, offered: boolean) {
    this.#compiled = compiled
    this.#text = text
    this.#offered = offered
  }

  cue(item: Item, next: Item | undefined): void {
    this.#loose = undefined
    if (item.cue !== "remote") return
    if (this.#entries.length === 0) this.#everywhere = item
    else if ((this.#entries.length > 1 && item.gap === "comma") || (next?.gap === "space" && next.readings.length > 0)) {
      this.#alone = item
      this.#current = undefined
    } else if (this.#current !== undefined) this.#current.remote = true
  }

  unknown(item: Item, next: Item | undefined): void {
    const isApart = next?.gap !== "space" && item.gap !== "space" && isCity(this.#slice(item))
    const current = this.#current
    this.#loose = undefined
    if (!isApart) return
    if (current === undefined || item.gap === "paren" || current !== this.#entries[0] || current.written !== null || !leads(current)) this.#loose = item
    else {
      current.written = this.#slice(item)
      current.end = item.end
    }
  }

  silence(item: Item, next: Item | undefined): void {
    if (item.gap === "space" || next?.gap === "space") this.#loose = undefined
  }

  /** `isBounded`: a code that nothing but signs stands beside; another counts only where it agrees with what is before it. */
  name(item: Item, isBounded: boolean): void {
    const current = this.#current
    if (current !== undefined && this.#joins(current, item)) return
    if (item.code && !isBounded) return
    if (current !== undefined && isNamesake(current, item)) {
      current.written = this.#slice(current)
      current.readings = nearer(item, current).filter(({ kind }) => kind === "region" || kind === "country").map((reading) => ({ ...reading, guarded: false }))
      current.end = item.end
    } else this.#begin(item)
  }

  #joins(current: Entry, item: Item): boolean {
    if (current.remote && item.gap === "paren") return false
    const joined = join(this.#compiled, current, item)
    if (joined.length === 0) return false
    if (isWorld(this.#compiled, current.readings)) current.remote = true
    current.readings = joined
    current.names++
    current.end = item.end
    return true
  }

  #begin(item: Item): void {
    const city = item.gap === "comma" && isOf(item) ? this.#loose : undefined
    const begun: Entry = {
      readings: nearer(item, this.#current),
      names: city === undefined ? 1 : 2,
      start: (this.#alone ?? city ?? item).start,
      end: item.end,
      written: city === undefined ? null : this.#slice(city),
      remote: this.#alone !== undefined || (this.#offered && isArea(item))
    }
    this.#entries.push(begun)
    this.#current = begun
    this.#alone = undefined
    this.#loose = undefined
  }

  places(): ReadonlyArray<Named> {
    const named = this.#entries.flatMap((entry) => close(this.#compiled, entry, this.#everywhere !== undefined))
    const unnamed = this.#alone ?? (named.length === 0 ? this.#everywhere : undefined)
    return unnamed === undefined ? named : [...named, { readings: [], remote: true, start: unnamed.start, end: unnamed.end }]
  }

  #slice({ start, end }: { readonly start: number; readonly end: number }): string {
    return this.#text.slice(start, end)
  }
}

/** A name larger than a city. */
const isArea = ({ readings }: Item): boolean => readings.some(({ kind, eminent }) => kind !== "city" || !eminent) && !readings.some(({ kind, eminent }) => kind === "city" && eminent)

/** Of a code's readings those in the country of the name before it, where there are any. */
const nearer = (item: Item, current: Entry | undefined): ReadonlyArray<Reading> => {
  if (!item.code || item.gap !== "comma" || current === undefined) return item.readings
  const near = item.readings.filter((reading) => current.readings.every(({ country }) => country === reading.country))
  return near.length > 0 ? near : item.readings
}

/** A name that a city may stand before. */
const isOf = ({ readings }: Item): boolean =>
  readings.some(({ kind }) => kind === "region" || kind === "country") && !readings.some(({ kind, eminent }) => kind === "city" && eminent)

/** A name that a city may stand after, as `US-AR-SPRINGDALE`. */
const leads = ({ readings }: Entry): boolean => readings.every(({ city, zone, guarded }) => city === null && zone === null && !guarded)

/** A place may be called by the word for remote work; it is, where its region follows. */
const isTown = (compiled: Compiled, { readings }: Item, next: Item | undefined): boolean =>
  readings.length > 0 && next?.gap === "comma" && next.readings.some((b) => b.kind === "region" && readings.some((a) => Gazetteer.join(compiled, a, b) !== undefined))

const join = (compiled: Compiled, { readings, written }: Entry, item: Item): ReadonlyArray<Reading> => {
  if (isWorld(compiled, readings)) return item.readings
  const pairs = readings.flatMap((a) => item.readings.flatMap((b) => {
    const both = written !== null && b.city !== null ? undefined : Gazetteer.join(compiled, a, b)
    return both === undefined ? [] : [{ both, repeats: a.kind === b.kind }]
  }))
  const distinct = pairs.filter(({ repeats }) => !repeats)
  return (distinct.length > 0 ? distinct : pairs).map(({ both }) => both)
}

/** `Anywhere`: what follows says in which part of it. */
const isWorld = ({ zones }: Compiled, readings: ReadonlyArray<Reading>): boolean =>
  readings.every(({ zone }) => zone !== null && zones.get(zone)?.size === 0)

/** `Paris, Tennessee`, `Hudson, NY`: not the city of that name that is known, but one of the region written. */
const isNamesake = ({ readings, names, written }: Entry, item: Item): boolean => {
  if (names > 1 || written !== null || item.gap !== "comma" || !readings.some(({ kind }) => kind === "city")) return false
  if (item.readings.some(({ kind }) => kind === "city") || !item.readings.some(({ kind }) => kind === "region")) return false
  const eminent = readings.filter((reading) => reading.eminent)
  return eminent.every(({ country }) => item.readings.every((other) => other.country !== country))
}

const close = (compiled: Compiled, { readings, names, written, remote, start, end }: Entry, everywhere: boolean): ReadonlyArray<Named> => {
  const open = names > 1 ? readings : readings.filter(({ guarded }) => !guarded)
  const eminent = open.filter((reading) => reading.eminent)
  const isOneArea = open.every(({ country, region }) => country === open[0]?.country && region === open[0]?.region)
  const kept = eminent.length > 0 && (names === 1 || written !== null || isOneArea) ? eminent : open
  if (kept.length === 0) return []
  const named = written === null ? kept : kept.map((reading): Reading => ({ ...reading, kind: "city", city: tidy(written) }))
  return [{ readings: named, remote: remote || everywhere || isWorld(compiled, kept), start, end }]
}

const isCity = (written: string): boolean => written.length <= 40 && !/^\p{Ll}/u.test(written)

/** `SPRINGDALE` as people write it. */
const tidy = (written: string): string =>
  /\p{Ll}/u.test(written) ? written : written.replace(/(\p{Lu})(\p{Lu}+)/gu, (_, first: string, others: string) => first + others.toLowerCase())
