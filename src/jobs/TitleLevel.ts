/**
 * The level and the track that a title states.
 *
 * Levels count in the part that names the role, before it, and in parts that say nothing else; the level of another person, as in
 * `Executive Business Partner (Technical VP Support)`, is none of the posting's. `III` and `L5` speak of a level without saying
 * which. Of several the highest counts, but whoever is an intern is nothing else.
 */
import type { Span } from "../../schemas/Span.ts"
import { type Levels, type Marks, type Roles, Seniority, type Track } from "../../schemas/Taxonomy.ts"
import * as Once from "./Once.ts"
import * as Terms from "./Terms.ts"
import * as TitleParts from "./TitleParts.ts"

export interface TitleLevel {
  readonly seniority: Seniority
  readonly track: Track
  readonly evidence: { readonly seniority: ReadonlyArray<Span>; readonly track: ReadonlyArray<Span>; readonly ambiguous: ReadonlyArray<Span> }
}

/** `role` is the part that names the role. */
export const of = (parts: TitleParts.TitleParts, role: number, roles: Roles, levels: Levels): TitleLevel => {
  const tables = tablesOf(roles)(levels)
  const marks = [...find(tables.seniorities, parts), ...find(tables.tracks, parts)]
  const ambiguous = numerals(parts, tables, find(tables.ambiguous, parts))
  if (marks.length === 0 && ambiguous.length === 0) return unstated
  const counting = count(marks, ambiguous, parts, role, tables)
  const named = counting.filter(({ entry }) => entry.table === "seniorities")
  const tracks = counting.filter(({ entry }) => entry.table === "tracks")
  const seniority = named.some(({ entry }) => entry.key === "intern") ? "intern" : Seniority.literals.findLast((level) => named.some(({ entry }) => entry.key === level)) ?? "unspecified"
  const track = tracks.every(({ entry }) => entry.key === tracks[0]!.entry.key) ? tracks[0]?.entry.key as Track | undefined : undefined
  const spans = (matches: ReadonlyArray<Match>): ReadonlyArray<Span> => matches.map(({ entry, at, length }) => TitleParts.span(parts, at, length, `${entry.table}.${entry.key}`))
  return {
    seniority,
    track: track ?? "unspecified",
    evidence: { seniority: spans(named.filter(({ entry }) => entry.key === seniority)), track: spans(tracks), ambiguous: spans(ambiguous) }
  }
}

const unstated: TitleLevel = { seniority: "unspecified", track: "unspecified", evidence: { seniority: [], track: [], ambiguous: [] } }

interface Entry {
  readonly table: "seniorities" | "tracks" | "ambiguous"
  readonly key: string
  readonly place: keyof Marks
}

interface Match {
  readonly entry: Entry
  readonly at: number
  readonly length: number
}

interface Tables {
  readonly seniorities: Terms.Lexicon<Entry | null>
  readonly tracks: Terms.Lexicon<Entry | null>
  readonly ambiguous: Terms.Lexicon<Entry | null>
  readonly numerals: ReadonlySet<string>
  readonly numbered: ReadonlySet<string>
  readonly fillers: ReadonlySet<string>
  readonly nouns: ReadonlySet<string>
}

const find = (lexicon: Terms.Lexicon<Entry | null>, { read, keys }: TitleParts.TitleParts): ReadonlyArray<Match> => {
  const found: Array<Match> = []
  for (let at = 0; at < keys.length;) {
    const term = Terms.longest(lexicon, keys, at, read[at])
    if (term === undefined) {
      at++
      continue
    }
    if (term.key !== null) found.push({ entry: term.key, at, length: term.length })
    at += term.length
  }
  return found
}

const grade: Entry = { table: "ambiguous", key: "level", place: "terms" }

/** With the numerals that follow on a word for a person or on `level`. */
const numerals = ({ read, part }: TitleParts.TitleParts, tables: Tables, found: ReadonlyArray<Match>): ReadonlyArray<Match> => {
  const all = [...found]
  for (let at = 1; at < read.length; at++) {
    if (!tables.numerals.has(read[at]!)) continue
    const numbered = tables.numbered.has(read[at - 1]!)
    if (numbered) all.push({ entry: grade, at: at - 1, length: 2 })
    else if (tables.nouns.has(read[at - 1]!) && part[at] === part[at - 1]) all.push({ entry: grade, at, length: 1 })
  }
  return all
}

const count = (marks: ReadonlyArray<Match>, ambiguous: ReadonlyArray<Match>, parts: TitleParts.TitleParts, role: number, tables: Tables): ReadonlyArray<Match> => {
  const placed = marks.filter((mark) => isInPlace(mark, parts, marks))
  const said = covered([...placed, ...ambiguous])
  const near = placed.filter(({ at }) => parts.part[at]! <= role || isOnlyLevel(parts, parts.part[at]!, said, tables))
  return near.some(({ entry }) => entry.table === "seniorities") ? near : [...near, ...placed.filter((mark) => mark.entry.place === "anywhere" && !near.includes(mark))]
}

const covered = (matches: ReadonlyArray<Match>): ReadonlySet<number> => {
  const places = new Set<number>()
  for (const { at, length } of matches) for (let index = 0; index < length; index++) places.add(at + index)
  return places
}

const isInPlace = ({ entry, at, length }: Match, { part, bounds }: TitleParts.TitleParts, marks: ReadonlyArray<Match>): boolean => {
  const [first, end] = bounds[part[at]!]!
  switch (entry.place) {
    case "prefixes":
      return at + length < end
    case "alone":
      return at === first && at + length === end
    case "leading":
      return at === first || marks.some((mark) => mark.entry.table === "seniorities" && mark.at === first && mark.at + mark.length === at)
    default:
      return true
  }
}

const isOnlyLevel = ({ read, bounds }: TitleParts.TitleParts, part: number, said: ReadonlySet<number>, { fillers, nouns, numerals }: Tables): boolean => {
  const [first, end] = bounds[part]!
  for (let at = first; at < end; at++) {
    if (!said.has(at) && !fillers.has(read[at]!) && !nouns.has(read[at]!) && !numerals.has(read[at]!)) return false
  }
  return true
}

const tablesOf = Once.of((roles: Roles) =>
  Once.of((levels: Levels): Tables => {
    const term = (text: string): ReadonlyArray<string> => TitleParts.of(text, roles).read
    const places = ["anywhere", "terms", "prefixes", "leading", "alone"] as const
    const lexicon = (table: "seniorities" | "tracks", rows: Readonly<Record<string, Marks>>): Terms.Lexicon<Entry | null> =>
      Terms.trie([
        ...levels.decoys.map((decoy) => [null, term(decoy)] as const),
        ...Object.entries(rows).flatMap(([key, marks]) => places.flatMap((place) => (marks[place] ?? []).map((text) => [{ table, key, place }, term(text)] as const)))
      ])
    return {
      seniorities: lexicon("seniorities", levels.seniorities),
      tracks: lexicon("tracks", levels.tracks),
      ambiguous: Terms.trie(levels.ambiguous.terms.map((text) => [grade, term(text)] as const)),
      numerals: new Set(levels.ambiguous.numerals),
      numbered: new Set(levels.ambiguous.numbered),
      fillers: new Set(levels.fillers.flatMap(term)),
      nouns: new Set(roles.nouns.flatMap(term))
    }
  }))
