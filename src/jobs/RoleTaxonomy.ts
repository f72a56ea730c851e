/**
 * Archetypes of roles across employers, found in every posting ever seen, and what of each is open.
 *
 * Postings of one family, level and track are parted by telling words: the word that most employers, then most titles share, if three
 * titles of two employers have it and no more than half of all, and it is no word for a person or of the family's name; what has it is an archetype, and the rest is parted again. Titles
 * count, not postings: ten cities of one title are one title. What has been seen only grows, so archetypes stay as they are from
 * day to day unless a new word gains on an old one.
 */
import type { Flow } from "../../schemas/Analytics.ts"
import type { Archetype, RoleTaxonomy as Document } from "../../schemas/RoleTaxonomy.ts"
import type { PostingHistory } from "../../schemas/PostingHistory.ts"
import type { FamilyName, Track } from "../../schemas/Taxonomy.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Flows from "./Flows.ts"
import type { RoleTables } from "./RoleTitles.ts"
import * as RoleTitles from "./RoleTitles.ts"
import type { Histories, Spell } from "./Spells.ts"
import * as Spells from "./Spells.ts"

/** Titles of employers that make an archetype, and employers that must share a telling word. */
const least = { titles: 3, employers: 2 }
const listed = { members: 50, titles: 5, skills: 8 }
const growthDays = 30

/** A title of an employer, and the postings that have or had it. */
interface Titled {
  readonly provider: PostingHistory["provider"]
  readonly key: string
  readonly words: ReadonlyArray<string>
  readonly telling: ReadonlyArray<string>
  readonly track: Track
  readonly rows: ReadonlyArray<PostingHistory>
}

export const of = (histories: Histories, tables: RoleTables): Document => {
  const { as_of } = histories
  const rows = Spells.standing(histories.rows)
  const end = Spells.numberOf(as_of)
  const spells = Map.groupBy(Spells.of(histories), ({ row }) => row)
  const named = rows.filter(({ traits }) => traits.family !== null).toSorted((a, b) => Canonical.compare(a.id, b.id))
  const archetypes = [...Map.groupBy(titlesOf(named, tables), baseOf)]
    .sort(([a], [b]) => Canonical.compare(a, b))
    .flatMap(([base, titles]) => parted(titles).map((part) => ({ ...part, id: `${base}/${part.word ?? "*"}`, growth: growthOf(part, spells, end) })))
    .filter(({ growth }) => growth.open_before > 0 || growth.open_after > 0)
    .map(archetype)
    .sort((a, b) => b.growth.open_after - a.growth.open_after || Canonical.compare(a.id, b.id))
  const open = rows.filter(({ state }) => state !== "closed")
  const unnamed = open.filter(({ traits }) => traits.family === null).length
  const placed = archetypes.reduce((sum, { growth }) => sum + growth.open_after, 0)
  return { schema_version: 1, as_of, counts: { open: open.length, placed, scattered: open.length - unnamed - placed, unnamed }, archetypes }
}

const titlesOf = (rows: ReadonlyArray<PostingHistory>, tables: RoleTables): ReadonlyArray<Titled> =>
  [...Map.groupBy(rows, (row) => `${row.provider}\n${row.traits.family}\n${row.traits.seniority}\n${RoleTitles.of(row.facts.title, tables).track}\n${RoleTitles.of(row.facts.title, tables).key}`).values()]
    .map((group) => ({ provider: group[0]!.provider, ...RoleTitles.of(group[0]!.facts.title, tables), rows: group }))

const baseOf = ({ rows, track }: Titled): string => `${rows[0]!.traits.family}/${rows[0]!.traits.seniority}/${track}`

interface Part {
  readonly word: string | null
  readonly titles: ReadonlyArray<Titled>
}

const parted = (all: ReadonlyArray<Titled>): ReadonlyArray<Part> => {
  const parts: Array<Part> = []
  let rest = all
  for (let word = tellingWord(rest, all.length); word !== undefined; word = tellingWord(rest, all.length)) {
    const chosen = word
    parts.push({ word: chosen, titles: rest.filter(({ telling }) => telling.includes(chosen)) })
    rest = rest.filter(({ telling }) => !telling.includes(chosen))
  }
  return rest.length < least.titles ? parts : [...parts, { word: null, titles: rest }]
}

/** @param all how many titles the family, level and track have */
const tellingWord = (titles: ReadonlyArray<Titled>, all: number): string | undefined => {
  const uses = [...usesOf(titles, ({ telling }) => telling)].filter(([, { employers, titles }]) => titles >= least.titles && employers.size >= least.employers && 2 * titles <= all)
  return uses.sort(([a, one], [b, other]) => other.employers.size - one.employers.size || other.titles - one.titles || Canonical.compare(a, b))[0]?.[0]
}

const usesOf = (titles: ReadonlyArray<Titled>, wordsOf: (title: Titled) => ReadonlyArray<string>): ReadonlyMap<string, { readonly titles: number; readonly employers: ReadonlySet<string> }> => {
  const uses = new Map<string, { titles: number; readonly employers: Set<string> }>()
  for (const title of titles) {
    for (const word of wordsOf(title)) {
      const use = uses.get(word) ?? { titles: 0, employers: new Set() }
      uses.set(word, use)
      use.titles++
      use.employers.add(title.provider)
    }
  }
  return uses
}

const growthOf = ({ titles }: Part, spells: ReadonlyMap<PostingHistory, ReadonlyArray<Spell>>, end: number): Flow =>
  Flows.total(titles.flatMap(({ rows }) => rows.flatMap((row) => spells.get(row) ?? [])), { before: end - growthDays, end })

const archetype = ({ growth, id, titles, word }: Part & Pick<Archetype, "id" | "growth">): Archetype => {
  const rows = titles.flatMap(({ rows }) => rows)
  const { domain, family, seniority } = rows[0]!.traits
  const employers = [...new Set(titles.map(({ provider }) => provider))].sort(Canonical.compare)
  return {
    id,
    family: family as FamilyName,
    domain,
    seniority,
    track: titles[0]!.track,
    word,
    members: rows.filter(({ state }) => state !== "closed").map(({ id }) => id).sort(Canonical.compare).slice(0, listed.members),
    employers,
    evidence: {
      postings: rows.length,
      titles: mostFrequent(titles.flatMap(({ key, rows }) => (key === "" ? [] : rows.map(() => key))), listed.titles).map(([title, postings]) => ({ title, postings })),
      skills: mostFrequent(rows.flatMap(({ traits }) => traits.skills), listed.skills).map(([skill, postings]) => ({ skill, postings }))
    },
    confidence_permille: confidence(titles, employers.length),
    first_seen: rows.map(({ known_since }) => known_since).sort(Canonical.compare)[0]!,
    growth
  }
}

/** As the schema has it. */
const confidence = (titles: ReadonlyArray<Titled>, employers: number): number => {
  const uses = [...usesOf(titles, ({ words }) => words).values()].map(({ titles }) => titles)
  const all = uses.reduce((sum, count) => sum + count, 0)
  const common = uses.filter((count) => 2 * count >= titles.length).reduce((sum, count) => sum + count, 0)
  if (all === 0) return 0
  return Number(1000n * BigInt(titles.length) * BigInt(employers) * BigInt(common) / (BigInt(titles.length + 5) * BigInt(employers + 1) * BigInt(all)))
}

/** The most frequent first, ties by name. */
const mostFrequent = <A extends string>(names: ReadonlyArray<A>, most: number): ReadonlyArray<readonly [name: A, count: number]> =>
  [...Map.groupBy(names, (name) => name)].map(([name, { length }]) => [name, length] as const)
    .sort(([a, one], [b, other]) => other - one || Canonical.compare(a, b)).slice(0, most)
