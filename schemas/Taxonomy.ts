/**
 * The words by which a title is understood: families of roles within domains, levels, and phrases in which such a word means something else.
 *
 * Terms are words in the order in which a title has them; letter case and signs do not matter. A term's comma lets it span
 * parts of a title: `software engineer, ios` is found in `Software Engineer (iOS)` too, `sales engineer` not in `Sales, Engineer`.
 */
import * as Schema from "effect/Schema"

const Terms = Schema.Array(Schema.NonEmptyString).check(Schema.isMinLength(1))
const Name = Schema.String.check(Schema.isPattern(/^[a-z]+(_[a-z]+)*$/u))

/** As `engineering`: a key of the roles' `domains`. */
export const Domain = Name.annotate({ identifier: "Domain" })
export type Domain = typeof Domain.Type

/** As `software_engineering`: a key of the roles' `families`. */
export const FamilyName = Name.annotate({ identifier: "FamilyName" })
export type FamilyName = typeof FamilyName.Type

export const Seniority = Schema.Literals(["intern", "entry", "mid", "senior", "lead", "staff", "principal", "director", "executive", "unspecified"]).annotate({
  identifier: "TitleSeniority"
})
export type Seniority = typeof Seniority.Type

export const Track = Schema.Literals(["ic", "manager", "unspecified"]).annotate({ identifier: "Track" })
export type Track = typeof Track.Type

export const RoleFamily = Schema.Struct({
  domain: Domain,
  /** Names of occupations. They outweigh everything. */
  titles: Schema.optionalKey(Terms),
  /** Names of a field of work. */
  fields: Schema.optionalKey(Terms),
  /** Occupations of many fields, as `engineer`: they outweigh fields outside of technology. */
  trades: Schema.optionalKey(Terms),
  /** What counts only where nothing else does, as `project manager`. */
  generic: Schema.optionalKey(Terms)
})
export interface RoleFamily extends Schema.Schema.Type<typeof RoleFamily> {}

export const Roles = Schema.Struct({
  schema_version: Schema.Literal(1),
  revision: Schema.NonEmptyString,
  /** Parents of the families, and how people call them. */
  domains: Schema.Record(Domain, Schema.Struct({ name: Schema.NonEmptyString, technical: Schema.Boolean })),
  /** What a profile may ask for by one name: domains, and families. A name that is a group and a family too means the group where a profile says it. */
  groups: Schema.Record(Name, Terms),
  families: Schema.Record(FamilyName, RoleFamily),
  decoys: Schema.Array(Schema.NonEmptyString),
  /** Words for a person. A part of a title without one is a team, if an occupation follows. */
  nouns: Terms,
  /** Words before which a part of a title ends, as `for`. */
  breaks: Terms,
  /** Words that count for nothing, as `and`. */
  ignored: Terms,
  /** A word, and the words read as if they were it. */
  synonyms: Schema.Record(Schema.NonEmptyString, Terms)
})
  .check(Schema.makeFilter(({ domains, families, groups }) => {
    const stray = Object.entries(families).find(([, { domain }]) => !Object.hasOwn(domains, domain))
    if (stray !== undefined) return `${stray[0]} is in no domain of the table: ${stray[1].domain}`
    const unknown = Object.values(groups).flat().find((name) => !Object.hasOwn(domains, name) && !Object.hasOwn(families, name))
    return unknown === undefined || `a group names what is no domain and no family of the table: ${unknown}`
  }))
  .annotate({ identifier: "Roles" })
export interface Roles extends Schema.Schema.Type<typeof Roles> {}

const Marks = Schema.Struct({
  /** Count in the part that names the role, and in parts that say nothing but a level. */
  terms: Schema.optionalKey(Terms),
  /** The same, but only before another word of the part. */
  prefixes: Schema.optionalKey(Terms),
  /** The same, but only as the first word of the part, levels aside. */
  leading: Schema.optionalKey(Terms),
  /** The same, but only in a part that says nothing but a level. */
  alone: Schema.optionalKey(Terms),
  /** Count in every part. */
  anywhere: Schema.optionalKey(Terms)
})
export interface Marks extends Schema.Schema.Type<typeof Marks> {}

export const Levels = Schema.Struct({
  schema_version: Schema.Literal(1),
  revision: Schema.NonEmptyString,
  seniorities: Schema.Record(Schema.Literals(Seniority.literals.filter((level) => level !== "unspecified")), Marks),
  tracks: Schema.Struct({ ic: Marks, manager: Marks }),
  decoys: Schema.Array(Schema.NonEmptyString),
  /** What speaks of a level and does not say which. */
  ambiguous: Schema.Struct({
    terms: Terms,
    /** Only after a word for a person, or after `numbered`. */
    numerals: Terms,
    numbered: Terms
  }),
  /** Words that may stand beside a level in a part that says nothing else. */
  fillers: Terms
}).annotate({ identifier: "Levels" })
export interface Levels extends Schema.Schema.Type<typeof Levels> {}
