/**
 * Known phrases among the words of a long text: from left to right, the longest at each place, none overlapping.
 *
 * A phrase's words may be joined by a space, a hyphen, a slash, a dot or an ampersand, never across the end of a sentence or
 * line. Knows phrases and what they stand for, not what skills are.
 */
import * as Tokens from "./Tokens.ts"

export interface Phrase<A> {
  readonly text: string
  readonly value: A
  /** Counts in this letter case alone. */
  readonly exact: boolean
}

interface Entry<A> extends Phrase<A> {
  readonly words: ReadonlyArray<string>
  readonly hashes: ReadonlyArray<number>
}

export interface Phrases<A> {
  /** The hash of a first word, modulo the table's size: its place. At a place, entries with other first words may stand too. */
  readonly places: ReadonlyArray<ReadonlyArray<Entry<A>> | undefined>
}

const size = 1 << 14

export const make = <A>(phrases: Iterable<Phrase<A>>): Phrases<A> => {
  const places = new Array<Array<Entry<A>> | undefined>(size).fill(undefined)
  const shared = new Set<Array<Entry<A>>>()
  for (const { exact, text, value } of phrases) {
    const tokens = Tokens.of(text)
    if (tokens.count === 0) continue
    const words: Array<string> = []
    for (let index = 0; index < tokens.count; index++) words.push(Tokens.word(tokens, index))
    const place = places[tokens.hashes[0]! & (size - 1)] ??= []
    if (place.push({ text, value, exact, words, hashes: tokens.hashes }) > 1) shared.add(place)
  }
  for (const place of shared) place.sort((a, b) => b.words.length - a.words.length || Number(b.exact) - Number(a.exact))
  return { places }
}

export interface Hit<A> {
  readonly value: A
  /** The first word, and the one after the last. */
  readonly from: number
  readonly to: number
}

export const find = <A>({ places }: Phrases<A>, tokens: Tokens.Tokens): ReadonlyArray<Hit<A>> => {
  const hits: Array<Hit<A>> = []
  for (let at = 0; at < tokens.count;) {
    const place = places[tokens.hashes[at]! & (size - 1)]
    const entry = place === undefined ? undefined : longest(place, tokens, at)
    if (entry === undefined) {
      at++
      continue
    }
    hits.push({ value: entry.value, from: at, to: at + entry.words.length })
    at += entry.words.length
  }
  return hits
}

const longest = <A>(place: ReadonlyArray<Entry<A>>, tokens: Tokens.Tokens, at: number): Entry<A> | undefined => {
  for (const entry of place) if (stands(entry, tokens, at)) return entry
  return undefined
}

const stands = <A>(entry: Entry<A>, tokens: Tokens.Tokens, at: number): boolean => {
  const { exact, hashes, text, words } = entry
  for (let index = 0; index < hashes.length; index++) {
    if (tokens.hashes[at + index] !== hashes[index]) return false
    if (index > 0 && !isJoint(tokens.text, tokens.ends[at + index - 1]!, tokens.starts[at + index]!)) return false
  }
  if (exact) return tokens.text.slice(tokens.starts[at], tokens.ends[at + hashes.length - 1]) === text
  for (let index = 0; index < words.length; index++) if (!Tokens.is(tokens, at + index, words[index]!)) return false
  return true
}

const isJoint = (text: string, from: number, to: number): boolean => {
  if (to - from === 1) return joint.has(text.charCodeAt(from))
  return to - from === 3 && text[from] === " " && text[to - 1] === " " && /[-&/–]/.test(text[from + 1]!)
}

const joint: ReadonlySet<number> = new Set(Array.from(" -/.&_'’‑·", (character) => character.charCodeAt(0)))
