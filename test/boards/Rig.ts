/**
 * Boards made for a test: a provider, an answer of few rows, and what is read out of it.
 */
import * as Result from "effect/Result"
import * as Answer from "../../src/boards/Answer.ts"
import * as Boards from "../../src/boards/Boards.ts"
import type { BoardReading, Page } from "../../schemas/Board.ts"
import type { FullPosting, PostingText } from "../../schemas/Posting.ts"
import type { Provider, ProviderId, System } from "../../schemas/Provider.ts"

export type Row = Record<string, unknown>

export const provider = (system: System, board = "Acme"): Provider => ({ id: "acme" as ProviderId, name: "Acme", system, board, enabled: true })

export const readBody = (system: System, body: string, board?: string): Result.Result<BoardReading, Boards.Unreadable> =>
  Boards.readResult(provider(system, board), [{ url: "https://boards.example/acme", status: 200, body }])

/** Pages as they came. */
export const served = (pages: ReadonlyArray<Page>): ReadonlyArray<Answer.Served> => pages.map((page) => ({ ...page, bytes: new TextEncoder().encode(page.body) }))

/** The answers of several pages, as JSON. */
export const readPages = (system: System, answers: ReadonlyArray<unknown>): Result.Result<BoardReading, Boards.Unreadable> =>
  Boards.readResult(provider(system), pagesOf(system, answers))

export const pagesOf = (system: System, answers: ReadonlyArray<unknown>): Array<Page> =>
  answers.map((answer, index) => ({ url: `https://boards.example/acme?page=${index}`, status: 200, body: write(system, answer) }))

/** The vendor's envelope around rows. */
export const envelope: Record<System, (rows: ReadonlyArray<unknown>) => unknown> = {
  ashby: (jobs) => ({ jobs, apiVersion: "1" }),
  bamboohr: (result) => ({ meta: { totalCount: result.length }, result }),
  feed: (item) => ({ rss: { channel: { title: "Jobs", item } } }),
  greenhouse: (jobs) => ({ jobs, meta: { total: jobs.length } }),
  jsonld: (rows) => ({ "@context": "https://schema.org", "@graph": rows }),
  lever: (rows) => rows,
  personio: (position) => ({ "workzag-jobs": { position } }),
  pinpoint: (data) => ({ data }),
  recruitee: (offers) => ({ offers }),
  rippling: (rows) => rows,
  smartrecruiters: (content) => ({ offset: 0, limit: 100, totalFound: content.length, content }),
  teamtailor: (items) => ({ version: "https://jsonfeed.org/version/1.1", title: "Acme", items }),
  workable: (jobs) => ({ name: "Acme", jobs }),
  workday: (jobPostings) => ({ total: jobPostings.length, jobPostings, facets: [], userAuthenticated: false })
}

/** What the contract needs to know of a vendor's rows. */
interface Form {
  /** JSON, or markup in which every value is text and an array is a repetition. */
  readonly form: "json" | "xml" | "html"
  /** JSON pointer of the rows. */
  readonly at: string
  /** The path of a row in drift. */
  readonly path: string
  readonly id: string
  readonly title: string
  /** `null` where the adapter makes the address of an id. */
  readonly url: string | null
  readonly empty: "empty_board" | "perhaps_no_board"
  /** The address asked for `mistral.ai`. */
  readonly asks: string
}

const json = { form: "json", empty: "empty_board" } as const

export const forms: Record<System, Form> = {
  ashby: { ...json, empty: "perhaps_no_board", at: "/jobs", path: "jobs[]", id: "id", title: "title", url: "jobUrl", asks: "https://api.ashbyhq.com/posting-api/job-board/mistral.ai?includeCompensation=true" },
  bamboohr: { ...json, at: "/result", path: "result[]", id: "id", title: "jobOpeningName", url: null, asks: "https://mistral.ai.bamboohr.com/careers/list" },
  feed: { form: "xml", empty: "perhaps_no_board", at: "/rss/channel/item", path: "item[]", id: "guid", title: "title", url: "link", asks: "https://mistral.ai/feed" },
  greenhouse: { ...json, at: "/jobs", path: "jobs[]", id: "id", title: "title", url: "absolute_url", asks: "https://boards-api.greenhouse.io/v1/boards/mistral.ai/jobs?content=true&pay_transparency=true" },
  jsonld: { form: "html", empty: "perhaps_no_board", at: "", path: "JobPosting", id: "identifier", title: "title", url: "url", asks: "https://mistral.ai/" },
  lever: { ...json, empty: "perhaps_no_board", at: "", path: "[]", id: "id", title: "text", url: "hostedUrl", asks: "https://api.lever.co/v0/postings/mistral.ai?mode=json" },
  personio: { form: "xml", empty: "empty_board", at: "/workzag-jobs/position", path: "position[]", id: "id", title: "name", url: null, asks: "https://mistral.ai.jobs.personio.de/xml?language=en" },
  pinpoint: { ...json, at: "/data", path: "data[]", id: "id", title: "title", url: "url", asks: "https://mistral.ai.pinpointhq.com/postings.json" },
  recruitee: { ...json, at: "/offers", path: "offers[]", id: "id", title: "title", url: "careers_url", asks: "https://mistral.ai.recruitee.com/api/offers/" },
  rippling: { ...json, empty: "perhaps_no_board", at: "", path: "[]", id: "uuid", title: "name", url: "url", asks: "https://api.rippling.com/platform/api/ats/v1/board/mistral.ai/jobs" },
  smartrecruiters: { ...json, empty: "perhaps_no_board", at: "/content", path: "content[]", id: "id", title: "name", url: null, asks: "https://api.smartrecruiters.com/v1/companies/mistral.ai/postings?limit=100&offset=0" },
  teamtailor: { ...json, at: "/items", path: "items[]", id: "id", title: "title", url: "url", asks: "https://mistral.ai.teamtailor.com/jobs.json" },
  workable: { ...json, at: "/jobs", path: "jobs[]", id: "shortcode", title: "title", url: "url", asks: "https://apply.workable.com/api/v1/widget/accounts/mistral.ai?details=true" },
  workday: { ...json, at: "/jobPostings", path: "jobPostings[]", id: "externalPath", title: "title", url: null, asks: "https://mistral.ai.myworkdayjobs.com/wday/cxs/mistral//jobs" }
}

/** An answer as the vendor would serve it. */
export const write = (system: System, answer: unknown): string => {
  const { form } = forms[system]
  if (form === "json") return JSON.stringify(answer)
  if (form === "html") return page(`<script type="application/ld+json">${JSON.stringify(answer).replaceAll("<", "\\u003c")}</script>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml(answer)}\n`
}

export const page = (inside: string): string => `<!doctype html><html lang="en"><head><title>Careers</title>${inside}</head><body><p>Careers</p></body></html>`

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")

/** Plain values as elements: the other way round of `Xml.parse`. */
export const xml = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return value === null || value === undefined ? "" : escape(String(value))
  return Object.entries(value).filter(([name]) => !name.startsWith("@")).map(([name, inside]) =>
    name === "#text" ? xml(inside) : (Array.isArray(inside) ? inside : [inside]).map((one) => `<${name}${attributes(one)}>${xml(one)}</${name}>`).join("")).join("")
}

const attributes = (value: unknown): string =>
  typeof value !== "object" || value === null ? "" : Object.entries(value).filter(([name]) => name.startsWith("@")).map(([name, text]) => ` ${name.slice(1)}="${escape(typeof text === "string" ? text : JSON.stringify(text))}"`).join("")

/** A row with everything the vendor documents. */
export const rows: Record<System, (id: number) => Row> = {
  ashby: (id) => ({
    id: `00000000-0000-4000-8000-${String(id).padStart(12, "0")}`,
    title: "Research Engineer",
    department: "Research",
    team: "Foundations",
    employmentType: "FullTime",
    location: "Paris",
    secondaryLocations: [{ location: "London", address: { postalAddress: { addressLocality: "London", addressRegion: "", addressCountry: "United Kingdom" } } }],
    address: { postalAddress: { addressLocality: "Paris", addressRegion: "Île-de-France", addressCountry: "France" } },
    isRemote: false,
    workplaceType: "OnSite",
    publishedAt: "2026-10-01T08:00:00.000+00:00",
    isListed: true,
    jobUrl: `https://jobs.ashbyhq.com/acme/${id}`,
    applyUrl: `https://jobs.ashbyhq.com/acme/${id}/application`,
    descriptionHtml: "<p>One &amp; two</p>",
    descriptionPlain: "One & two",
    shouldDisplayCompensationOnJobPostings: true,
    compensation: {
      compensationTierSummary: "€90K – €120K • Offers Equity",
      scrapeableCompensationSalarySummary: "€90K - €120K",
      compensationTiers: [
        {
          id: "t",
          tierSummary: "€90K – €120K",
          title: null,
          additionalInformation: null,
          components: [
            { id: "c", summary: "", compensationType: "Salary", interval: "1 YEAR", currencyCode: "EUR", minValue: 90_000, maxValue: 120_000 },
            { id: "d", summary: "", compensationType: "EquityPercentage", interval: "NONE", currencyCode: null, minValue: null, maxValue: null }
          ]
        }
      ],
      summaryComponents: []
    }
  }),
  greenhouse: (id) => ({
    id: 5_000_000 + id,
    internal_job_id: 4_000_000 + id,
    requisition_id: `R-${id}`,
    title: "Research Engineer",
    absolute_url: `https://job-boards.greenhouse.io/acme/jobs/${5_000_000 + id}`,
    location: { name: "Paris, France; London, UK" },
    updated_at: "2026-10-20T08:00:00-04:00",
    first_published: "2026-10-01T08:00:00-04:00",
    language: "en",
    company_name: "Acme ",
    application_deadline: null,
    metadata: [{ id: 1, name: "Location Type", value: "Hybrid (Travel-Required)", value_type: "single_select" }],
    data_compliance: [{ type: "gdpr", requires_consent: false, retention_period: null }],
    content: "&lt;p&gt;One &amp;amp; two&amp;nbsp;&lt;/p&gt;",
    departments: [{ id: 1, name: "Research ", child_ids: [], parent_id: null }],
    offices: [{ id: 1, name: "Paris", location: "Paris, France", child_ids: [], parent_id: null }],
    pay_input_ranges: [{ min_cents: 9_000_050, max_cents: 12_000_000, currency_type: "EUR", title: "Annual Salary:", blurb: "" }]
  }),
  bamboohr: (id) => ({
    id: String(80 + id),
    jobOpeningName: "Research Engineer",
    departmentId: "18244",
    departmentLabel: "Research ",
    employmentStatusLabel: "Full-Time",
    employmentType: null,
    location: { city: "Paris", state: "Île-de-France" },
    atsLocation: { country: null, state: null, province: null, city: null },
    isRemote: null,
    locationType: "0"
  }),
  feed: (id) => ({
    title: "Research Engineer",
    link: `https://careers.acme.example/jobs/${id}`,
    guid: `job-${id}`,
    pubDate: "Thu, 01 Oct 2026 08:00:00 +0200",
    description: "<p>One &amp; two</p>",
    remoteStatus: "hybrid",
    "tt:department": "Research",
    "tt:locations": { "tt:location": [{ "tt:name": "HQ", "tt:city": "Paris", "tt:country": "France" }] }
  }),
  jsonld: (id) => ({
    "@type": "JobPosting",
    title: "Research Engineer",
    description: "<p>One &amp; two</p>",
    datePosted: "2026-10-01",
    validThrough: "2026-10-02",
    identifier: { "@type": "PropertyValue", name: "Acme", value: `R-${id}` },
    url: `https://careers.acme.example/jobs/${id}`,
    hiringOrganization: { "@type": "Organization", name: "Acme" },
    jobLocation: { "@type": "Place", address: { "@type": "PostalAddress", addressLocality: "Paris", addressRegion: "Île-de-France", addressCountry: "FR" } },
    employmentType: "FULL_TIME",
    baseSalary: { "@type": "MonetaryAmount", currency: "EUR", value: { "@type": "QuantitativeValue", minValue: 90_000, maxValue: 120_000, unitText: "YEAR" } }
  }),
  lever: (id) => ({
    id: `00000000-0000-4000-8000-${String(id).padStart(12, "0")}`,
    text: "Research Engineer",
    createdAt: 1_790_841_600_000 + id,
    categories: { commitment: "Full-time", department: "Research", team: "Foundations", location: "Paris", allLocations: ["Paris", "London"] },
    country: "FR",
    workplaceType: "hybrid",
    opening: "",
    openingPlain: "",
    description: "<div>One &amp; two</div>",
    descriptionPlain: "One & two",
    descriptionBody: "",
    descriptionBodyPlain: "",
    lists: [{ text: "What we <require>", content: "\n<li>Three</li>" }],
    additional: "<div>Four</div>",
    additionalPlain: "Four",
    salaryRange: { currency: "EUR", interval: "per-year-salary", min: 90_000, max: 120_000 },
    hostedUrl: `https://jobs.lever.co/acme/${id}`,
    applyUrl: `https://jobs.lever.co/acme/${id}/apply`
  }),
  personio: (id) => ({
    id: String(1_834_170 + id),
    subcompany: "Acme SE & Co. KG",
    office: "Munich",
    additionalOffices: { office: ["Berlin"] },
    department: "Research",
    recruitingCategory: "Engineering",
    name: "Research Engineer",
    jobDescriptions: { jobDescription: [{ name: "Your tasks", value: "<p>One &amp; two</p>" }] },
    employmentType: "permanent",
    seniority: "experienced",
    schedule: "full-time",
    yearsOfExperience: "2-5",
    createdAt: "2026-10-01T08:00:00+00:00"
  }),
  pinpoint: (id) => ({
    id: String(id),
    title: "Research Engineer",
    url: `https://acme.pinpointhq.com/en/postings/${id}`,
    path: `/en/postings/${id}`,
    description: "<p>One &amp; two</p>",
    key_responsibilities: "<p>Three</p>",
    skills_knowledge_expertise: "",
    benefits: null,
    workplace_type: "hybrid",
    employment_type: "full_time",
    compensation_minimum: 90_000,
    compensation_maximum: 120_000,
    compensation_currency: "EUR",
    compensation_frequency: "year",
    compensation_visible: true,
    deadline_at: null,
    location: { id: "1", name: "Paris", city: "Paris", province: "Île-de-France" },
    job: { id: "1", department: { id: "1", name: "Research" }, division: null }
  }),
  recruitee: (id) => ({
    id: 2_700_000 + id,
    guid: "e4u78",
    slug: "research-engineer",
    title: "Research Engineer",
    status: "published",
    department: "Research",
    description: "<p>One &amp; two</p>",
    requirements: "<p>Three</p>",
    location: "Paris, Île-de-France, France",
    locations: [{ id: 1, name: "HQ", city: "Paris", state: "Île-de-France", country: "France", country_code: "FR", street: "", note: null }],
    remote: false,
    hybrid: true,
    on_site: false,
    salary: { min: "90000", max: "120000.50", period: "year", currency: "EUR" },
    employment_type_code: "fulltime_permanent",
    created_at: "2026-09-30 08:00:00 UTC",
    published_at: "2026-10-01 08:00:00 UTC",
    updated_at: "2026-10-02 08:00:00 UTC",
    careers_url: `https://acme.recruitee.com/o/${id}`,
    mailbox_email: "job.person@acme.example"
  }),
  rippling: (id) => ({
    uuid: `00000000-0000-4000-8000-${String(id).padStart(12, "0")}`,
    name: "Research Engineer",
    department: { id: "Research", label: "Research" },
    url: `https://ats.rippling.com/acme/jobs/${id}`,
    workLocation: { id: "1", label: "Remote (Paris, France)" }
  }),
  smartrecruiters: (id) => ({
    id: String(743_999_700_000_000 + id),
    uuid: "29c1a2f0",
    name: "Research Engineer",
    jobAdId: "411338b2",
    defaultJobAd: true,
    refNumber: `REF${id}`,
    company: { identifier: "Acme1", name: "Acme" },
    releasedDate: "2026-10-01T08:00:00.000Z",
    location: { city: "Paris", region: "IDF", country: "fr", address: "1 rue X", postalCode: "75001", remote: false, hybrid: true, fullLocation: "Paris, IDF, France" },
    industry: {},
    department: { id: "1", label: "Research" },
    function: {},
    typeOfEmployment: { id: "permanent", label: "Full-time" },
    experienceLevel: {},
    customField: [],
    visibility: "PUBLIC",
    ref: "https://api.smartrecruiters.com/v1/companies/acme/postings/1",
    creator: { name: "Jo Person" },
    language: { code: "en", label: "English", labelNative: "English (US)" }
  }),
  teamtailor: (id) => ({
    id: `20fafb7d-0000-4000-8000-${String(id).padStart(12, "0")}`,
    title: "Research Engineer",
    url: `https://acme.teamtailor.com/jobs/${id}-research-engineer`,
    date_published: "2026-10-01T08:00:00+02:00",
    content_html: "<p>One &amp; two</p>",
    _jobposting: {
      "@context": "http://schema.org/",
      "@type": "JobPosting",
      title: "Research Engineer",
      identifier: { "@type": "PropertyValue", name: "Acme", value: id },
      datePosted: "2026-10-01T08:00:00+02:00",
      employmentType: ["FULL_TIME"],
      jobLocation: [{ "@type": "Place", address: { "@type": "PostalAddress", streetAddress: "1 rue X", addressLocality: "Paris", addressRegion: "Europe", addressCountry: "FR" } }]
    }
  }),
  workday: (id) => ({
    title: "Research Engineer",
    externalPath: `/job/Paris/Research-Engineer_JR-${id}`,
    locationsText: "France, Paris",
    postedOn: "Posted 3 Days Ago",
    bulletFields: [`JR-${id}`]
  }),
  workable: (id) => ({
    shortcode: `A${id}`,
    title: "Research Engineer",
    code: "",
    employment_type: "Full-time",
    telecommuting: true,
    department: "Research",
    url: `https://apply.workable.com/j/A${id}`,
    shortlink: `https://apply.workable.com/j/A${id}`,
    application_url: `https://apply.workable.com/j/A${id}/apply`,
    published_on: "2026-10-01",
    created_at: "2026-09-30",
    country: "France",
    city: "Paris",
    state: "Île-de-France",
    education: "",
    experience: "",
    function: "",
    industry: "",
    locations: [{ country: "France", countryCode: "FR", city: "Paris", region: "Île-de-France", hidden: false }],
    description: "<p>One &amp; two</p>"
  })
}

export const readRows = (system: System, given: ReadonlyArray<unknown>): BoardReading =>
  Result.getOrThrow(readBody(system, write(system, envelope[system](given))))

/** The posting read from the documented row with some values replaced; `undefined` removes a key. */
export const readRow = (system: System, changes: Row): FullPosting => {
  const reading = readRows(system, [{ ...rows[system](1), ...changes }])
  if (reading.postings.length !== 1) throw new Error(`the row was withheld: ${JSON.stringify(reading.withheld)}`)
  return reading.postings[0]!
}

export const driftOf = (system: System, changes: Row): ReadonlyArray<string> => readRows(system, [{ ...rows[system](1), ...changes }]).drift

export const refusal = (system: System, body: unknown): { readonly at: string; readonly reason: string } => {
  const error = Result.getOrThrow(Result.flip(readBody(system, typeof body === "string" ? body : write(system, body))))
  return { at: "at" in error ? error.at : "", reason: error._tag === "Malformed" ? error.reason : error.message }
}

export const text = (form: PostingText["form"], raw: string): PostingText => ({ form, raw: raw as PostingText["raw"] })

export const texts = ({ places }: FullPosting): Array<string> => places.map(({ text }) => text)
