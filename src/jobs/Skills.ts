/**
 * The skills a posting names, with where it names them and whether it asks for them, wishes for them or mentions them.
 *
 * Reads the title and the lines of the text; knows skills through the table alone. Words of everyday language (`Go`, `Spring`)
 * count in company only. What a skill found in one place is depends on its own line and on the heading it stands under,
 * so a paragraph more changes nothing elsewhere.
 */
import type { FoundSkill, Importance, SkillTable } from "../../schemas/Skills.ts"
import * as Hash from "./Hash.ts"
import type { Line } from "./Lines.ts"
import * as Once from "./Once.ts"
import * as Phrases from "./Phrases.ts"
import * as Tokens from "./Tokens.ts"

/** What a phrase stands for; a decoy for nothing. */
type Sense =
  | { readonly is: "skill"; readonly id: string; readonly ambiguous: boolean }
  | { readonly is: "section"; readonly importance: Importance }
  | { readonly is: "hint"; readonly importance: "required" | "preferred" }
  | { readonly is: "decoy" }

type Hit = Phrases.Hit<Sense>

interface Place {
  readonly id: string
  readonly importance: Importance
  readonly field: "title" | "text"
  readonly start: number
  readonly end: number
}

const mostSpans = 3
const longestHeading = 80

/** What a line names and what it heads, by where its words begin and end. */
export interface Said {
  readonly named: ReadonlyArray<Pick<Place, "id" | "start" | "end"> & {
    /** As a hint in the same sentence says. */
    readonly importance: Importance | undefined
  }>
  readonly heads: ReadonlyArray<Pick<Place, "importance" | "start" | "end">>
}

export const inLine = (tokens: Tokens.Tokens, table: SkillTable): Said => {
  const hits = Phrases.find(dictionary(table), tokens)
  if (hits.length === 0) return nothing
  const hints = hits.filter(({ value }) => value.is === "hint")
  const place = ({ from, to }: Pick<Hit, "from" | "to">) => ({ start: tokens.starts[from]!, end: tokens.ends[to - 1]! })
  return {
    named: accepted(hits, tokens, cues(table)).map((skill) => ({ id: skill.id, importance: hintFor(skill.from, hints, tokens), ...place(skill) })),
    heads: hits.flatMap((hit) => (hit.value.is === "section" || hit.value.is === "hint" ? [{ importance: importanceOf(hit), ...place(hit) }] : []))
  }
}

const nothing: Said = { named: [], heads: [] }

/** In the order in which they are first named. `text` has what each of its lines says. */
export const find = (title: string, text: ReadonlyArray<readonly [line: Line, said: Said]>, table: SkillTable): ReadonlyArray<FoundSkill> =>
  gathered([...inTitle(title, table), ...inText(text)])

const inTitle = (title: string, table: SkillTable): ReadonlyArray<Place> =>
  inLine(Tokens.of(title), table).named.map(({ end, id, start }) => ({ id, importance: "required", field: "title", start, end }))

const inText = (text: ReadonlyArray<readonly [line: Line, said: Said]>): ReadonlyArray<Place> => {
  const places: Array<Place> = []
  let section: Importance = "mentioned"
  for (const [line, { heads: candidates, named }] of text) {
    const headings = candidates.length === 0 ? candidates : candidates.filter(({ end, start }) => heads(start, end, line))
    if (headings.length === 0 && isMarked(line)) section = "mentioned"
    let next = 0
    for (const { end, id, importance, start } of named) {
      for (; next < headings.length && headings[next]!.start < start; next++) section = headings[next]!.importance
      places.push({ id, importance: importance ?? section, field: "text", start: line.from + start, end: line.from + end })
    }
    for (; next < headings.length; next++) section = headings[next]!.importance
  }
  return places
}

const importanceOf = ({ value }: Hit): Importance => (value.is === "section" || value.is === "hint" ? value.importance : "mentioned")

/** A heading because of its markup. */
const isMarked = ({ end, kind, start, strong }: Line): boolean => kind === "heading" || (strong && kind !== "item" && end - start <= longestHeading)

const isHeading = (line: Line): boolean => isMarked(line) || line.written.endsWith(":")

/**
 * A heading's words head a part where the line is a heading, or the whole line; and within a text that has lost its lines, where
 * they begin a sentence and the next one begins behind them.
 */
const heads = (start: number, end: number, line: Line): boolean => {
  const { written } = line
  const first = line.start - line.from
  if (line.end - line.start <= longestHeading && line.kind !== "item" && (isHeading(line) || (start === first && written.length - end <= 1))) return true
  if (written[start]!.toUpperCase() !== written[start] || !/[\p{L}]/u.test(written[start]!)) return false
  const before = written.slice(Math.max(first, start - 2), start)
  if (!(start === first || /[.!?:;)•]\s?$/.test(before))) return false
  return /^(?::|\s*[-–—•]?\s+[\p{Lu}\p{N}])/u.test(written.slice(end, end + 5))
}

/** The hint of the sentence in which a word stands, the nearest if it has several. */
const hintFor = (from: number, hints: ReadonlyArray<Hit>, tokens: Tokens.Tokens): Importance | undefined => {
  if (hints.length === 0) return undefined
  const near = hints.filter((hit) => !/[.!?;]\s|\n/.test(tokens.text.slice(tokens.ends[Math.min(from, hit.from)], tokens.starts[Math.max(from, hit.from)])))
  const nearest = near.toSorted((a, b) => Math.abs(a.from - from) - Math.abs(b.from - from))[0]
  return nearest === undefined ? undefined : importanceOf(nearest)
}

interface Accepted {
  readonly id: string
  readonly from: number
  readonly to: number
}

/** The skills among the hits of a line, ambiguous words in company alone. */
const accepted = (hits: ReadonlyArray<Hit>, tokens: Tokens.Tokens, cued: ReadonlySet<number>): ReadonlyArray<Accepted> => {
  const skills: Array<Accepted & { clear: boolean; readonly ambiguous: boolean }> = []
  for (const { from, to, value } of hits) {
    if (value.is === "skill") skills.push({ id: value.id, from, to, ambiguous: value.ambiguous, clear: !value.ambiguous || isCued(from, to, tokens, cued) })
  }
  if (skills.every(({ clear }) => clear)) return skills
  for (let at = 1; at < skills.length; at++) {
    const [left, right] = [skills[at - 1]!, skills[at]!]
    if (right.ambiguous && !right.clear && !isYear(right.to, tokens)) right.clear = listed(left, right, tokens)
  }
  for (let at = skills.length - 2; at >= 0; at--) {
    const [left, right] = [skills[at]!, skills[at + 1]!]
    if (left.ambiguous && !left.clear && right.clear && !isYear(left.to, tokens)) left.clear = listed(left, right, tokens)
  }
  return skills.filter(({ clear }) => clear)
}

/** `Spring 2027` is a season. */
const isYear = (index: number, { ends, starts, text }: Tokens.Tokens): boolean =>
  index < starts.length && ends[index]! - starts[index]! === 4 && /^(?:19|20)\d\d$/.test(text.slice(starts[index], ends[index]))

const isCued = (from: number, to: number, tokens: Tokens.Tokens, cued: ReadonlySet<number>): boolean => {
  if (isYear(to, tokens)) return false
  for (let index = from - 1; index >= Math.max(0, from - 3); index--) {
    if (/[.!?;\n]/.test(tokens.text.slice(tokens.ends[index], tokens.starts[index + 1]))) break
    if (cued.has(tokens.hashes[index]!)) return true
  }
  for (let index = to; index < Math.min(tokens.count, to + 2); index++) {
    if (/[.!?;,:\n]/.test(tokens.text.slice(tokens.ends[index - 1], tokens.starts[index]))) break
    if (cued.has(tokens.hashes[index]!)) return true
  }
  return false
}

const separators = /^[\s,;/|&()•·–-]*(?:(?:and|or|und|oder|et|ou|y|o|e|en|of|och|plus|as well as|such as|like|e\.g\.|i\.e\.|including)[\s,;/|&():-]*)*$/i

/** Nothing but what separates the parts of a list stands between two words. */
const listed = (left: Accepted, right: Accepted, { ends, starts, text }: Tokens.Tokens): boolean => {
  const [from, to] = [ends[left.to - 1]!, starts[right.from]!]
  if (to - from > 24) return false
  const between = text.slice(from, to)
  return separators.test(between) && !between.includes("\n") && between.trim() !== ""
}

const strength: Readonly<Record<Importance, number>> = { required: 2, preferred: 1, mentioned: 0 }

const gathered = (places: ReadonlyArray<Place>): ReadonlyArray<FoundSkill> => {
  const found = new Map<string, { importance: Importance; spans: number; readonly title: Array<number>; readonly text: Array<number> }>()
  for (const { end, field, id, importance, start } of places) {
    const known = found.get(id)
    if (known === undefined) {
      found.set(id, { importance, spans: 1, title: [], text: [], [field]: [start, end] })
      continue
    }
    if (strength[importance] > strength[known.importance]) known.importance = importance
    if (known.spans++ < mostSpans) known[field].push(start, end)
  }
  return Array.from(found, ([skill, { importance, text, title }]) => ({ importance, skill, ...(text.length > 0 && { text }), ...(title.length > 0 && { title }) }))
}

const cues = Once.of((table: SkillTable): ReadonlySet<number> => new Set(table.cues.map((cue) => Hash.of(Tokens.normal(cue)))))

const dictionary = Once.of((table: SkillTable): Phrases.Phrases<Sense> => Phrases.make(phrasesOf(table)))

const phrasesOf = function*({ decoys, hints, sections, skills }: SkillTable): Generator<Phrases.Phrase<Sense>> {
  for (const text of decoys) yield { text, exact: false, value: { is: "decoy" } }
  for (const { as_written = [], id, in_company = [], terms = [] } of skills) {
    const clear: Sense = { is: "skill", id, ambiguous: false }
    for (const text of in_company) yield { text, exact: true, value: { is: "skill", id, ambiguous: true } }
    for (const text of as_written) yield { text, exact: true, value: clear }
    for (const text of terms) {
      yield { text, exact: false, value: clear }
      if (/[a-rt-z]{2}$/i.test(text)) yield { text: `${text}s`, exact: false, value: clear }
    }
  }
  for (const importance of ["required", "preferred"] as const) for (const text of hints[importance]) yield { text, exact: false, value: { is: "hint", importance } }
  for (const importance of ["required", "preferred", "mentioned"] as const) {
    for (const text of sections[importance]) yield { text, exact: false, value: { is: "section", importance } }
  }
}
