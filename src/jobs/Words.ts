/**
 * Words of a text where they stand in it, in a form in which letter case, accents and apostrophes do not matter, and the
 * phrases of a table among them.
 *
 * Positions are UTF-16 units of the text as given, so that they can be shown in it. Knows no language; texts without spaces
 * between words are taken apart by the phrases known.
 */
import * as Hash from "./Hash.ts"

export interface Word {
  readonly word: string
  readonly start: number
  readonly end: number
}

const marks = /\p{M}/gu
const apostrophes = /['’ʼ`´]/g
const letters: ReadonlyMap<string, string> = new Map([["ß", "ss"], ["ø", "o"], ["ł", "l"], ["đ", "d"], ["ı", "i"], ["æ", "ae"], ["œ", "oe"], ["þ", "th"], ["ð", "d"]])
const special = /[ßøłđıæœþð]/g
const plain = /^[a-z0-9]*$/
const capitals = /^[A-Za-z0-9]*$/

export const fold = (word: string): string => {
  if (plain.test(word)) return word
  if (capitals.test(word)) return word.toLowerCase()
  return word.toLowerCase().normalize("NFKD").replace(marks, "").replace(apostrophes, "").replace(special, (letter) => letters.get(letter) ?? letter)
}

const pattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’ʼ]*/guy

/** The words of a text as numbers: where each stands, and a hash of its folded form. Only words of other than ASCII's letters are folded before they are asked for. */
interface Scan {
  readonly text: string
  readonly starts: ReadonlyArray<number>
  readonly ends: ReadonlyArray<number>
  readonly hashes: ReadonlyArray<number>
  readonly folded: ReadonlyMap<number, string>
}

export const of = (text: string): ReadonlyArray<Word> => {
  const words = scan(text)
  return Array.from(words.starts, (start, index) => ({ word: wordAt(words, index), start, end: words.ends[index]! }))
}

/** The words of a text in the form in which they are compared, one space between two. */
export const joined = (text: string): string => (isSimple(text) ? text.toLowerCase() : of(text).map(({ word }) => word).join(" "))

/** Whether its words need no folding but of their letter case. */
export const isSimple = (text: string): boolean => simple.test(text)

const simple = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/

/** Equal words have equal hashes. */
export const hashes = (text: string): ReadonlyArray<number> => scan(text).hashes

const wordAt = ({ ends, folded, starts, text }: Scan, index: number): string => folded.get(index) ?? text.slice(starts[index], ends[index]).toLowerCase()

/** The words of the last line: it is asked for several times on end, with short stretches of it between. */
let last: Scan | undefined
const long = 60

const scan = (text: string): Scan => {
  if (text.length < long) return take(text)
  if (text !== last?.text) last = take(text)
  return last
}

/** Letters and digits of ASCII are most of a text, and are told apart and hashed without an expression. */
const take = (text: string): Scan => {
  const [starts, ends, hashes]: readonly [Array<number>, Array<number>, Array<number>] = [[], [], []]
  let folded = none
  const length = text.length
  for (let at = 0; at < length;) {
    let kind = kindOf(text.charCodeAt(at))
    if (kind === other) {
      at++
      continue
    }
    let [end, hash] = [at, Hash.seed]
    while (kind === lower || kind === upper) {
      const unit = text.charCodeAt(end)
      hash = Hash.next(hash, kind === upper ? unit | 0x20 : unit)
      if (++end === length) break
      kind = kindOf(text.charCodeAt(end))
    }
    if (end < length && (kind === foreign || kind === apostrophe)) {
      pattern.lastIndex = at
      const match = pattern.exec(text)?.[0]
      if (match === undefined) {
        at = Math.max(end, at + 1)
        continue
      }
      const word = fold(match)
      if (folded === none) folded = new Map()
      folded.set(starts.length, word)
      hash = Hash.of(word)
      end = at + match.length
    }
    starts.push(at)
    ends.push(end)
    hashes.push(hash)
    at = end
  }
  return { text, starts, ends, hashes, folded }
}

const none = new Map<number, string>()

const [other, lower, upper, apostrophe, foreign] = [1, 2, 3, 4, 5]

/** Foreign is what an expression has to tell. */
const kindOf = (unit: number): number => (kinds[unit] ||= newKind(String.fromCharCode(unit)))

/** 0 where it was not asked for yet. */
const kinds = new Uint8Array(0x10000)

const newKind = (sign: string): number =>
  /[a-z0-9]/.test(sign) ? lower : /[A-Z]/.test(sign) ? upper : sign === "'" ? apostrophe : /[\p{L}\p{N}\p{M}\p{Cs}’ʼ]/u.test(sign) ? foreign : other

/** Phrases by the hash of their first word, modulo the table's size, the longest first. Other first words may have the same place. */
export interface Phrases<A> {
  readonly places: ReadonlyArray<ReadonlyArray<Phrase<A>> | undefined>
}
interface Phrase<A> {
  /** Of its first word. */
  readonly hash: number
  readonly words: ReadonlyArray<string>
  readonly meaning: A
}

/** Meanings of one phrase are joined by `merge`. */
export const phrases = <A>(table: Iterable<readonly [phrase: string, meaning: A]>, merge: (a: A, b: A) => A): Phrases<A> => {
  const meanings = new Map<string, A>()
  for (const [phrase, meaning] of table) {
    const key = joined(phrase)
    const known = meanings.get(key)
    if (key !== "") meanings.set(key, known === undefined ? meaning : merge(known, meaning))
  }
  const size = 1 << Math.ceil(Math.log2(8 * meanings.size + 1024))
  const places = new Array<Array<Phrase<A>> | undefined>(size).fill(undefined)
  const shared = new Set<Array<Phrase<A>>>()
  for (const [key, meaning] of meanings) {
    const words = key.split(" ")
    const hash = Hash.of(words[0]!)
    const place = places[hash & (size - 1)] ??= []
    if (place.push({ hash, words, meaning }) > 1) shared.add(place)
  }
  for (const place of shared) place.sort((a, b) => b.words.length - a.words.length)
  return { places }
}

const begunBy = <A>({ places }: Phrases<A>, hash: number): ReadonlyArray<Phrase<A>> | undefined => places[hash & (places.length - 1)]

/** What stands between two words of one phrase; of a list, commas and semicolons do. */
const joint = /^[\s.:\-‐-―&'’%/]{0,4}$/

/** A stretch of the text: with a meaning where a phrase is known, without where the word is not. */
export interface Stretch<A> {
  readonly start: number
  readonly end: number
  readonly meaning: A | undefined
}

const unspaced = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/

/** Every word of the text, taken into the longest phrase at each place. */
export const read = <A>(phrases: Phrases<A>, text: string): Array<Stretch<A>> => {
  const words = scan(text)
  const stretches: Array<Stretch<A>> = []
  for (let at = 0; at < words.starts.length;) {
    const start = words.starts[at]!
    const found = longest(phrases, words, at)
    if (found !== undefined) {
      at += found.words.length
      stretches.push({ start, end: words.ends[at - 1]!, meaning: found.meaning })
      continue
    }
    if (unspaced.test(words.folded.get(at) ?? "")) stretches.push(...apart(phrases, text, start, words.ends[at]!))
    else stretches.push({ start, end: words.ends[at]!, meaning: undefined })
    at++
  }
  return stretches
}

/** The known phrases of a text, without what is between them. */
export const find = <A>(phrases: Phrases<A>, text: string): Array<Stretch<A> & { readonly meaning: A }> => {
  const words = scan(text)
  const found: Array<Stretch<A> & { readonly meaning: A }> = []
  for (let at = 0; at < words.starts.length; at++) {
    const start = words.starts[at]!
    const phrase = longest(phrases, words, at)
    if (phrase !== undefined) {
      at += phrase.words.length - 1
      found.push({ start, end: words.ends[at]!, meaning: phrase.meaning })
    } else if (words.folded.size > 0) {
      const word = words.folded.get(at) ?? ""
      if (!(word.charCodeAt(word.length - 1) > 0xdff && unspaced.test(word))) continue
      for (const { start: from, end, meaning } of apart(phrases, text, start, words.ends[at]!)) if (meaning !== undefined) found.push({ start: from, end, meaning })
    }
  }
  return found
}

const longest = <A>(phrases: Phrases<A>, words: Scan, at: number): Phrase<A> | undefined => {
  const hash = words.hashes[at]!
  const begun = begunBy(phrases, hash)
  if (begun !== undefined) for (const phrase of begun) if (phrase.hash === hash && stands(phrase.words, words, at)) return phrase
  return undefined
}

const stands = (parts: ReadonlyArray<string>, words: Scan, at: number): boolean => {
  if (at + parts.length > words.starts.length) return false
  for (let index = 0; index < parts.length; index++) {
    if (!is(words, at + index, parts[index]!)) return false
    if (index > 0 && !joint.test(words.text.slice(words.ends[at + index - 1]!, words.starts[at + index]!))) return false
  }
  return true
}

const is = ({ ends, folded, starts, text }: Scan, index: number, word: string): boolean => {
  const special = folded.size === 0 ? undefined : folded.get(index)
  if (special !== undefined) return special === word
  const start = starts[index]!
  if (ends[index]! - start !== word.length) return false
  for (let at = 0; at < word.length; at++) {
    const unit = text.charCodeAt(start + at)
    if ((kinds[unit] === upper ? unit | 0x20 : unit) !== word.charCodeAt(at)) return false
  }
  return true
}

/** Known words inside a run of letters that no space divides. */
const apart = <A>(phrases: Phrases<A>, text: string, start: number, end: number): Array<Stretch<A>> => {
  const stretches: Array<Stretch<A>> = []
  let rest = start
  while (rest < end) {
    let taken = 0
    for (let length = Math.min(end - rest, 12); length > 1; length--) {
      const word = fold(text.slice(rest, rest + length))
      const found = begunBy(phrases, Hash.of(word))?.find(({ words: [first, ...others] }) => first === word && others.length === 0)
      if (found === undefined) continue
      stretches.push({ start: rest, end: rest + length, meaning: found.meaning })
      taken = length
      break
    }
    rest += taken || 1
  }
  return stretches.length > 0 ? stretches : [{ start, end, meaning: undefined }]
}
