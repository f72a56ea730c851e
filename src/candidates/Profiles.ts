/**
 * Profiles as values: one that asks for nothing, one told by a résumé, one brought up to date with the next, and the digest of any.
 *
 * A résumé says what a person can, not what they want. Both make a first profile; an update adds to the first only.
 */
import type { CandidateId, CandidateProfile, ResumeFacts, ResumeSource } from "../../schemas/Profile.ts"
import * as Canonical from "../platform/Canonical.ts"
import type * as Digest from "../platform/Digest.ts"

/** The same for the same choices, whatever the file's layout and order of keys. */
export const digest = (profile: CandidateProfile): Digest.Digest => Canonical.digestUnsafe(profile)

export const blank = (id: CandidateId, name: string): CandidateProfile => ({
  schema_version: 1,
  id,
  name,
  roles: [],
  seniorities: [],
  skills: [],
  work_modes: [],
  cities: [],
  countries: [],
  minimum_pay: null,
  deal_breakers: { title_words: [], providers: [], employment_types: [] }
})

/** A first profile by a résumé: all it says is taken for a wish, to be corrected by hand. */
export const told = (profile: CandidateProfile, source: ResumeSource): CandidateProfile => {
  const { cities, countries, roles, seniorities } = source.found
  return updated({ ...profile, roles, seniorities, cities, countries }, source)
}

/**
 * The profile with a newer résumé. What is new in the résumé since the last one is added; nothing is taken away, so what was
 * added by hand stays; what the last résumé gave and is no longer in the profile was removed by hand, and stays away. Years at work
 * follow the résumé unless they were changed by hand.
 */
export const updated = (profile: CandidateProfile, source: ResumeSource): CandidateProfile => {
  const before = profile.source?.found
  const languages = grown(profile.languages ?? [], before?.languages, source.found.languages)
  const years = profile.years_of_experience === (before?.years_of_experience ?? undefined)
    ? source.found.years_of_experience
    : profile.years_of_experience ?? null
  const { years_of_experience: _, ...others } = profile
  return {
    ...others,
    skills: grown(profile.skills, before?.skills, source.found.skills),
    ...(profile.languages === undefined && languages.length === 0 ? {} : { languages }),
    ...(years === null ? {} : { years_of_experience: years }),
    source
  }
}

/** Words, and those of others that are neither among them nor passed over, whatever their letter case. */
export const grown = <A extends string>(mine: ReadonlyArray<A>, passed: ReadonlyArray<A> | undefined, others: ReadonlyArray<A>): ReadonlyArray<A> => {
  const known = new Set([...mine, ...passed ?? []].map((word) => word.toLowerCase()))
  return [...mine, ...others.filter((word) => !known.has(word.toLowerCase()))]
}

/** What became of each thing a résumé said. */
export interface Placement {
  readonly field: keyof ResumeFacts
  readonly found: ReadonlyArray<string>
  /** Those of the found that are in the profile now and were not before. */
  readonly added: ReadonlyArray<string>
}

/** Field by field, from the profile before to the one after. */
export const placements = (before: CandidateProfile, after: CandidateProfile, { found }: ResumeSource): ReadonlyArray<Placement> => {
  const had = wordsOf(before)
  const has = wordsOf(after)
  return fields.map((field) => {
    const words = listed(found[field])
    return { field, found: words, added: words.filter((word) => has[field].includes(word) && !had[field].includes(word)) }
  })
}

const fields = ["roles", "seniorities", "skills", "cities", "countries", "languages", "years_of_experience"] as const

const listed = (value: ReadonlyArray<string> | number | null | undefined): ReadonlyArray<string> =>
  value == null ? [] : typeof value === "number" ? [String(value)] : value

const wordsOf = (profile: CandidateProfile) => ({
  roles: listed(profile.roles),
  seniorities: listed(profile.seniorities),
  skills: listed(profile.skills),
  cities: listed(profile.cities),
  countries: listed(profile.countries),
  languages: listed(profile.languages),
  years_of_experience: listed(profile.years_of_experience)
})

/** Something a schema cannot see: the value is well formed and means nothing, or less than it seems. */
export interface Problem {
  readonly pointer: string
  readonly problem: string
}

/** @param providers the ids of the registry */
export const problems = (profile: CandidateProfile, providers: ReadonlyArray<string>): ReadonlyArray<Problem> => {
  const { deal_breakers, must_haves = [], preferred_providers = [], skills } = profile
  const known = new Set(providers)
  const unknown = (pointer: string, ids: ReadonlyArray<string>) =>
    ids.flatMap((id, index) => (known.has(id) ? [] : [{ pointer: `${pointer}/${index}`, problem: `config/providers.json has no provider ${id}` }]))
  const twice = (pointer: string, words: ReadonlyArray<string>) => {
    const folded = words.map((word) => word.toLowerCase())
    return folded.flatMap((word, index) => (folded.indexOf(word) === index ? [] : [{ pointer: `${pointer}/${index}`, problem: `${words[index]} is there twice` }]))
  }
  return [
    ...twice("/skills", skills),
    ...twice("/must_haves", must_haves.map(({ term }) => term)),
    ...unknown("/preferred_providers", preferred_providers),
    ...unknown("/deal_breakers/providers", deal_breakers.providers)
  ]
}
