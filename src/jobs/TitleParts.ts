/**
 * A title taken apart: its words, and the parts that commas, brackets, dashes and words as `for` make of it.
 *
 * `Software Engineer, Sales Tools (Remote)` has three parts. Knows which words are read as which others, and no role.
 */
import type { Roles } from "../../schemas/Taxonomy.ts"
import type { Span } from "../../schemas/Span.ts"
import * as Once from "./Once.ts"
import * as Terms from "./Terms.ts"

export interface TitleParts {
  readonly words: ReadonlyArray<Terms.Word>
  /** Word by word, as the tables have it. */
  readonly read: ReadonlyArray<string>
  /** The same, with a comma before the first word of a part but the first. */
  readonly keys: ReadonlyArray<string>
  /** Word by word, the part it is in. */
  readonly part: ReadonlyArray<number>
  /** Whether a word follows on `/`, `&` or `and`. */
  readonly another: ReadonlyArray<boolean>
  /** Part by part, its first word and the word after its last. */
  readonly bounds: ReadonlyArray<readonly [first: number, end: number]>
}

export const of = (title: string, roles: Roles): TitleParts => {
  const readings = readingsOf(roles)
  const words: Array<Terms.Word> = []
  const read: Array<string> = []
  const keys: Array<string> = []
  const part: Array<number> = []
  const another: Array<boolean> = []
  const bounds: Array<readonly [number, number]> = []
  let [end, first, broken, joined] = [0, 0, false, false]
  for (const word of Terms.words(title)) {
    const gap = words.length === 0 ? apart : gapOf(title, end, word.start)
    broken ||= gap === apart
    joined ||= gap === either
    end = word.end
    const reading = readings.get(word.word) ?? word.word
    if (reading === unread) {
      joined = true
      continue
    }
    if (reading === parting) {
      broken = true
      continue
    }
    if (broken && words.length > 0) {
      bounds.push([first, words.length])
      first = words.length
    }
    words.push(word)
    read.push(reading)
    keys.push(broken && words.length > 1 ? `,${reading}` : reading)
    part.push(bounds.length)
    another.push(joined)
    broken = joined = false
  }
  if (words.length > 0) bounds.push([first, words.length])
  return { words, read, keys, part, another, bounds }
}

/** The terms of a title, the tables' commas heeded. */
export const find = <K>({ keys, read }: TitleParts, lexicon: Terms.Lexicon<K>): ReadonlyArray<Terms.Match<K>> => Terms.among(lexicon, keys, read)

export const span = ({ words }: TitleParts, at: number, length: number, rule: string): Span =>
  ({ end: words[at + length - 1]!.end, field: "title", item: 0, rule, start: words[at]!.start })

const [together, either, apart] = [0, 1, 2]

/** What stands between two words. A dash parts them only with a space beside it. */
const gapOf = (title: string, from: number, to: number): number => {
  if (to - from === 1 && title.charCodeAt(from) === 0x20) return together
  let gap = together
  for (let at = from; at < to; at++) {
    const sign = title[at]!
    if (separators.has(sign)) return apart
    if (sign === "-" && (isSpace(title, at - 1) || isSpace(title, at + 1))) return apart
    if (sign === "/" || sign === "&" || sign === "\uff0f" || sign === "\uff06") gap = either
  }
  return gap
}

/** Also as Chinese and Japanese write them. */
const separators = new Set(",;:()[]{}|@\u2013\u2014\u2015\u2022\u00b7\uff0c\u3001\uff1b\uff1a\uff08\uff09\u3010\u3011\u300c\u300d\uff5c\u30fb")

const isSpace = (title: string, at: number): boolean => title.charCodeAt(at) === 0x20 || title.charCodeAt(at) === 0xa0 || title.charCodeAt(at) === 0x09

const [unread, parting] = ["", ","]

/** How the words are read that are not read as they stand. */
const readingsOf = Once.of((roles: Roles): ReadonlyMap<string, string> => new Map([
  ...Object.entries(roles.synonyms).flatMap(([word, others]) => others.map((other) => [other, word] as const)),
  ...roles.ignored.map((word) => [word, unread] as const),
  ...roles.breaks.map((word) => [word, parting] as const)
]))
