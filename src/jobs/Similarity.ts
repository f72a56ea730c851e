/**
 * How like a posting is to what a candidate looks for, as one number from 0 to 1000: a net beneath the rules of scoring, for
 * postings whose words they do not know.
 *
 * Compares the stems of titles, how far the text speaks of a title's words, and the skills on both sides. Whole numbers
 * throughout, every division rounded down; weights of words are a fixed table, so other postings change nothing.
 */
import type { Gist } from "../../schemas/Understanding.ts"
import type { WordTable } from "../../schemas/Words.ts"
import { IntMap } from "./IntMap.ts"
import * as Once from "./Once.ts"
import * as Tokens from "./Tokens.ts"

/** Stem → weight. */
type Stems = ReadonlyMap<number, number>

export interface Wanted {
  readonly titles: ReadonlyArray<Stems>
  /** Ids of the dictionary. */
  readonly skills: ReadonlyArray<string>
}

export const wanted = (titles: ReadonlyArray<string>, skills: ReadonlyArray<string>, table: WordTable): Wanted =>
  ({ titles: titles.map((title) => stems(Tokens.of(title), table)), skills })

export interface Offered {
  readonly title: Tokens.Tokens
  readonly text: Gist
  readonly skills: ReadonlySet<string>
}

/** What each part weighs in the whole. A part that the candidate does not speak of weighs nothing. */
const shares = { title: 5, skills: 3, text: 2 }

export const of = ({ skills, titles }: Wanted, offered: Offered, table: WordTable): number => {
  const parts: Array<readonly [share: number, likeness: number]> = []
  if (titles.length > 0) {
    const title = stems(offered.title, table)
    parts.push([shares.title, Math.max(...titles.map((stems) => ofTitles(stems, title)))], [shares.text, ofText(titles, offered.text)])
  }
  if (skills.length > 0) parts.push([shares.skills, ofSkills(skills, offered.skills)])
  const whole = parts.reduce((sum, [share]) => sum + share, 0)
  return whole === 0 ? 0 : Math.floor(parts.reduce((sum, [share, likeness]) => sum + share * likeness, 0) / whole)
}

/** Twice the weight of what is in both, of the weight of both. */
export const ofTitles = (a: Stems, b: Stems): number => {
  let [both, all] = [0, 0]
  for (const [stem, weight] of a) {
    all += weight
    if (b.has(stem)) both += weight
  }
  for (const weight of b.values()) all += weight
  return all === 0 ? 0 : Math.floor((2000 * both) / all)
}

/** A list of this many skills in common is as much as there can be. */
const enoughSkills = 8

const ofSkills = (skills: ReadonlyArray<string>, offered: ReadonlySet<string>): number => {
  const common = skills.filter((skill) => offered.has(skill)).length
  return Math.min(1000, Math.floor((1000 * common) / Math.min(skills.length, enoughSkills)))
}

/** Words of a text of usual length. */
const usualLength = 400

/** So many stems stand for a text. */
const mostStems = 48

/** The stems that tell most of a text: the heaviest by weight and by how often they occur, up to four times. */
export const gist = (tokens: Tokens.Tokens, table: WordTable): Gist => {
  const { meanings, weights } = vocabulary(table)
  const counts = new IntMap(tokens.count)
  for (const stem of tokens.stems) {
    const meaning = meanings.get(stem, stem)
    counts.set(meaning, counts.get(meaning, 0) + 1)
  }
  const telling: Array<number> = []
  for (const stem of counts.keys) {
    const worth = weights.get(stem, table.otherwise) * Math.min(counts.get(stem, 0), 4)
    if (worth > 0) telling.push(stem - worth * beyondStems)
  }
  const most = Float64Array.from(telling).sort().subarray(0, mostStems)
  const stems = Int32Array.from(most, (place) => place | 0).sort()
  return { words: tokens.count, stems: Array.from(stems).flatMap((stem) => [stem, counts.get(stem, 0)]) }
}

/** A stem less its worth this often is a number by which the worthiest come first, and then the least; its lowest 32 bits are the stem. */
const beyondStems = 2 ** 33

/** BM25's saturation: of a word's weight, `n / (n + k)` for `n` times, where `k` grows with the text's length. */
export const ofText = (titles: ReadonlyArray<Stems>, { stems, words }: Gist): number => {
  const counts = new Map<number, number>()
  for (let at = 0; at < stems.length; at += 2) counts.set(stems[at]!, stems[at + 1]!)
  const k = 1 + Math.floor(words / usualLength)
  return Math.max(...titles.map((title) => {
    let [said, all] = [0, 0]
    for (const [stem, weight] of title) {
      const count = counts.get(stem) ?? 0
      all += weight
      said += Math.floor((1000 * weight * count) / (count + k))
    }
    return all === 0 ? 0 : Math.floor(said / all)
  }))
}

export const stems = (tokens: Tokens.Tokens, table: WordTable): Stems => {
  const { longer, meanings, weights } = vocabulary(table)
  const found = new Map<number, number>()
  const add = (stem: number) => {
    const meaning = meanings.get(stem, stem)
    const weight = weights.get(meaning, table.otherwise)
    if (weight > 0) found.set(meaning, weight)
  }
  for (let index = 0; index < tokens.count; index++) {
    const written = longer.get(tokens.hashes[index]!)
    if (written === undefined) add(tokens.stems[index]!)
    else for (const stem of written) add(stem)
  }
  return found
}

const vocabulary = Once.of(({ alike, weights, written_out }: WordTable) => {
  const stemOf = (word: string): number => Tokens.of(word).stems[0]!
  const meanings = IntMap.of(alike.flatMap(([first, ...others]) => others.map((other): [number, number] => [stemOf(other), stemOf(first!)])))
  return {
    meanings,
    /** A stem that several words share weighs what the lightest of them does. */
    weights: IntMap.of(weights.toReversed().flatMap(({ weight, words }) => words.map((word): [number, number] => [stemOf(word), weight]))),
    longer: new Map(Object.entries(written_out).map(([short, long]): [number, Int32Array] => [Tokens.of(short).hashes[0]!, Tokens.of(long).stems]))
  }
})
