/**
 * Ashby's public job posting API, and its hosted board page (`AshbyPage`) where an entry's `url` names it or a snapshot
 * holds it.
 *
 * https://developers.ashbyhq.com/docs/public-job-posting-api. One answer is the whole board; it does not count its rows and
 * names no requisition, and an empty one has been seen for unknown boards. `workplaceType` is newer than `isRemote` and
 * beats it; pay counts only where the employer displays it.
 */
import type { Compensation, EmploymentType, PayRange, Place, PostingText, WorkMode } from "../../schemas/Posting.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Address from "./Address.ts"
import * as AshbyPage from "./AshbyPage.ts"
import { Fields } from "./Fields.ts"
import type { Journal, Shape, Vocabulary } from "./Fields.ts"
import * as Html from "./Html.ts"
import * as Line from "./Line.ts"
import * as Text from "./Text.ts"

export const source: Source = {
  extraction: "ats_api",
  serves: ["json", "html"],
  without_rows: "perhaps_no_board",
  first: ({ board, url }) => Address.get(url ?? `https://api.ashbyhq.com/posting-api/job-board/${encodeURIComponent(board)}?includeCompensation=true`)
}

const answerShape: Shape = { path: "", read: new Set(["jobs", "apiVersion"]) }
const rowShape: Shape = {
  path: "jobs[]",
  read: new Set([
    "id", "title", "department", "team", "employmentType", "location", "secondaryLocations", "address", "isRemote",
    "workplaceType", "publishedAt", "isListed", "jobUrl", "descriptionHtml", "descriptionPlain",
    "shouldDisplayCompensationOnJobPostings", "compensation"
  ]),
  ignored: new Set(["applyUrl"])
}
const secondaryShape: Shape = { path: "jobs[].secondaryLocations[]", read: new Set(["location", "address"]) }
const postalKeys = ["addressLocality", "addressRegion", "addressCountry"]
const addressShape: Shape = { path: "jobs[].address", read: new Set(["postalAddress", ...postalKeys]) }
const postalShape: Shape = { path: "jobs[].address.postalAddress", read: new Set(postalKeys) }
const compensationShape: Shape = {
  path: "jobs[].compensation",
  read: new Set(["compensationTierSummary", "compensationTiers", "summaryComponents"]),
  ignored: new Set(["scrapeableCompensationSalarySummary"])
}
const tierShape: Shape = {
  path: "jobs[].compensation.compensationTiers[]",
  read: new Set(["title", "components"]),
  ignored: new Set(["id", "tierSummary", "additionalInformation"])
}
const componentShape: Shape = {
  path: "jobs[].compensation.components[]",
  read: new Set(["compensationType", "interval", "currencyCode", "minValue", "maxValue"]),
  ignored: new Set(["id", "summary"])
}

export const employment: Vocabulary<EmploymentType> = new Map([
  ["FullTime", "full_time"],
  ["PartTime", "part_time"],
  ["Contract", "contract"],
  ["Temporary", "temporary"],
  ["Intern", "intern"]
])
export const workplace: Vocabulary<WorkMode> = new Map([
  ["OnSite", "on_site"],
  ["Hybrid", "hybrid"],
  ["Remote", "remote"]
])
const intervals: Vocabulary<NonNullable<PayRange["interval"]>> = new Map([
  ["1 YEAR", "year"],
  ["1 MONTH", "month"],
  ["1 WEEK", "week"],
  ["1 DAY", "day"],
  ["1 HOUR", "hour"],
  ["NONE", null]
])
const components: Vocabulary<"salary" | "equity"> = new Map([
  ["Salary", "salary"],
  ["EquityPercentage", "equity"],
  ["EquityCashValue", "equity"],
  ["Bonus", null],
  ["Commission", null]
])

export const open = (answer: unknown, journal: Journal): Table | null => {
  if (answer instanceof Html.Page || AshbyPage.isData(answer)) return AshbyPage.open(answer, journal, { employment, workplace })
  const fields = Fields.of(answer, answerShape, "", journal)
  if (fields === null) return null
  if (fields.raw("jobs") === null) fields.problem("jobs", "absent where an array is due")
  const version = fields.raw("apiVersion")
  if (version !== "1") fields.drift(`apiVersion=${typeof version === "string" ? Line.excerpt(version, 20) : version === null ? "absent" : "?"}`)
  return { at: "/jobs", rows: fields.list("jobs"), shape: rowShape, read: readRow }
}

const readRow = (row: Fields): Row => ({
  id: row.identifier("id"),
  title: row.line("title"),
  url: row.text("jobUrl"),
  listed: row.flag("isListed") !== false,
  departments: Line.distinct([row.line("department"), row.line("team")]),
  places: readPlaces(row),
  work_mode: readMode(row),
  employment_type: row.word("employmentType", employment),
  compensation: readCompensation(row),
  published_at: row.time("publishedAt"),
  requisition: null,
  language: null,
  text: readText(row)
})

const readMode = (row: Fields): WorkMode | null => {
  const remote = row.flag("isRemote")
  return row.word("workplaceType", workplace) ?? (remote === true ? "remote" : null)
}

const readPlaces = (row: Fields): Array<Place> =>
  [readPlace(row), ...row.objects("secondaryLocations", secondaryShape).map(readPlace)].filter((place) => place !== null)

/** The address is documented flat and served inside `postalAddress`; parts may be empty strings. */
const readPlace = (fields: Fields): Place | null => {
  const address = fields.object("address", addressShape)
  const postal = address?.object("postalAddress", postalShape) ?? address
  const city = postal?.line("addressLocality") ?? null
  const region = postal?.line("addressRegion") ?? null
  const country = postal?.line("addressCountry") ?? null
  const text = fields.line("location") ?? Line.distinct([city, region, country]).join(", ")
  return text === "" ? null : { text, city, region, country }
}

const readCompensation = (row: Fields): Compensation | null => {
  const displayed = row.flag("shouldDisplayCompensationOnJobPostings")
  const fields = row.object("compensation", compensationShape)
  if (fields === null || displayed !== true) return null
  const summary = fields.line("compensationTierSummary")
  const tiers = fields.objects("compensationTiers", tierShape).map((tier) => ({
    label: tier.line("title"),
    components: tier.objects("components", componentShape)
  }))
  const all = [...tiers, { label: null, components: fields.objects("summaryComponents", componentShape) }]
  const banded = tiers.some((tier) => tier.components.some(isKind("salary"))) ? tiers : all
  const ranges = banded.flatMap(({ label, components }) => components.filter(isKind("salary")).map((component) => readRange(label, component)))
  const equity = all.some((tier) => tier.components.some(isKind("equity")))
  return summary === null && ranges.length === 0 && !equity ? null : { summary, ranges, offers_equity: equity ? true : null }
}

const isKind = (kind: "salary" | "equity") => (component: Fields): boolean => component.word("compensationType", components) === kind

const readRange = (label: string | null, component: Fields): PayRange => ({
  label,
  minimum: component.amount("minValue"),
  maximum: component.amount("maxValue"),
  currency: component.line("currencyCode"),
  interval: component.word("interval", intervals)
})

const readText = (row: Fields): PostingText | null => {
  const plain = row.text("descriptionPlain")
  return Text.html(row.text("descriptionHtml")) ?? Text.plain(plain)
}
