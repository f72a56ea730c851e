/**
 * A résumé read into fields. Its text goes no further than this: what comes out are words of the tables and numbers.
 *
 * Titles are looked for where a line gives a time at work, and beside it; skills everywhere; places above the first heading.
 * Knows no file format, and of language only what it is told (`Understanding`).
 */
import type { ResumeFacts } from "../../schemas/Profile.ts"
import type { Section } from "../../schemas/ResumeWords.ts"
import * as Tenure from "./Tenure.ts"
import type { Place, Title, Understanding } from "./Understanding.ts"

/** A line and what it is part of; `head` is all above the first heading. */
export interface Line {
  readonly section: Section | "head"
  readonly text: string
}

export interface Resume {
  readonly lines: ReadonlyArray<Line>
  /** Places stated as such, apart from any line. */
  readonly places: ReadonlyArray<Place>
}

/** Running text cut into its sections. */
export const ofText = (text: string, { section: heading }: Understanding): Resume => {
  let section: Line["section"] = "head"
  const lines: Array<Line> = []
  for (const line of text.split(/[\r\n]+/)) {
    const trimmed = line.trim()
    if (trimmed === "") continue
    const begins = heading(trimmed)
    if (begins !== undefined) section = begins
    else lines.push({ section, text: trimmed })
  }
  return { lines, places: [] }
}

/** @param day what "present" means */
export const facts = ({ lines, places }: Resume, understanding: Understanding, day: string): ResumeFacts => {
  const work = workOf(lines)
  const held = work.flatMap(({ dated, text }, index) => (dated === undefined ? [] : titleAt(work, index, text, understanding)))
  const located = [...places, ...lines.filter(({ section }) => section === "head").slice(0, 12).flatMap(({ text }) => parts(text, understanding))]
  const level = held.find(({ seniority }) => seniority !== undefined)?.seniority
  return {
    roles: distinct(held.flatMap(({ role }) => (role === undefined ? [] : [role]))),
    seniorities: level === undefined ? [] : [level],
    skills: distinct(lines.flatMap(({ text }) => understanding.skills(text))),
    cities: distinct(located.flatMap(({ city }) => (city !== undefined && cityName.test(city) ? [city] : []))),
    countries: distinct(located.map(({ country }) => country)),
    languages: distinct(lines.flatMap(({ section, text }) => (section === "languages" || /^languages?\s*:/i.test(text) ? understanding.languages(text) : []))),
    years_of_experience: Tenure.years(work.flatMap(({ dated }) => (dated === undefined ? [] : [dated])), day)
  }
}

/** A place's own spelling is the one thing taken from outside the tables, so it has to look like a name. */
const cityName = /^\p{L}[\p{L}\p{M} .'’-]{1,40}$/u

interface WorkLine {
  /** Without its time. */
  readonly text: string
  readonly dated: Tenure.Range | undefined
}

/** The lines on work: those under its heading, or all but education where there is no such heading. */
const workOf = (lines: ReadonlyArray<Line>): ReadonlyArray<WorkLine> => {
  const headed = lines.some(({ section }) => section === "experience")
  return lines.filter(({ section }) => (headed ? section === "experience" : section !== "education")).map(({ text }) => {
    const found = Tenure.find(text)
    return { text: found?.rest ?? text, dated: found?.range }
  })
}

/** The title on the dated line itself, else on the one above it, else on the one below. */
const titleAt = (work: ReadonlyArray<WorkLine>, index: number, text: string, understanding: Understanding): ReadonlyArray<Title> => {
  const beside = [work[index - 1], work[index + 1]].flatMap((line) => (line === undefined || line.dated !== undefined || isSentence(line.text) ? [] : [line.text]))
  for (const line of [text, ...beside]) {
    const titles = line.split(/[\t|•·@,;()]|\s[-–—]\s|\sat\s/).map(understanding.title).filter(({ role }) => role !== undefined)
    const [first] = titles
    if (first !== undefined) return [titles.find(({ seniority }) => seniority !== undefined) ?? first]
  }
  return []
}

const isSentence = (text: string): boolean => text.length > 80 || /^[-•*–·▪◦‣]|[.;:]$/.test(text)

const parts = (text: string, { place }: Understanding): ReadonlyArray<Place> =>
  text.split(/[|•·\t]|\s{2,}/).flatMap((part) => {
    const found = part.length > 60 ? undefined : place(part.trim())
    return found === undefined ? [] : [found]
  })

const distinct = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> => [...new Set(values)]
