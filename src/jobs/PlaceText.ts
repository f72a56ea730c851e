/**
 * The places that a text names, as boards write them: `San Francisco, CA | New York City, NY`, `Remote - US`, `TX-Houston`.
 *
 * A place is a run of names that agree, each more or less exact than the other; a name that does not agree begins another
 * place. Of several readings that remain, only what they agree about is known. A city that the gazetteer does not have is
 * taken as written where its region or country stands beside it. What follows `~` is a street.
 */
import type { Compiled, Cue, Meaning, Reading } from "./Gazetteer.ts"
import * as Gazetteer from "./Gazetteer.ts"
import * as Words from "./Words.ts"

/** A place, its readings not yet weighed against each other. */
export interface Named {
  readonly readings: ReadonlyArray<Reading>
  readonly remote: boolean
  readonly start: number
  readonly end: number
}

export interface CueAt {
  readonly cue: Cue
  readonly start: number
  readonly end: number
}

export interface PlaceText {
  readonly places: ReadonlyArray<Named>
  readonly cues: ReadonlyArray<CueAt>
  /** Nothing in the text is unknown: places, ways to work, and words that say nothing. */
  readonly whole: boolean
}

export const read = (compiled: Compiled, text: string): PlaceText => {
  const parts = itemsOf(compiled, text)
  const places: Array<Named> = []
  let before: Group | undefined
  for (const items of groupsOf(parts)) {
    const group = readGroup(compiled, text, items, inherits(before))
    places.push(...group.places)
    before = group
  }
  return {
    places,
    cues: parts.flatMap(({ cue, start, end }) => (cue === null ? [] : [{ cue, start, end }])),
    whole: parts.every((part) => part.readings.length > 0 || part.cue !== null || part.silent || part.joiner)
  }
}

/** What is known of a place: that about which its readings agree. */
export const agreed = ({ readings }: Pick<Named, "readings">): Omit<Reading, "kind" | "eminent" | "guarded"> => {
  const same = (field: "country" | "region" | "city" | "zone"): string | null => {
    const [first = null, ...others] = readings.map((reading) => reading[field])
    return others.every((other) => other === first) ? first : null
  }
  const country = same("country")
  return { country, region: country === null ? null : same("region"), city: same("city"), zone: same("zone") }
}

type Gap = "hard" | "comma" | "paren" | "dash" | "space"

interface Item {
  readonly start: number
  readonly end: number
  readonly readings: ReadonlyArray<Reading>
  readonly cue: Cue | null
  readonly joiner: boolean
  readonly silent: boolean
  /** Two or three capitals that are read as a code. */
  readonly code: boolean
  /** What stands before it; `hard` before the first. */
  readonly gap: Gap
}

const itemsOf = (compiled: Compiled, given: string): ReadonlyArray<Item> => {
  const street = given.indexOf("~")
  const text = street < 0 ? given : given.slice(0, street)
  const items: Array<Item> = []
  const stretches = Words.read(compiled.names, text)
  let end = 0
  for (const [index, stretch] of stretches.entries()) {
    const between = text.slice(end, stretch.start)
    const item = itemOf(compiled, text, stretch, end === 0 ? "hard" : gapOf(between))
    const last = items.at(-1)
    if (last !== undefined && isName(last) && item.gap === "space" && affixed(compiled, text, stretches, index)) items[items.length - 1] = { ...unknown, gap: last.gap, start: last.start, end: item.end }
    else if (last !== undefined && isUnknown(last) && isUnknown(item) && item.gap === "space") items[items.length - 1] = { ...last, end: item.end }
    else items.push(item)
    end = stretch.end
  }
  return items
}

const unknown = { readings: [], cue: null, joiner: false, silent: false, code: false }
const isName = (item: Item): boolean => item.readings.some(({ kind }) => kind === "city") || isUnknown(item)
const isUnknown = (item: Item): boolean => item.readings.length === 0 && item.cue === null && !item.joiner && !item.silent

const capitals = /^[A-Z]{2,3}$/
const numeral = /\p{N}/u

const itemOf = ({ codes }: Compiled, text: string, { start, end, meaning }: Words.Stretch<Meaning>, gap: Gap): Item => {
  const written = text.slice(start, end)
  const code = capitals.test(written) ? codes.get(written) : undefined
  const readings = code === undefined ? meaning?.readings ?? [] : [...(meaning?.readings ?? []).filter(({ kind }) => kind !== "country"), ...code]
  return {
    start,
    end,
    readings,
    cue: meaning?.cue ?? null,
    joiner: meaning?.joiner ?? false,
    silent: (meaning?.silent ?? false) || (meaning === undefined && code === undefined && (numeral.test(written) || written.length === 1)),
    code: code !== undefined && (meaning === undefined || meaning.readings.length === 0),
    gap
  }
}

/** Whether the stretch makes another name of the one before it, or that one of it. */
const affixed = ({ affixes }: Compiled, text: string, stretches: ReadonlyArray<Words.Stretch<Meaning>>, index: number): boolean => {
  const word = (at: number): string => Words.fold(text.slice(stretches[at]?.start, stretches[at]?.end))
  const isCity = (at: number): boolean => stretches[at]?.meaning?.readings.some(({ kind }) => kind === "city") === true
  return (isCity(index) && affixes.before.has(word(index - 1))) || (isCity(index - 1) && affixes.after.has(word(index)))
}

const gapOf = (between: string): Gap => {
  if (/[;|•·\n\r/+&；／｜・]/.test(between)) return "hard"
  if (/[()[\]{}（）【】]/.test(between)) return "paren"
  if (/[,，、]/.test(between)) return "comma"
  return /[-‐-―:_>=*]/.test(between) ? "dash" : "space"
}

/** Items between hard separators: signs, and words that join places. */
const groupsOf = (items: ReadonlyArray<Item>): ReadonlyArray<ReadonlyArray<Item>> => {
  const groups: Array<Array<Item>> = [[]]
  for (const [index, item] of items.entries()) {
    const joins = item.joiner && !(item.code && isBounded(items, index))
    if (joins || item.gap === "hard") groups.push([])
    if (!joins) groups.at(-1)!.push(item)
  }
  return groups.filter((group) => group.length > 0)
}

/** Whether a code stands alone between signs, where nobody writes a word in capitals. */
const isBounded = (items: ReadonlyArray<Item>, index: number): boolean => {
  const [item, next] = [items[index], items[index + 1]]
  return item !== undefined && item.gap !== "space" && (next === undefined || next.gap !== "space" || next.silent)
}

interface Group {
  readonly places: ReadonlyArray<Named>
  /** All its places are areas in which one may work remotely. */
  readonly remoteAreas: boolean
}

/** `Remote - US or Canada`, `Remote (US | Canada)`: the areas that follow are of the same offer. */
const inherits = (before: Group | undefined): boolean => before?.remoteAreas === true

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

const readGroup = (compiled: Compiled, text: string, items: ReadonlyArray<Item>, inherited: boolean): Group => {
  const entries: Array<Entry> = []
  let current: Entry | undefined
  let loose: Item | undefined
  let alone: Item | undefined
  let everywhere: CueAt | undefined
  const slice = ({ start, end }: { readonly start: number; readonly end: number }) => text.slice(start, end)
  for (const [index, item] of items.entries()) {
    const next = items[index + 1]
    if (item.cue !== null && !isTown(compiled, item, next)) {
      if (item.cue === "remote") {
        const first = entries.length === 0
        const own = entries.length > 1 && item.gap === "comma"
        if (first) everywhere = { cue: item.cue, start: item.start, end: item.end }
        else if (own || next !== undefined && next.gap === "space" && next.readings.length > 0) {
          alone = item
          current = undefined
        } else if (current !== undefined) current.remote = true
      }
      loose = undefined
      continue
    }
    if (isUnknown(item)) {
      const bare = (next === undefined || next.gap !== "space") && item.gap !== "space" && isCity(slice(item))
      if (bare && current !== undefined && item.gap !== "paren" && current === entries[0] && current.written === null && leads(current)) {
        current.written = slice(item)
        current.end = item.end
        loose = undefined
      } else loose = bare ? item : undefined
      continue
    }
    if (item.readings.length === 0) {
      if (item.gap === "space" || next?.gap === "space") loose = undefined
      continue
    }
    const joined = current === undefined || (current.remote && item.gap === "paren") ? [] : join(compiled, current, item)
    if (current !== undefined && joined.length > 0) {
      if (isWorld(compiled, current.readings)) current.remote = true
      current.readings = joined
      current.names++
      current.end = item.end
      continue
    }
    if (item.code && !isBounded(items, index)) continue
    if (current !== undefined && isNamesake(current, item)) {
      const name = slice(current)
      current.readings = nearer(item, current).filter(({ kind }) => kind === "region" || kind === "country").map((reading) => ({ ...reading, guarded: false }))
      current.written = name
      current.end = item.end
      continue
    }
    const written = loose !== undefined && item.gap === "comma" && isOf(item) ? loose : undefined
    current = {
      readings: nearer(item, current),
      names: written === undefined ? 1 : 2,
      start: written?.start ?? item.start,
      end: item.end,
      written: written === undefined ? null : slice(written),
      remote: alone !== undefined || (inherited && isArea(item))
    }
    if (alone !== undefined) {
      current.start = alone.start
      alone = undefined
    }
    entries.push(current)
    loose = undefined
  }
  const named = entries.flatMap((entry) => close(compiled, entry, everywhere))
  const cue = everywhere ?? alone
  const lone = cue !== undefined && (named.length === 0 || alone !== undefined) ? [{ readings: [], remote: true, start: cue.start, end: cue.end }] : []
  const unread = named.length === 0 && lone.length === 0 && items.some((item) => isUnknown(item) || item.readings.length > 0)
    ? [{ readings: [], remote: false, start: items[0]!.start, end: items.at(-1)!.end }]
    : []
  return {
    places: [...named, ...lone, ...unread],
    remoteAreas: named.length > 0 && named.every(({ remote, readings }) => remote && readings.every(({ city }) => city === null))
  }
}

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

const close = (compiled: Compiled, { readings, names, written, remote, start, end }: Entry, everywhere: CueAt | undefined): ReadonlyArray<Named> => {
  const open = names > 1 ? readings : readings.filter(({ guarded }) => !guarded)
  const eminent = open.filter((reading) => reading.eminent)
  const isOneArea = open.every(({ country, region }) => country === open[0]?.country && region === open[0]?.region)
  const kept = eminent.length > 0 && (names === 1 || written !== null || isOneArea) ? eminent : open
  if (kept.length === 0) return []
  const named = written === null ? kept : kept.map((reading): Reading => ({ ...reading, kind: "city", city: tidy(written) }))
  return [{ readings: named, remote: remote || everywhere !== undefined || isWorld(compiled, kept), start, end }]
}

const isCity = (written: string): boolean => written.length <= 40 && !/^\p{Ll}/u.test(written)
/** `SPRINGDALE` as people write it. */
const tidy = (written: string): string =>
  /\p{Ll}/u.test(written) ? written : written.replace(/(\p{Lu})(\p{Lu}+)/gu, (_, first: string, others: string) => first + others.toLowerCase())

/** The readings of a whole text as one name. */
export const names = (compiled: Compiled, text: string): ReadonlyArray<Reading> => {
  const [only, ...others] = Words.read(compiled.names, text)
  return only?.meaning === undefined || only.meaning.cue !== null || others.length > 0 ? [] : only.meaning.readings
}
