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
  const found = TitleParts.find(parts, lexiconOf(roles))
  const chosen = choose(best(found, parts), parts, roles)
  if (chosen === undefined) return null
  const others = found.filter(({ key, at }, index) =>
    key.weight >= weights.fields && key.family !== chosen.key.family && at !== chosen.at &&
    found.findIndex((other) => other.key.family === key.family && other.key.weight >= weights.fields) === index)
  return {
    family: chosen.key.family,
    domain: chosen.key.domain,
    mentioned: others.length === 0 ? none : others.map(({ key }) => key.family),
    evidence: [chosen, ...others].map(({ key, at, length }) => TitleParts.span(parts, at, length, key.rule)),
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

type Match = Terms.Match<Entry>

const weights = { generic: 1, trades: 2, fields: 3, titles: 4 }
const none: ReadonlyArray<never> = []

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
    matches.reduce<Match | undefined>((before, match) => is(match.key) && (before === undefined || another[match.at] !== true) ? match : before, undefined)
  const occupation = last(({ weight }) => weight === weights.titles)
  if (occupation !== undefined) return occupation
  const trade = last(({ weight }) => weight === weights.trades)
  const field = last(({ weight, technical }) => weight === weights.fields && (trade === undefined || technical === trade.key.technical))
  return field ?? trade ?? matches.findLast(({ key }) => key.weight === weights.generic)!
}

const choose = ([head, ...rest]: ReadonlyArray<Match>, parts: TitleParts.TitleParts, roles: Roles): Match | undefined => {
  if (head === undefined || head.key.weight === weights.titles) return head
  const { weight, technical } = head.key
  if (!namesPerson(parts, parts.part[head.at]!, roles)) return rest.find(({ key }) => key.weight === weights.titles) ?? (weight === weights.generic ? rest[0] : undefined) ?? head
  if (weight === weights.fields) return head
  return rest.find(({ key }) => key.technical === technical && (key.weight === weights.fields || (technical && key.weight === weights.titles))) ?? head
}

const namesPerson = ({ read, bounds }: TitleParts.TitleParts, part: number, roles: Roles): boolean => {
  const nouns = nounsOf(roles)
  const [first, end] = bounds[part]!
  for (let at = first; at < end; at++) if (nouns.has(read[at]!)) return true
  return false
}

const nounsOf = Once.of((roles: Roles): ReadonlySet<string> => new Set(roles.nouns.flatMap((noun) => TitleParts.of(noun, roles).read)))

const lexiconOf = Once.of((roles: Roles): Terms.Lexicon<Entry> => {
  const table: Array<readonly [Entry | null, ReadonlyArray<string>]> = roles.decoys.map((term) => [null, TitleParts.of(term, roles).read])
  for (const [family, { domain, ...terms }] of Object.entries(roles.families)) {
    for (const kind of ["titles", "fields", "trades", "generic"] as const) {
      const entry: Entry = { family, domain, technical: roles.domains[domain]!.technical, weight: weights[kind], rule: `roles.${family}` }
      for (const term of terms[kind] ?? none) {
        const { bounds, keys, read } = TitleParts.of(term, roles)
        table.push([entry, read])
        if (bounds.length > 1) table.push([entry, keys])
      }
    }
  }
  return Terms.trie(table)
})
