/**
 * The language a posting is written in: what a field states, else what its everyday words and letters say.
 *
 * A text says so where enough of its words are known and one language knows clearly more of them than any other; else it is
 * unknown. Counts whole numbers; knows languages through the table alone.
 */
import type { LanguageTable, PostingLanguage, Script } from "../../schemas/Languages.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Hash from "./Hash.ts"
import { IntMap } from "./IntMap.ts"
import * as Once from "./Once.ts"
import * as Tokens from "./Tokens.ts"

/** The least number of known words, and of a script's letters. */
const least = 8
/** A long text is told by its first lines, of about so many words. */
const most = 600

/** @param lines of the text, in its order, as `inLine` gives them */
export const of = (stated: string | null, text: string, lines: ReadonlyArray<Known>, table: LanguageTable): PostingLanguage => {
  const named = stated === null ? undefined : code(stated, table)
  if (named !== undefined) return { language: named, source: "stated" }
  const language = byScript(text, table) ?? byWords(lines, table)
  return language === undefined ? { language: "unknown", source: "none" } : { language, source: "text" }
}

/** `de`, `de-AT`, `de_AT`, `German`, `Deutsch`. */
const code = (stated: string, table: LanguageTable): string | undefined => {
  const text = Tokens.normal(stated.trim())
  const [, short] = /^([a-z]{2})(?:[-_].*)?$/.exec(text) ?? []
  return short ?? namesOf(table).get(text)
}

const patterns: Readonly<Record<Script, RegExp>> = {
  Hangul: /\p{Script=Hangul}/gu,
  Kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  Han: /\p{Script=Han}/gu,
  Greek: /\p{Script=Greek}/gu,
  Hebrew: /\p{Script=Hebrew}/gu,
  Arabic: /\p{Script=Arabic}/gu,
  Thai: /\p{Script=Thai}/gu,
  Devanagari: /\p{Script=Devanagari}/gu
}

/** One letter in three; Japanese is written with ideographs too, so of its own letters one in ten. */
const oneIn = (script: Script): number => (script === "Kana" ? 10 : 3)

const beyondLatin = /[\u0370-\u03ff\u0590-\u06ff\u0904-\u0939\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/

const byScript = (text: string, { scripts }: LanguageTable): string | undefined => {
  const beginning = text.slice(0, most * 6)
  if (!beyondLatin.test(beginning)) return undefined
  const letters = beginning.match(/\p{L}/gu)?.length ?? 0
  return scripts.find(({ script }) => {
    const count = beginning.match(patterns[script])?.length ?? 0
    return count >= least && count * oneIn(script) >= letters
  })?.language
}

/** How many words a line has, and how many of them each language knows, by its place among the languages. */
export interface Known {
  readonly words: number
  readonly of: ReadonlyArray<readonly [language: number, count: number]>
}

export const inLine = ({ count, hashes }: Tokens.Tokens, table: LanguageTable): Known => {
  const { known, sets } = wordsOf(table)
  const counts = new Map<number, number>()
  for (const hash of hashes) {
    const languages = known.get(hash, none)
    if (languages !== none) for (const language of sets[languages]!) counts.set(language, (counts.get(language) ?? 0) + 1)
  }
  return { words: count, of: [...counts] }
}

const byWords = (lines: ReadonlyArray<Known>, table: LanguageTable): string | undefined => {
  const { languages } = wordsOf(table)
  const counts = languages.map(() => 0)
  let words = 0
  for (const line of lines) {
    if (words >= most) break
    words += line.words
    for (const [language, count] of line.of) counts[language]! += count
  }
  const [first, second] = counts.map((count, language) => ({ count, language })).sort((a, b) => b.count - a.count || a.language - b.language)
  if (first === undefined || first.count < least || first.count * 100 < 15 * words) return undefined
  return second !== undefined && second.count * 10 > first.count * 9 ? undefined : languages[first.language]
}

const wordsOf = Once.of(({ words }: LanguageTable) => {
  const languages = Object.keys(words).sort(Canonical.compare)
  const speakers = new Map<number, Array<number>>()
  languages.forEach((language, index) => {
    for (const word of words[language]!) {
      const hash = Hash.of(Tokens.normal(word))
      const there = speakers.get(hash)
      if (there === undefined) speakers.set(hash, [index])
      else there.push(index)
    }
  })
  return { languages, known: IntMap.of([...speakers.keys()].map((hash, set) => [hash, set])), sets: [...speakers.values()] }
})

const none = -1

const namesOf = Once.of(({ names }: LanguageTable): ReadonlyMap<string, string> =>
  new Map(Object.entries(names).flatMap(([language, names]) => names.map((name): [string, string] => [Tokens.normal(name), language]))))
