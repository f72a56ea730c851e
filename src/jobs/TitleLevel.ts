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
  if (!parts.read.some((word) => tables.first.has(word))) return unstated
  const marks = [...TitleParts.find(parts, tables.seniorities), ...TitleParts.find(parts, tables.tracks)]
  const ambiguous = numerals(parts, tables, TitleParts.find(parts, tables.ambiguous))
  const counting = count(marks, ambiguous, parts, role, tables)
  const named = counting.filter(({ key }) => key.table === "seniorities")
  const tracks = counting.filter(({ key }) => key.table === "tracks")
  const seniority = named.some(({ key }) => key.name === "intern") ? "intern" : Seniority.literals.findLast((level) => named.some(({ key }) => key.name === level)) ?? "unspecified"
  const track = tracks.every(({ key }) => key.name === tracks[0]!.key.name) ? tracks[0]?.key.name as Track | undefined : undefined
  const spans = (matches: ReadonlyArray<Match>): ReadonlyArray<Span> => matches.map(({ key, at, length }) => TitleParts.span(parts, at, length, `${key.table}.${key.name}`))
  return {
    seniority,
    track: track ?? "unspecified",
    evidence: { seniority: spans(named.filter(({ key }) => key.name === seniority)), track: spans(tracks), ambiguous: spans(ambiguous) }
  }
}

const unstated: TitleLevel = { seniority: "unspecified", track: "unspecified", evidence: { seniority: [], track: [], ambiguous: [] } }

interface Entry {
  readonly table: "seniorities" | "tracks" | "ambiguous"
  readonly name: string
  readonly places: ReadonlyArray<keyof Marks>
}

type Match = Terms.Match<Entry>

interface Tables {
  /** The words with which anything in the tables begins. */
  readonly first: ReadonlySet<string>
  readonly seniorities: Terms.Lexicon<Entry>
  readonly tracks: Terms.Lexicon<Entry>
  readonly ambiguous: Terms.Lexicon<Entry>
  readonly numerals: ReadonlySet<string>
  readonly numbered: ReadonlySet<string>
  readonly fillers: ReadonlySet<string>
  readonly nouns: ReadonlySet<string>
}

const grade: Entry = { table: "ambiguous", name: "level", places: ["terms"] }

/** With the numerals that follow on a word for a person or on `level`. */
const numerals = ({ read, part }: TitleParts.TitleParts, tables: Tables, found: ReadonlyArray<Match>): ReadonlyArray<Match> => {
  const all = [...found]
  for (let at = 1; at < read.length; at++) {
    if (!tables.numerals.has(read[at]!)) continue
    const numbered = tables.numbered.has(read[at - 1]!)
    if (numbered) all.push({ key: grade, at: at - 1, length: 2 })
    else if (tables.nouns.has(read[at - 1]!) && part[at] === part[at - 1]) all.push({ key: grade, at, length: 1 })
  }
  return all
}

const count = (marks: ReadonlyArray<Match>, ambiguous: ReadonlyArray<Match>, parts: TitleParts.TitleParts, role: number, tables: Tables): ReadonlyArray<Match> => {
  const said = covered([...marks, ...ambiguous])
  const [near, far]: [Array<Match>, Array<Match>] = [[], []]
  for (const mark of marks) {
    const part = parts.part[mark.at]!
    const alone = isOnlyLevel(parts, part, said, tables)
    if ((part <= role || alone) && mark.key.places.some((place) => isInPlace(mark, place, alone, parts, marks, tables))) near.push(mark)
    else if (mark.key.places.includes("anywhere")) far.push(mark)
  }
  return near.some(({ key }) => key.table === "seniorities") ? near : [...near, ...far]
}

const covered = (matches: ReadonlyArray<Match>): ReadonlySet<number> => {
  const places = new Set<number>()
  for (const { at, length } of matches) for (let index = 0; index < length; index++) places.add(at + index)
  return places
}

const isInPlace = ({ at, length }: Match, place: keyof Marks, alone: boolean, { read, part, bounds }: TitleParts.TitleParts, marks: ReadonlyArray<Match>, { numerals }: Tables): boolean => {
  const [first, end] = bounds[part[at]!]!
  switch (place) {
    case "prefixes":
      return at + length < end && !numerals.has(read[at + length]!)
    case "alone":
      return alone
    case "leading":
      return at === first || marks.some((mark) => mark.key.table === "seniorities" && mark.at === first && mark.at + mark.length === at)
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
    const lexicon = (table: "seniorities" | "tracks", rows: Readonly<Record<string, Marks>>): Terms.Lexicon<Entry> =>
      Terms.trie([
        ...levels.decoys.map((decoy) => [null, term(decoy)] as const),
        ...Object.entries(rows).flatMap(([name, marks]) => [...new Set(places.flatMap((place) => marks[place] ?? []))].map((text) =>
          [{ table, name, places: places.filter((place) => marks[place]?.includes(text) === true) }, term(text)] as const))
      ])
    const [seniorities, tracks] = [lexicon("seniorities", levels.seniorities), lexicon("tracks", levels.tracks)]
    const ambiguous: Terms.Lexicon<Entry> = Terms.trie(levels.ambiguous.terms.map((text) => [grade, term(text)] as const))
    return {
      first: new Set([...seniorities.next.keys(), ...tracks.next.keys(), ...ambiguous.next.keys(), ...levels.ambiguous.numerals]),
      seniorities,
      tracks,
      ambiguous,
      numerals: new Set(levels.ambiguous.numerals),
      numbered: new Set(levels.ambiguous.numbered),
      fillers: new Set(levels.fillers.flatMap(term)),
      nouns: new Set(roles.nouns.flatMap(term))
    }
  }))
