/**
 * What a candidate looks for, in the terms of the taxonomy: a profile made ready to be held against any number of postings.
 *
 * Made once for each profile and tables. A skill that the dictionary does not have is looked for as a phrase of titles.
 */
import type { CandidateProfile, Weight } from "../../schemas/Profile.ts"
import type { Roles } from "../../schemas/Taxonomy.ts"
import * as Examples from "./Examples.ts"
import * as Once from "./Once.ts"
import * as Pay from "./Pay.ts"
import * as Similarity from "./Similarity.ts"
import * as SkillNames from "./SkillNames.ts"
import type { Tables } from "./Taxonomy.ts"
import * as Terms from "./Terms.ts"
import * as Whereabouts from "./Whereabouts.ts"
import * as Words from "./Words.ts"

export interface Skill {
  /** As the profile writes it. */
  readonly word: string
  /** `undefined`: not in the dictionary. */
  readonly id: string | undefined
  readonly weight: Weight
}

export interface Target {
  readonly profile: CandidateProfile
  readonly tables: Tables
  /** Families wanted. Empty: any. */
  readonly families: ReadonlySet<string>
  /** Families of the same kind of work as a wanted one. */
  readonly related: ReadonlySet<string>
  /** Each skill once, under its first name. */
  readonly skills: ReadonlyArray<Skill>
  readonly mustHaves: ReadonlyArray<Skill & { readonly excludes: boolean }>
  /** Words of titles: skills and must-haves that the dictionary does not have. */
  readonly phrases: Terms.Lexicon | undefined
  readonly titleWords: Terms.Lexicon | undefined
  /** Cities by name, with their country where that is known, as the profile writes them. */
  readonly cities: () => ReadonlyMap<string, string>
  readonly languages: ReadonlySet<string>
  /** Skill → language. */
  readonly spoken: ReadonlyMap<string, string>
  /** Whether work from home is wanted at all. */
  readonly remote: boolean
  /** Whether a place to go to is. */
  readonly office: boolean
  /** Countries that remote work has to be open to. Empty: any. */
  readonly homes: ReadonlyArray<string>
  /** The least pay a year, in minor units. */
  readonly leastPay: number | undefined
  readonly wanted: () => Similarity.Wanted
}

export const of = (profile: CandidateProfile, tables: Tables): Target => made(tables)(profile)

const made = Once.of((tables: Tables) => Once.of((profile: CandidateProfile): Target => make(profile, tables)))

const make = (profile: CandidateProfile, tables: Tables): Target => {
  const families = familiesOf(profile.roles, tables.roles)
  const skills = distinct(profile.skills.map((word): Skill => ({ word, id: SkillNames.id(word, tables.skills), weight: profile.skill_weights?.[word] ?? usualWeight })))
  const mustHaves = (profile.must_haves ?? []).map(({ term, when_unstated }) =>
    ({ word: term, id: SkillNames.id(term, tables.skills), weight: usualWeight, excludes: when_unstated === "exclude" }))
  const remote = profile.work_modes.length === 0 || profile.work_modes.includes("remote")
  const { amount, currency } = profile.minimum_pay ?? {}
  return {
    profile,
    tables,
    families: new Set(families),
    related: relatedTo(families, tables.roles),
    skills,
    mustHaves,
    phrases: lexicon([...skills, ...mustHaves].flatMap(({ id, word }) => (id === undefined ? [word] : []))),
    titleWords: lexicon(profile.deal_breakers.title_words),
    cities: lazily(() => new Map(profile.cities.toReversed().map((city) => [cityKeyOf(city, tables), city]))),
    languages: new Set(profile.languages),
    spoken: SkillNames.spoken(tables.skills, tables.languages),
    remote,
    office: profile.work_modes.length === 0 || profile.work_modes.some((mode) => mode !== "remote"),
    homes: profile.remote_within ?? profile.countries,
    leastPay: amount === undefined || currency === undefined ? undefined : Pay.minorOf(amount, tables.pay.currencies[currency]?.digits ?? 2),
    wanted: lazily(() => Similarity.wanted(families.map((family) => Examples.of(family, tables.roles)), skills.flatMap(({ id }) => id ?? []), tables.words))
  }
}

const usualWeight = 3

/** The families that names of families, domains and groups stand for. */
export const familiesOf = (names: ReadonlyArray<string>, { families, groups }: Roles): ReadonlyArray<string> => {
  const ofOne = (name: string): ReadonlyArray<string> =>
    Object.hasOwn(families, name) ? [name] : Object.keys(families).filter((family) => families[family]!.domain === name)
  return [...new Set(names.flatMap((name) => (Object.hasOwn(groups, name) ? groups[name]!.flatMap(ofOne) : ofOne(name))))]
}

/** Groups that are a kind of work of their own within their domain. */
const kinds = ["research", "solutions", "security", "it", "design"]

const relatedTo = (wanted: ReadonlyArray<string>, roles: Roles): ReadonlySet<string> => {
  const kindOf = (family: string): string => kinds.find((kind) => roles.groups[kind]?.includes(family)) ?? roles.families[family]!.domain
  const wantedKinds = new Set(wanted.map(kindOf))
  return new Set(Object.keys(roles.families).filter((family) => wantedKinds.has(kindOf(family))))
}

const distinct = (skills: ReadonlyArray<Skill>): ReadonlyArray<Skill> =>
  skills.filter(({ id, word }, index) => skills.findIndex((other) => (id === undefined ? other.word.toLowerCase() === word.toLowerCase() : other.id === id)) === index)

const lexicon = (words: ReadonlyArray<string>): Terms.Lexicon | undefined => (words.length === 0 ? undefined : Terms.lexicon(words.map((word) => [word, [word]])))

const cityKeyOf = (written: string, { places }: Tables): string => {
  const [found] = Whereabouts.of([{ text: written, city: null, region: null, country: null }], places)
  return found?.city == null ? cityKey(written, null) : cityKey(found.city, found.country)
}

/** A city by its name, in a country where that is known. */
export const cityKey = (city: string, country: string | null): string => {
  const name = Words.joined(city)
  return country === null ? name : `${name}, ${country}`
}

const lazily = <A>(make: () => A): () => A => {
  let value: { readonly made: A } | undefined
  return () => (value ??= { made: make() }).made
}
