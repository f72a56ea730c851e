/**
 * Years of experience that a text asks for: `5+ years`, `3-5 years of experience`, `at least five years`.
 *
 * A number of years counts where its sentence speaks of experience, or of a least number; an employer's age, a degree's
 * length or a vesting schedule is none. What is asked as an alternative or as a wish is counted like any other.
 */
import type { Experience, Years } from "../../schemas/Engagement.ts"
import type { WorkTerms } from "../../schemas/WorkTerms.ts"
import * as Once from "./Once.ts"
import * as Stretch from "./Stretch.ts"
import * as Sentences from "./Sentences.ts"
import * as Words from "./Words.ts"

/** Of what each line of a text asks for. */
export const of = (found: ReadonlyArray<Stretch.There<Asked>>): Experience => {
  const stated = found.map(({ at, said: { maximum, minimum, ...stretch } }): Years => ({ evidence: Stretch.span(at, stretch), maximum, minimum }))
  const minima = stated.map(({ minimum }) => minimum)
  return { minimum: minima.length === 0 ? null : Math.max(...minima), stated }
}

export interface Asked extends Stretch.Stretch, Omit<Years, "evidence"> {}

export const inLine = (line: string, terms: WorkTerms): ReadonlyArray<Asked> => {
  const lexicon = lexiconOf(terms)
  const text = lowered(line)
  const asked: Array<Asked> = []
  for (const { start, end } of stretches(text, lexicon.years)) {
    for (const match of text.slice(start, end).matchAll(lexicon.pattern)) {
      const years = read(line, start + match.index, match, lexicon)
      if (years !== undefined) asked.push(years)
    }
  }
  return asked
}

/** Patterns that look past letter case take long to be made. In the few texts of which it changes the length it stays as it is. */
const lowered = (line: string): string => {
  const lower = line.toLowerCase()
  return lower.length === line.length ? lower : line
}

/** What is written of a number of years is no longer than this. */
const before = 160
const after = 16

/** The stretches of a text that a word for years stands in: nothing else of it is asked with the whole pattern. */
const stretches = (text: string, years: RegExp): ReadonlyArray<Sentences.Sentence> => {
  const found: Array<{ readonly start: number; end: number }> = []
  for (const { index, 0: word } of text.matchAll(years)) {
    const [start, end] = [Math.max(0, index - before), Math.min(text.length, index + word.length + after)]
    const last = found.at(-1)
    if (last !== undefined && start <= last.end) last.end = end
    else found.push({ start, end })
  }
  return found
}

interface Lexicon {
  readonly years: RegExp
  readonly pattern: RegExp
  readonly numbers: ReadonlyMap<string, number>
  readonly least: ReadonlySet<string>
  readonly most: ReadonlySet<string>
  readonly around: Words.Phrases<"cue" | "decoy">
}

/** Years of more than this are a company's, or a person's. */
const longest = 30

const read = (text: string, start: number, match: RegExpExecArray, { numbers, least, most, around }: Lexicon): Asked | undefined => {
  const { limit = "", low = "", more, high, after } = match.groups!
  const first = numberOf(low, numbers)
  const second = high === undefined ? undefined : numberOf(high, numbers)
  if (first === undefined || first > longest || (second !== undefined && (second < first || second > longest))) return undefined
  const end = start + match[0].length
  const sentence = Sentences.around(text, start, end)
  const near = Words.find(around, text.slice(Math.max(sentence.start, start - 60), Math.min(sentence.end, end + 90)))
  if (near.some(({ meaning }) => meaning === "decoy")) return undefined
  const bound = Words.joined(limit)
  const open = more !== undefined || after !== undefined || least.has(bound)
  if (!open && !near.some(({ meaning }) => meaning === "cue")) return undefined
  const stretch = { start, end, rule: second === undefined ? "experience.years" : "experience.range" }
  if (most.has(bound) && second === undefined) return { minimum: 0, maximum: first, ...stretch }
  return { minimum: first, maximum: second ?? null, ...stretch }
}

const numberOf = (written: string, numbers: ReadonlyMap<string, number>): number | undefined => {
  const word = Words.fold(written)
  return numbers.get(word) ?? (/^\d{1,2}$/.test(word) ? Number(word) : undefined)
}

const lexiconOf = Once.of(({ experience }: WorkTerms): Lexicon => {
  const number = `\\d{1,2}|${alternatives(Object.keys(experience.numbers))}`
  const limits = alternatives([...experience.least, ...experience.most])
  return {
    years: new RegExp(alternatives(experience.years), "gu"),
    // A number is looked at before it is taken, so that it is taken as a whole: what follows is made once, and not for every number there is.
    pattern: new RegExp(
      `(?<![\\p{Script=Latin}\\p{N}.,$€£])(?:(?<limit>${limits})\\s{0,3}(?:of\\s{1,3}|de\\s{1,3})?)?(?=(?<low>${number}))\\k<low>\\s{0,3}(?:\\(\\d{1,2}\\)\\s{0,3})?(?<more>\\+)?` +
        `(?:\\s{0,3}(?:-|–|—|to|bis|à|a|or|and)\\s{0,3}(?=(?<high>${number}))\\k<high>\\s{0,3}\\+?)?(?<after>\\s{0,3}(?:or more|and above|plus|or above|oder mehr|et plus|以上))?[\\s-]{0,3}(?:${alternatives(experience.years)})(?:['’]s?)?(?:以上)?(?![\\p{Script=Latin}])`,
      "gu"
    ),
    numbers: new Map(Object.entries(experience.numbers).map(([word, value]) => [Words.fold(word), value])),
    least: keys(experience.least),
    most: keys(experience.most),
    around: Words.phrases([...experience.cues.map((phrase) => [phrase, "cue"] as const), ...experience.decoys.map((phrase) => [phrase, "decoy"] as const)], (_, b) => b)
  }
})

const keys = (phrases: ReadonlyArray<string>): ReadonlySet<string> => new Set(phrases.map((phrase) => Words.joined(phrase)))
/** The longest first, so that `years` is not read as `year`. */
const alternatives = (words: ReadonlyArray<string>): string =>
  words.toSorted((a, b) => b.length - a.length).map((word) => word.toLowerCase().replace(/[.\\]/g, "\\$&").replaceAll(" ", "\\s{1,3}")).join("|")
