/**
 * The family of roles that a title names.
 *
 * The first part of a title that names any says it; what follows is the team: `Software Engineer, Sales Tools` engineers
 * software. Within a part the name of an occupation counts before a field of work, and of equals the last, which in English is
 * the head of a compound. A part without a word for a person, as `Growth - Software Engineer`, gives way to an occupation after it.
 */
import type { Span } from "../../schemas/Span.ts"
import type { Domain, FamilyName, Roles } from "../../schemas/Taxonomy.ts"
import * as Once from "./Once.ts"
import * as Terms from "./Terms.ts"
import * as TitleParts from "./TitleParts.ts"

export interface TitleRole {
  readonly family: FamilyName
  readonly domain: Domain
  readonly mentioned: ReadonlyArray<FamilyName>
  /** Of the family, then of each that is mentioned. */
  readonly evidence: ReadonlyArray<Span>
  /** The part that names the family. */
  readonly part: number
}

export const of = (parts: TitleParts.TitleParts, roles: Roles): TitleRole | null => {
  const found = find(parts, roles)
  const chosen = choose(best(found, parts), parts, roles)
  if (chosen === undefined) return null
  const others = found.filter(({ entry, at }, index) =>
    entry.weight >= weights.fields && entry.family !== chosen.entry.family && at !== chosen.at &&
    found.findIndex((other) => other.entry.family === entry.family && other.entry.weight >= weights.fields) === index)
  return {
    family: chosen.entry.family,
    domain: chosen.entry.domain,
    mentioned: others.length === 0 ? none : others.map(({ entry }) => entry.family),
    evidence: [chosen, ...others].map(({ entry, at, length }) => TitleParts.span(parts, at, length, entry.rule)),
    part: parts.part[chosen.at]!
  }
}

interface Entry {
  readonly family: FamilyName
  readonly domain: Domain
  readonly technical: boolean
  readonly weight: number
  readonly rule: string
}

interface Match {
  readonly entry: Entry
  readonly at: number
  readonly length: number
}

const weights = { generic: 1, trades: 2, fields: 3, titles: 4 }
const decoy: Entry = { family: "decoy", domain: "decoy", technical: false, weight: 0, rule: "" }
const none: ReadonlyArray<never> = []

const find = ({ read, keys }: TitleParts.TitleParts, roles: Roles): ReadonlyArray<Match> => {
  const lexicon = lexiconOf(roles)
  const found: Array<Match> = []
  for (let at = 0; at < keys.length;) {
    const term = Terms.longest(lexicon, keys, at, read[at])
    if (term === undefined) {
      at++
      continue
    }
    if (term.key !== decoy) found.push({ entry: term.key, at, length: term.length })
    at += term.length
  }
  return found
}

/** Part by part, the match that says most of it. */
const best = (found: ReadonlyArray<Match>, { part, another }: TitleParts.TitleParts): ReadonlyArray<Match> => {
  const most: Array<Match> = []
  for (let from = 0; from < found.length;) {
    let to = from + 1
    while (to < found.length && part[found[to]!.at] === part[found[from]!.at]) to++
    most.push(to - from === 1 ? found[from]! : outstanding(found.slice(from, to), another))
    from = to
  }
  return most
}

/** Of equals the last, unless it follows on an `and`. */
const outstanding = (matches: ReadonlyArray<Match>, another: ReadonlyArray<boolean>): Match => {
  const last = (is: (entry: Entry) => boolean): Match | undefined =>
    matches.reduce<Match | undefined>((before, match) => is(match.entry) && (before === undefined || another[match.at] !== true) ? match : before, undefined)
  const occupation = last(({ weight }) => weight === weights.titles)
  if (occupation !== undefined) return occupation
  const trade = last(({ weight }) => weight === weights.trades)
  const field = last(({ weight, technical }) => weight === weights.fields && (trade === undefined || technical === trade.entry.technical))
  return field ?? trade ?? matches.findLast(({ entry }) => entry.weight === weights.generic)!
}

const choose = ([head, ...rest]: ReadonlyArray<Match>, parts: TitleParts.TitleParts, roles: Roles): Match | undefined => {
  if (head === undefined || head.entry.weight === weights.titles) return head
  const { weight, technical } = head.entry
  if (!namesPerson(parts, parts.part[head.at]!, roles)) return rest.find(({ entry }) => entry.weight === weights.titles) ?? (weight === weights.generic ? rest[0] : undefined) ?? head
  if (weight === weights.generic) return rest.find(({ entry }) => entry.weight === weights.fields) ?? head
  if (weight === weights.trades) return rest.find(({ entry }) => entry.technical === technical && (entry.weight === weights.fields || (technical && entry.weight === weights.titles))) ?? head
  return head
}

const namesPerson = ({ read, bounds }: TitleParts.TitleParts, part: number, roles: Roles): boolean => {
  const nouns = nounsOf(roles)
  const [first, end] = bounds[part]!
  for (let at = first; at < end; at++) if (nouns.has(read[at]!)) return true
  return false
}

const nounsOf = Once.of((roles: Roles): ReadonlySet<string> => new Set(roles.nouns.flatMap((noun) => TitleParts.of(noun, roles).read)))

const lexiconOf = Once.of((roles: Roles): Terms.Lexicon<Entry> => {
  const table: Array<readonly [Entry, ReadonlyArray<string>]> = roles.decoys.map((term) => [decoy, TitleParts.of(term, roles).read])
  for (const [family, { domain, ...terms }] of Object.entries(roles.families)) {
    for (const kind of ["titles", "fields", "trades", "generic"] as const) {
      const entry: Entry = { family, domain, technical: roles.domains[domain]!.technical, weight: weights[kind], rule: `roles.${family}` }
      for (const term of terms[kind] ?? none) {
        const parts = TitleParts.of(term, roles)
        table.push([entry, parts.read], [entry, parts.keys])
      }
    }
  }
  return Terms.trie(table)
})
