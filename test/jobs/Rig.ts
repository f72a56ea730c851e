/**
 * Postings, providers and days for tests of the domain, and generators of them.
 */
import * as Schema from "effect/Schema"
import { type Posting, PostingId, type PostingText } from "../../schemas/Posting.ts"
import { CandidateId, type CandidateProfile } from "../../schemas/Profile.ts"
import { type Provider, ProviderId } from "../../schemas/Provider.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import type { Today } from "./Memory.ts"
import type { Extraction } from "../../schemas/Board.ts"
import type { Settled } from "../../src/jobs/Settled.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Understand from "../../src/jobs/Understand.ts"

export const provider = (id: string, over: Partial<Provider> = {}): Provider => ({
  id: ProviderId.make(id),
  name: id,
  system: "ashby",
  board: id,
  enabled: true,
  ...over
})

export const posting = (over: Partial<Posting> & { readonly of?: string; readonly number?: number } = {}): Posting => {
  const { of = "acme", number = 1, ...fields } = over
  return {
    id: PostingId.make(`ashby/${of}/${number}`),
    provider: ProviderId.make(of),
    system: "ashby",
    board: of,
    url: `https://jobs.example/${of}/${number}`,
    title: "Software Engineer",
    departments: [],
    places: [],
    work_mode: null,
    employment_type: null,
    compensation: null,
    published_at: null,
    requisition: null,
    language: null,
    ...fields
  }
}

/** The same, understood with the tables that ship. */
export const understood = (over: Parameters<typeof posting>[0] = {}, text: string | null = null): UnderstoodPosting => asUnderstood(posting(over), text)

export const asUnderstood = (posting: Posting, text: string | null = null): UnderstoodPosting =>
  Understand.posting({ ...posting, text: text === null ? null : { form: "plain", raw: text as PostingText["raw"] } }, tables)

export const place = (text: string, country: string | null = null) => ({ text, city: null, region: null, country })

export const pay = (minimum: number | null, maximum: number | null, over: { readonly currency?: string; readonly interval?: "year" | "hour" | null } = {}) => ({
  summary: null,
  offers_equity: null,
  ranges: [{ label: null, minimum, maximum, currency: over.currency ?? "USD", interval: over.interval === undefined ? "year" as const : over.interval }]
})

export const read = (key: string, postings: ReadonlyArray<Posting>, more: { readonly partial?: string | null; readonly extraction?: Extraction } = {}) =>
  ({ _tag: "ok", key, value: { postings, extraction: "api" as const, ...more } }) satisfies Settled<unknown>

export const failed = (key: string, tag = "Malformed"): Settled<never> => ({
  _tag: "failed",
  key,
  stage: "read-board",
  error: { _tag: tag },
  message: `${key} did not answer as documented`
})

/** A day on which each of the boards serves what is given for it; `null` for one that failed. */
export const day = (as_of: string, boards: Readonly<Record<string, ReadonlyArray<Posting> | null>>): Today => ({
  as_of,
  providers: Object.keys(boards).map((id) => provider(id)),
  results: Object.entries(boards).map(([id, postings]) => (postings === null ? failed(id) : read(id, postings)))
})

export const profile: CandidateProfile = {
  schema_version: 1,
  id: CandidateId.make("local"),
  name: "Local candidate",
  roles: ["machine_learning", "software_engineering"],
  seniorities: ["senior", "staff"],
  skills: ["Python", "C++", "data"],
  work_modes: ["remote", "hybrid"],
  cities: ["San Francisco"],
  countries: ["US"],
  minimum_pay: { amount: 180_000, currency: "USD" },
  deal_breakers: { title_words: ["clearance"], providers: [ProviderId.make("shunned")], employment_types: ["full_time"] }
}

const titles = [
  "Software Engineer",
  "Senior Software Engineer, Data",
  "Staff Machine Learning Engineer",
  "Account Executive",
  "Chief of Staff",
  "Recruiter, Machine Learning",
  "C++ Developer (Security Clearance)",
  "機械学習エンジニア"
] as const
const placeTexts = ["San Francisco, CA", "Remote", "New York, United States", "London, UK", "Berlin, Germany"] as const

/** A posting in a few choices, small enough for generators to meet equal ones. */
export const Sketch = Schema.Struct({
  number: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 12 })),
  title: Schema.Literals(titles),
  places: Schema.Array(Schema.Literals(placeTexts)).check(Schema.isMaxLength(3)),
  work_mode: Schema.NullOr(Schema.Literals(["on_site", "hybrid", "remote"])),
  employment_type: Schema.NullOr(Schema.Literals(["full_time", "intern"])),
  pay: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 50_000, maximum: 400_000 }))),
  published_at: Schema.NullOr(Schema.Literals(["2026-01-01", "2026-01-30T23:30:00-05:00", "not a date", "2027-01-01T00:00:00Z"]))
})

export const drawn = (of: string, { number, title, places, work_mode, employment_type, pay: amount, published_at }: typeof Sketch.Type): Posting =>
  posting({
    of,
    number,
    title,
    places: places.map((text) => place(text)),
    work_mode,
    employment_type,
    compensation: amount === null ? null : pay(amount, amount + 20_000),
    published_at
  })

/** Of equal identities the first: a board serves each once. */
export const distinct = (postings: ReadonlyArray<Posting>): ReadonlyArray<Posting> => [...new Map(postings.toReversed().map((posting) => [posting.id, posting])).values()]

/** Days of one or two boards: what each serves, or that it failed. */
export const Days = Schema.Array(
  Schema.Struct({ acme: Schema.NullOr(Schema.Array(Sketch).check(Schema.isMaxLength(8))), zeta: Schema.NullOr(Schema.Array(Sketch).check(Schema.isMaxLength(4))) })
).check(Schema.isMaxLength(8))

export const daysOf = (days: typeof Days.Type): ReadonlyArray<Today> =>
  days.map(({ acme, zeta }, index) =>
    day(`2026-02-${String(index + 1).padStart(2, "0")}`, {
      acme: acme === null ? null : distinct(acme.map((sketch) => drawn("acme", sketch))),
      zeta: zeta === null ? null : distinct(zeta.map((sketch) => drawn("zeta", sketch)))
    }))
