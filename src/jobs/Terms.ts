/**
 * Words of short texts (titles, departments, places), and known terms among them.
 *
 * A word is a run of letters and digits, with the signs that make another word of it: `C++`, `C#`, `.NET`. Letter case,
 * punctuation and compatibility forms do not matter. Where a script writes no spaces, a word ends where the script changes, as
 * between Kanji and Katakana. Positions are those of the text as it is given. Knows no language.
 */
export interface Word {
  readonly word: string
  /** In UTF-16 units of the text, the end not included. */
  readonly start: number
  readonly end: number
}

export const words = (text: string): ReadonlyArray<Word> => ascii.test(text) ? plain(text) : any(text)

// oxlint-disable-next-line no-control-regex
const ascii = /^[\x00-\x7f]*$/
const pattern =
  /(?<![\p{L}\p{N}])\.net(?![\p{L}\p{N}])|\p{sc=Han}+|(?:[\p{sc=Katakana}ー\uff70]\p{M}*)+|(?:\p{sc=Hiragana}\p{M}*)+|(?:(?![\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}])[\p{L}\p{N}]\p{M}*)+(?:\+\+|#)?/giu

const any = (text: string): ReadonlyArray<Word> =>
  Array.from(text.matchAll(pattern), ({ 0: match, index }) => ({ word: match.normalize("NFKC").toLowerCase(), start: index, end: index + match.length }))

/** The same words as `any` finds, some ten times as fast. */
const plain = (text: string): ReadonlyArray<Word> => {
  const lower = text.toLowerCase()
  const found: Array<Word> = []
  for (let at = 0; at < lower.length;) {
    if (!isAlphanumeric(lower.charCodeAt(at))) {
      at++
      continue
    }
    let [start, end] = [at, at + 1]
    while (isAlphanumeric(lower.charCodeAt(end))) end++
    if (lower.startsWith("++", end)) end += 2
    else if (lower.charCodeAt(end) === 0x23) end++
    else if (lower[start - 1] === "." && end - start === 3 && lower.startsWith("net", start) && !isAlphanumeric(lower.charCodeAt(start - 2))) start--
    found.push({ word: lower.slice(start, end), start, end })
    at = end
  }
  return found
}

const isAlphanumeric = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)

/** Terms word by word; each ends in its key. The key of a decoy is `null`: it takes its words from other terms and is itself not found. */
export interface Lexicon<K = string> {
  readonly next: ReadonlyMap<string, Lexicon<K>>
  readonly key: K | null | undefined
}

/** Of two terms of the same words, the first counts. */
export const trie = <K>(table: Iterable<readonly [key: K | null, words: ReadonlyArray<string>]>): Lexicon<K> => {
  interface Node {
    readonly next: Map<string, Node>
    key: K | null | undefined
  }
  const root: Node = { next: new Map(), key: undefined }
  for (const [key, words] of table) {
    if (words.length === 0) continue
    let node = root
    for (const word of words) {
      const next = node.next.get(word) ?? { next: new Map(), key: undefined }
      node.next.set(word, next)
      node = next
    }
    if (node.key === undefined) node.key = key
  }
  return root
}

export const lexicon = (table: Iterable<readonly [key: string, terms: ReadonlyArray<string>]>, decoys: ReadonlyArray<string> = []): Lexicon =>
  trie([[null, decoys] as const, ...table].flatMap(([key, terms]) => terms.map((term) => [key, words(term).map(({ word }) => word)] as const)))

/** A term among words: its key, its first word and how many it has. */
export interface Match<K> {
  readonly key: K
  readonly at: number
  readonly length: number
}

/** The terms among words from left to right, the longest at each place, none overlapping. `first` has the words as terms begin with them. */
export const among = <K>(lexicon: Lexicon<K>, words: ReadonlyArray<string>, first = words): ReadonlyArray<Match<K>> => {
  const found: Array<Match<K>> = []
  for (let at = 0; at < words.length;) {
    let node = lexicon.next.get(first[at]!)
    let [key, length]: [K | null, number] = [null, 1]
    for (let count = 1; node !== undefined; count++) {
      if (node.key !== undefined) [key, length] = [node.key, count]
      node = at + count < words.length ? node.next.get(words[at + count]!) : undefined
    }
    if (key !== null) found.push({ key, at, length })
    at += length
  }
  return found
}

/** A term found: its key and the excerpt of the text that says it. */
export interface Found {
  readonly key: string
  readonly excerpt: string
}

/** The terms in a text, as `among` finds them. */
export const find = (lexicon: Lexicon, text: string): ReadonlyArray<Found> => {
  const all = words(text)
  return among(lexicon, all.map(({ word }) => word)).map(({ key, at, length }) => ({ key, excerpt: text.slice(all[at]!.start, all[at + length - 1]!.end) }))
}
