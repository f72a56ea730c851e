/**
 * Boards made for a test: a provider, an answer of few rows, and what is read out of it.
 */
import * as Result from "effect/Result"
import * as Boards from "../../src/boards/Boards.ts"
import type { BoardReading, Malformed } from "../../schemas/Board.ts"
import type { FullPosting } from "../../schemas/Posting.ts"
import type { Provider, ProviderId, System } from "../../schemas/Provider.ts"

export type Row = Record<string, unknown>

export const provider = (system: System, board = "Acme"): Provider => ({ id: "acme" as ProviderId, name: "Acme", system, board, enabled: true })

export const readBody = (system: System, body: string, board?: string): Result.Result<BoardReading, Malformed> =>
  Boards.readResult(provider(system, board), [{ url: "https://boards.example/acme", status: 200, body }])

/** The vendor's envelope around rows. */
export const envelope: Record<System, (rows: ReadonlyArray<unknown>) => unknown> = {
  ashby: (jobs) => ({ jobs, apiVersion: "1" }),
  greenhouse: (jobs) => ({ jobs, meta: { total: jobs.length } }),
  workable: (jobs) => ({ name: "Acme", jobs })
}

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
  Result.getOrThrow(readBody(system, JSON.stringify(envelope[system](given))))

/** The posting read from the documented row with some values replaced; `undefined` removes a key. */
export const readRow = (system: System, changes: Row): FullPosting => {
  const reading = readRows(system, [{ ...rows[system](1), ...changes }])
  if (reading.postings.length !== 1) throw new Error(`the row was withheld: ${JSON.stringify(reading.withheld)}`)
  return reading.postings[0]!
}

export const driftOf = (system: System, changes: Row): ReadonlyArray<string> => readRows(system, [{ ...rows[system](1), ...changes }]).drift

export const refusal = (system: System, body: unknown): { readonly at: string; readonly reason: string } => {
  const { at, reason } = Result.getOrThrow(Result.flip(readBody(system, typeof body === "string" ? body : JSON.stringify(body))))
  return { at, reason }
}

export const texts = ({ places }: FullPosting): Array<string> => places.map(({ text }) => text)
