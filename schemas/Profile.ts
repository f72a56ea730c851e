/**
 * What a candidate looks for: the only thing about a person that scoring reads. Structured choices, never a résumé's text.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { EmploymentType, WorkMode } from "./Posting.ts"
import { ProviderId } from "./Provider.ts"
import { RoleName } from "./RoleName.ts"
import { DigestText } from "./SnapshotSet.ts"

/** Lower-case words joined by dashes: it names files and folders. `local` is whoever runs the program. */
export const CandidateId = Schema.String.check(Schema.isPattern(/^[a-z0-9]+(-[a-z0-9]+)*$/u)).pipe(Schema.brand("CandidateId"))
export type CandidateId = typeof CandidateId.Type

export const Seniority = Schema.Literals(["intern", "entry", "mid", "senior", "lead", "staff", "principal", "director", "executive"])
export type Seniority = typeof Seniority.Type

/** ISO 3166-1, two letters. */
export const CountryCode = Schema.String.check(Schema.isPattern(/^[A-Z]{2}$/u)).annotate({ identifier: "CountryCode" })
export type CountryCode = typeof CountryCode.Type

/** ISO 4217, three letters. */
export const Currency = Schema.String.check(Schema.isPattern(/^[A-Z]{3}$/u)).annotate({ identifier: "Currency" })
export type Currency = typeof Currency.Type

/** ISO 639-1, two letters. */
export const LanguageCode = Schema.String.check(Schema.isPattern(/^[a-z]{2}$/u)).annotate({ identifier: "LanguageCode" })
export type LanguageCode = typeof LanguageCode.Type

/** Does the work, or leads those who do. */
export const Track = Schema.Literals(["individual_contributor", "manager"])
export type Track = typeof Track.Type

/** What becomes of a posting that does not say: it stays and nothing is counted, or it goes. */
export const Unstated = Schema.Literals(["neutral", "exclude"]).annotate({ identifier: "Unstated" })
export type Unstated = typeof Unstated.Type

/** From 1, nice to have, to 5, what it is about. A skill without one weighs 3. */
export const Weight = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 5 })).annotate({ identifier: "Weight" })
export type Weight = typeof Weight.Type

const Words = Schema.Array(Schema.NonEmptyString)

/** A word or skill that a posting has to name, and what it means if none is to be seen. */
export const MustHave = Schema.Struct({ term: Schema.NonEmptyString, when_unstated: Unstated }).annotate({ identifier: "MustHave" })
export interface MustHave extends Schema.Schema.Type<typeof MustHave> {}

/** What a résumé said, in fields. */
export const ResumeFacts = Schema.Struct({
  /** Of the titles held, the latest first. */
  roles: Schema.Array(RoleName),
  /** Of the latest title that names a level. */
  seniorities: Schema.Array(Seniority),
  skills: Words,
  cities: Words,
  countries: Schema.Array(CountryCode),
  languages: Schema.Array(LanguageCode),
  /** Whole years at work, times side by side counted once. `null`: it gives no dates. */
  years_of_experience: Schema.NullOr(Count)
}).annotate({ identifier: "ResumeFacts" })
export interface ResumeFacts extends Schema.Schema.Type<typeof ResumeFacts> {}

/** The résumé last read: which file, told by its bytes, and what it gave. Its text is kept nowhere. */
export const ResumeSource = Schema.Struct({
  kind: Schema.Literals(["pdf", "docx", "text", "json_resume"]),
  digest: DigestText,
  found: ResumeFacts
}).annotate({ identifier: "ResumeSource" })
export interface ResumeSource extends Schema.Schema.Type<typeof ResumeSource> {}

const fields = {
  schema_version: Schema.Literal(1),
  id: CandidateId,
  /** How lists call the candidate; the only free text. */
  name: Schema.NonEmptyString,
  /** Families, domains or groups of roles wanted. Empty: any. */
  roles: Schema.Array(RoleName),
  /** Levels wanted. Empty: any. */
  seniorities: Schema.Array(Seniority),
  /** Absent: either. */
  track: Schema.optionalKey(Track),
  /** As `TypeScript` or `machine learning`; letter case does not matter. */
  skills: Words,
  /** By skill, as `skills` writes it. */
  skill_weights: Schema.optionalKey(Schema.Record(Schema.NonEmptyString, Weight)),
  must_haves: Schema.optionalKey(Schema.Array(MustHave)),
  work_modes: Schema.Array(WorkMode),
  /** Countries that a remote posting has to be open to, where it says which: remote only within them. Absent: anywhere. */
  remote_within: Schema.optionalKey(Schema.Array(CountryCode).check(Schema.isMinLength(1))),
  /** Cities, as `San Francisco`. */
  cities: Words,
  /** Countries the candidate may work in. Empty: any. */
  countries: Schema.Array(CountryCode),
  /** Languages the candidate works in. */
  languages: Schema.optionalKey(Schema.Array(LanguageCode)),
  years_of_experience: Schema.optionalKey(Count),
  /** The least acceptable base pay a year, in the currency's major unit. `null`: pay does not count. */
  minimum_pay: Schema.NullOr(
    Schema.Struct({
      amount: Count,
      currency: Currency,
      /** What becomes of a posting that states no pay in the currency. Absent: neutral. */
      when_unstated: Schema.optionalKey(Unstated)
    })
  ),
  /** Employers liked: they count for a posting. Those to hide are `deal_breakers.providers`. */
  preferred_providers: Schema.optionalKey(Schema.Array(ProviderId)),
  /** What excludes a posting, whatever its score. */
  deal_breakers: Schema.Struct({
    /** Words of a title, as `recruiter`. */
    title_words: Words,
    /** Employers to hide. */
    providers: Schema.Array(ProviderId),
    /** Kinds of employment that are acceptable; a posting that states none stays. Empty: any. */
    employment_types: Schema.Array(EmploymentType)
  }),
  source: Schema.optionalKey(ResumeSource)
}

const weightless = ({ skills, skill_weights = {} }: { readonly skills: ReadonlyArray<string>; readonly skill_weights?: { readonly [skill: string]: Weight } }) =>
  Object.keys(skill_weights).find((skill) => !skills.includes(skill))

const torn = ({ deal_breakers, preferred_providers = [] }: {
  readonly preferred_providers?: ReadonlyArray<ProviderId>
  readonly deal_breakers: { readonly providers: ReadonlyArray<ProviderId> }
}) => preferred_providers.find((provider) => deal_breakers.providers.includes(provider))

const consistent = (profile: Parameters<typeof weightless>[0] & Parameters<typeof torn>[0]): true | { readonly path: ReadonlyArray<string>; readonly issue: string } => {
  const skill = weightless(profile)
  if (skill !== undefined) return { path: ["skill_weights", skill], issue: `the weight is of a skill that skills does not name as ${JSON.stringify(skill)}` }
  const provider = torn(profile)
  return provider === undefined || { path: ["preferred_providers"], issue: `${provider} is preferred here and hidden by deal_breakers.providers` }
}

/** Fields that may be absent were added to version 1 later: a profile without them means what it always did. */
export const CandidateProfile = Schema.Struct(fields).check(Schema.makeFilter(consistent)).annotate({ identifier: "CandidateProfile" })
export interface CandidateProfile extends Schema.Schema.Type<typeof CandidateProfile> {}
