/**
 * Which roles employers have open: archetypes of the same family, level and track whose titles share a telling word.
 *
 * Words of titles and ids alone, never words of an advertisement.
 */
import * as Schema from "effect/Schema"
import { Flow } from "./Analytics.ts"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { PostingId } from "./Posting.ts"
import { ProviderId } from "./Provider.ts"
import { SkillId } from "./Skills.ts"
import { Domain, FamilyName, Seniority, Track } from "./Taxonomy.ts"

export const Archetype = Schema.Struct({
  /** `family/seniority/track/word`, the word `*` where none tells: equal ids of two days mean the same rule, not the same members. */
  id: Schema.NonEmptyString,
  family: FamilyName,
  domain: Schema.NullOr(Domain),
  seniority: Seniority,
  track: Track,
  /** What its titles have and others of the family, level and track lack; `null` for those that share no such word. */
  word: Schema.NullOr(Schema.NonEmptyString),
  /** Open postings, sorted: at most the first fifty. */
  members: Schema.Array(PostingId),
  /** Employers that have or had such a posting, sorted. */
  employers: Schema.Array(ProviderId),
  /** Of the postings ever seen. */
  evidence: Schema.Struct({
    postings: Count,
    /** Titles in lower case, without their places, by how many postings have them, the most first; at most five. */
    titles: Schema.Array(Schema.Struct({ title: Schema.NonEmptyString, postings: Count })),
    /** The most first; at most eight. */
    skills: Schema.Array(Schema.Struct({ skill: SkillId, postings: Count }))
  }),
  /**
   * How surely this is one role to many employers, in thousandths: n/(n+5) for n distinct titles of employers, times e/(e+1) for e
   * employers, times the share of the titles' words that at least half of the titles have.
   */
  confidence_permille: Count,
  first_seen: Day,
  /** Over the last thirty days. */
  growth: Flow
}).annotate({ identifier: "Archetype" })
export interface Archetype extends Schema.Schema.Type<typeof Archetype> {}

export const RoleTaxonomy = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  counts: Schema.Struct({
    /** Open postings: those of the archetypes, those of too few alike, and those whose title names no family. */
    open: Count,
    placed: Count,
    scattered: Count,
    unnamed: Count
  }),
  /** Of which something is open, or was thirty days ago; by open postings, the most first, ties by id. */
  archetypes: Schema.Array(Archetype)
}).annotate({ identifier: "RoleTaxonomy" })
export interface RoleTaxonomy extends Schema.Schema.Type<typeof RoleTaxonomy> {}
