/**
 * Words of short texts (titles, departments, places), and known terms among them.
 *
 * A word is a run of letters and digits in any script, with the signs that make another word of it: `C++`, `C#`, `.NET`.
 * Letter case, punctuation and compatibility forms do not matter. Knows no language.
 */
export interface Word {
  readonly word: string
  /** Where it stands in `normal(text)`. */
  readonly start: number
  readonly end: number
}

/** The form in which texts are read; positions refer to it. */
export const normal = (text: string): string => text.normalize("NFKC")

const pattern = /(?<![\p{L}\p{N}])\.net(?![\p{L}\p{N}])|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:\+\+|#)?/giu

export const words = (text: string): ReadonlyArray<Word> =>
  Array.from(normal(text).matchAll(pattern), ({ 0: match, index }) => ({ word: match.toLowerCase(), start: index, end: index + match.length }))

/** Terms by their first word, the longest first. */
export interface Lexicon {
  readonly entries: ReadonlyMap<string, ReadonlyArray<{ readonly key: string; readonly words: ReadonlyArray<string> }>>
}

/** `key` is `undefined` for a decoy: it takes its words from other terms and is itself not found. */
export const lexicon = (table: Iterable<readonly [key: string, terms: ReadonlyArray<string>]>, decoys: ReadonlyArray<string> = []): Lexicon => {
  const entries = new Map<string, Array<{ readonly key: string; readonly words: ReadonlyArray<string> }>>()
  for (const [key, terms] of [[decoy, decoys] as const, ...table]) {
    for (const term of terms) {
      const parts = words(term).map(({ word }) => word)
      const [first] = parts
      if (first === undefined) continue
      const entry = entries.get(first)
      if (entry === undefined) entries.set(first, [{ key, words: parts }])
      else entry.push({ key, words: parts })
    }
  }
  for (const entry of entries.values()) entry.sort((a, b) => b.words.length - a.words.length)
  return { entries }
}

const decoy = ""

/** A term found: its key and the excerpt of the text that says it. */
export interface Found {
  readonly key: string
  readonly excerpt: string
}

/** The terms in a text from left to right, the longest at each place, none overlapping. */
export const find = (lexicon: Lexicon, text: string): ReadonlyArray<Found> => {
  const all = words(text)
  const found: Array<Found> = []
  for (let at = 0; at < all.length;) {
    const entry = lexicon.entries.get(all[at]!.word)?.find(({ words }) => words.every((word, index) => all[at + index]?.word === word))
    if (entry === undefined) {
      at++
      continue
    }
    const [first, last] = [all[at]!, all[at + entry.words.length - 1]!]
    if (entry.key !== decoy) found.push({ key: entry.key, excerpt: normal(text).slice(first.start, last.end) })
    at += entry.words.length
  }
  return found
}
