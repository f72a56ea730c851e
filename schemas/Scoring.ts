/**
 * The scoring contract: how many points each signal gives, and the words by which titles and places are understood.
 *
 * Points are whole numbers and a family's sum is bounded on both sides, so every score is a sum that can be checked by hand.
 * Any change of a number is a new `revision`.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { CountryCode, RoleFamily, Seniority } from "./Profile.ts"

export const Family = Schema.Literals(["role", "seniority", "skills", "location", "compensation", "freshness", "completeness"])
export type Family = typeof Family.Type

/** At most this many points, either way. */
export const Points = Schema.Int.check(Schema.isBetween({ minimum: -1000, maximum: 1000 })).annotate({ identifier: "Points" })
const Terms = Schema.Array(Schema.NonEmptyString).check(Schema.isMinLength(1))
const bounds = { maximum: Count, minimum: Points }

const ascending = (steps: ReadonlyArray<{ readonly days: number }>): boolean =>
  steps.every((step, index) => index === 0 || step.days > (steps[index - 1]?.days ?? 0))

export const Scoring = Schema.Struct({
  schema_version: Schema.Literal(1),
  /** As `2026-11-22`; shown wherever a score is. */
  revision: Schema.NonEmptyString,
  points: Schema.Struct({
    role: Schema.Struct({ ...bounds, target: Points, mentioned: Points, department: Points, other: Points }),
    seniority: Schema.Struct({ ...bounds, target: Points, other: Points }),
    skills: Schema.Struct({ ...bounds, each: Points }),
    location: Schema.Struct({ ...bounds, work_mode: Points, other_work_mode: Points, city: Points, country: Points, elsewhere: Points }),
    compensation: Schema.Struct({ ...bounds, whole_range_above: Points, reaches_minimum: Points, below_minimum: Points }),
    /** The first step whose `days` the posting's age does not exceed. */
    freshness: Schema.Struct({
      ...bounds,
      steps: Schema.Array(Schema.Struct({ days: Count, points: Points })).check(
        Schema.makeFilter((steps) => ascending(steps) || "the steps' days must ascend")
      )
    }),
    completeness: Schema.Struct({ ...bounds, each: Points })
  }),
  /** Words of a title that tell its family; the longest at the earliest place counts. */
  role_families: Schema.Record(RoleFamily, Terms),
  /** Words of a title that tell its level. */
  seniorities: Schema.Record(Seniority, Terms),
  /** Phrases in which such a word means something else: `member of technical staff` is no level, `go to market` no language. */
  decoys: Schema.Struct({ seniorities: Schema.Array(Schema.NonEmptyString), skills: Schema.Array(Schema.NonEmptyString) }),
  /** How boards write countries. */
  countries: Schema.Record(CountryCode, Terms),
  /** Words of a place that name no place. */
  placeless: Schema.Array(Schema.NonEmptyString)
}).annotate({ identifier: "Scoring" })
export interface Scoring extends Schema.Schema.Type<typeof Scoring> {}
