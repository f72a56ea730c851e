/**
 * What a candidate looks for: the only thing about a person that scoring reads. Structured choices, never a résumé's text.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { EmploymentType, WorkMode } from "./Posting.ts"
import { ProviderId } from "./Provider.ts"

/** Lower-case words joined by dashes: it names files and folders. `local` is whoever runs the program. */
export const CandidateId = Schema.String.check(Schema.isPattern(/^[a-z0-9]+(-[a-z0-9]+)*$/u)).pipe(Schema.brand("CandidateId"))
export type CandidateId = typeof CandidateId.Type

/** What one does, as a title tells it. The words that tell it stand in the scoring contract. */
export const RoleFamily = Schema.Literals([
  "machine_learning",
  "software_engineering",
  "infrastructure",
  "security",
  "data",
  "product",
  "design",
  "solutions",
  "sales",
  "marketing",
  "people",
  "finance",
  "legal",
  "operations"
]).annotate({ identifier: "RoleFamily" })
export type RoleFamily = typeof RoleFamily.Type

export const Seniority = Schema.Literals(["intern", "entry", "mid", "senior", "lead", "staff", "principal", "director", "executive"])
export type Seniority = typeof Seniority.Type

/** ISO 3166-1, two letters. */
export const CountryCode = Schema.String.check(Schema.isPattern(/^[A-Z]{2}$/u)).annotate({ identifier: "CountryCode" })
export type CountryCode = typeof CountryCode.Type

/** ISO 4217, three letters. */
export const Currency = Schema.String.check(Schema.isPattern(/^[A-Z]{3}$/u)).annotate({ identifier: "Currency" })
export type Currency = typeof Currency.Type

const Words = Schema.Array(Schema.NonEmptyString)

export const CandidateProfile = Schema.Struct({
  schema_version: Schema.Literal(1),
  id: CandidateId,
  name: Schema.NonEmptyString,
  /** Families wanted. Empty: any. */
  roles: Schema.Array(RoleFamily),
  /** Levels wanted. Empty: any. */
  seniorities: Schema.Array(Seniority),
  /** As `TypeScript` or `machine learning`; letter case does not matter. */
  skills: Words,
  work_modes: Schema.Array(WorkMode),
  /** Cities, as `San Francisco`. */
  cities: Words,
  /** Countries the candidate may work in. Empty: any. */
  countries: Schema.Array(CountryCode),
  /** The least acceptable base pay a year, in the currency's major unit. `null`: pay does not count. */
  minimum_pay: Schema.NullOr(Schema.Struct({ amount: Count, currency: Currency })),
  /** What excludes a posting, whatever its score. */
  deal_breakers: Schema.Struct({
    /** Words of a title, as `recruiter`. */
    title_words: Words,
    providers: Schema.Array(ProviderId),
    /** Kinds of employment that are acceptable; a posting that states none stays. Empty: any. */
    employment_types: Schema.Array(EmploymentType)
  })
}).annotate({ identifier: "CandidateProfile" })
export interface CandidateProfile extends Schema.Schema.Type<typeof CandidateProfile> {}
