/**
 * A place's text taken into items: names, codes, ways to work, words between, words that are not known; and into the groups
 * that hard separators divide.
 *
 * Knows which words stand where, not what they mean together (`PlaceText`). What follows `~` is a street.
 */
import type { Compiled, Cue, Meaning, Reading } from "./Gazetteer.ts"
import * as Words from "./Words.ts"

export type Gap = "hard" | "comma" | "paren" | "dash" | "space"

export interface Item {
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

export const of = (compiled: Compiled, given: string): ReadonlyArray<Item> => {
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
export const isUnknown = (item: Item): boolean => item.readings.length === 0 && item.cue === null && !item.joiner && !item.silent

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
export const groups = (items: ReadonlyArray<Item>): ReadonlyArray<ReadonlyArray<Item>> => {
  const groups: Array<Array<Item>> = [[]]
  for (const [index, item] of items.entries()) {
    const joins = item.joiner && !(item.code && isBounded(items, index))
    if (joins || item.gap === "hard") groups.push([])
    if (!joins) groups.at(-1)!.push(item)
  }
  return groups.filter((group) => group.length > 0)
}

/** Whether a code stands alone between signs, where nobody writes a word in capitals. */
export const isBounded = (items: ReadonlyArray<Item>, index: number): boolean => {
  const [item, next] = [items[index], items[index + 1]]
  return item !== undefined && item.gap !== "space" && (next === undefined || next.gap !== "space" || next.silent)
}
