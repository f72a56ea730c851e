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
  const { synonyms, breaks, ignored } = grammarOf(roles)
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
    if (ignored.has(word.word)) {
      joined = true
      continue
    }
    if (breaks.has(word.word)) {
      broken = true
      continue
    }
    if (broken && words.length > 0) {
      bounds.push([first, words.length])
      first = words.length
    }
    const known = synonyms.get(word.word) ?? word.word
    words.push(word)
    read.push(known)
    keys.push(broken && words.length > 1 ? `,${known}` : known)
    part.push(bounds.length)
    another.push(joined)
    broken = joined = false
  }
  if (words.length > 0) bounds.push([first, words.length])
  return { words, read, keys, part, another, bounds }
}

/** The words of a term of the tables, read as those of titles are. */
export const term = (text: string, roles: Roles): ReadonlyArray<string> => of(text, roles).keys

export const span = ({ words }: TitleParts, at: number, length: number, rule: string): Span =>
  ({ field: "title", item: 0, start: words[at]!.start, end: words[at + length - 1]!.end, rule })

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

const grammarOf = Once.of((roles: Roles) => ({
  synonyms: new Map(Object.entries(roles.synonyms).flatMap(([word, others]) => others.map((other) => [other, word] as const))),
  breaks: new Set(roles.breaks),
  ignored: new Set(roles.ignored)
}))
