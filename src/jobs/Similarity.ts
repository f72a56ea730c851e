/**
 * How like a posting is to what a candidate looks for, as one number from 0 to 1000: a net beneath the rules of scoring, for
 * postings whose words they do not know.
 *
 * Compares the stems of titles, how far the text speaks of a title's words, and the skills on both sides. Whole numbers
 * throughout, every division rounded down; weights of words are a fixed table, so other postings change nothing.
 */
import type { Gist } from "../../schemas/Understanding.ts"
import type { WordTable } from "../../schemas/Words.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Hash from "./Hash.ts"
import { IntMap } from "./IntMap.ts"
import * as Memo from "./Memo.ts"
import * as Once from "./Once.ts"
import * as Tokens from "./Tokens.ts"

/** Stem → weight. */
type Stems = ReadonlyMap<number, number>

export interface Wanted {
  readonly titles: ReadonlyArray<Stems>
  /** The same as a gist has them. */
  readonly terms: ReadonlyArray<ReadonlyArray<readonly [stem: string, weight: number]>>
  /** Ids of the dictionary. */
  readonly skills: ReadonlyArray<string>
}

export const wanted = (examples: ReadonlyArray<string>, skills: ReadonlyArray<string>, table: WordTable): Wanted => {
  const titles = examples.map((title) => stems(Tokens.of(title), table))
  return { titles, terms: titles.map((title) => Array.from(title, ([stem, weight]) => [Hash.hex32(stem), weight])), skills }
}

export interface Offered {
  readonly title: string
  readonly text: Gist
  readonly skills: ReadonlySet<string>
}

/** What each part weighs in the whole. A part that the candidate does not speak of weighs nothing. */
const shares = { title: 5, skills: 3, text: 2 }

export const of = ({ skills, terms, titles }: Wanted, offered: Offered, table: WordTable): number => {
  const parts: Array<readonly [share: number, likeness: number]> = []
  if (titles.length > 0) {
    const title = Memo.of(stemsOf(table), offered.title, () => stems(Tokens.of(offered.title), table))
    parts.push([shares.title, Math.max(...titles.map((stems) => ofTitles(stems, title)))], [shares.text, ofText(terms, offered.text)])
  }
  if (skills.length > 0) parts.push([shares.skills, ofSkills(skills, offered.skills)])
  const whole = parts.reduce((sum, [share]) => sum + share, 0)
  return whole === 0 ? 0 : Math.floor(parts.reduce((sum, [share, likeness]) => sum + share * likeness, 0) / whole)
}

/** Boards repeat their titles. */
const stemsOf = Once.of<WordTable, Memo.Memo<Stems>>(() => Memo.make())

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

/** The stems that titles are told by, for texts are asked for nothing else. */
export const asked = (titles: Iterable<string>, table: WordTable): IntMap =>
  IntMap.of(Array.from(titles).flatMap((title) => Array.from(stems(Tokens.of(title), table))))

/** A line's words, by how many they are and by how often each stem that is asked for occurs. */
export interface Words {
  readonly count: number
  readonly stems: ReadonlyArray<readonly [stem: number, count: number]>
}

export const inLine = ({ count, stems }: Tokens.Tokens, asked: IntMap, table: WordTable): Words => {
  const { meanings } = vocabulary(table)
  const counts = new Map<number, number>()
  for (const stem of stems) {
    const meaning = meanings.get(stem, stem)
    if (asked.get(meaning, 0) > 0) counts.set(meaning, (counts.get(meaning) ?? 0) + 1)
  }
  return { count, stems: [...counts] }
}

export const gist = (lines: ReadonlyArray<Words>): Gist => {
  const counts = new Map<number, number>()
  let words = 0
  for (const line of lines) {
    words += line.count
    for (const [stem, count] of line.stems) counts.set(stem, (counts.get(stem) ?? 0) + count)
  }
  return { stems: Array.from(counts, ([stem, count]) => Hash.hex32(stem) + Hash.hex8(Math.min(count, 255))).sort(Canonical.compare).join(""), words }
}

/** Hexadecimal digits of a stem, and of a stem with how often it occurs. */
const [stemDigits, pairDigits] = [8, 10]

/** How often a stem occurs in a text, if it is one of those that stand for it. */
const countOf = (stem: string, stems: string): number => {
  let at = stems.indexOf(stem)
  while (at % pairDigits > 0) at = stems.indexOf(stem, at + 1)
  return at === -1 ? 0 : Number.parseInt(stems.slice(at + stemDigits, at + pairDigits), 16)
}

/** BM25's saturation: of a word's weight, `n / (n + k)` for `n` times, where `k` grows with the text's length. */
const ofText = (titles: Wanted["terms"], { stems, words }: Gist): number => {
  const k = 1 + Math.floor(words / usualLength)
  return Math.max(...titles.map((title) => {
    let [said, all] = [0, 0]
    for (const [stem, weight] of title) {
      const count = countOf(stem, stems)
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
    longer: new Map(Object.entries(written_out).map(([short, long]): [number, ReadonlyArray<number>] => [Tokens.of(short).hashes[0]!, Tokens.of(long).stems]))
  }
})
