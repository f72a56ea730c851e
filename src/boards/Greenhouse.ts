/**
 * Greenhouse's Job Board API: one answer holds the whole board and counts itself.
 *
 * https://developers.greenhouse.io/job-board.html. `content` is HTML escaped once more; `location.name` is free text in
 * which one board uses several separators; the mode of work is in `metadata`, whose names the employer chose.
 */
import type { Compensation, EmploymentType, PayRange, Place, PostingText, WorkMode } from "../../schemas/Posting.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Address from "./Address.ts"
import { Fields } from "./Fields.ts"
import type { Journal, Shape, Vocabulary } from "./Fields.ts"
import * as Line from "./Line.ts"
import * as Mode from "./Mode.ts"
import * as Text from "./Text.ts"

export const source: Source = {
  extraction: "ats_api",
  serves: ["json"],
  without_rows: "empty_board",
  first: ({ board }) => Address.get(`https://boards-api.greenhouse.io/v1/boards/${encodeURIComponent(board)}/jobs?content=true&pay_transparency=true`)
}

const answerShape: Shape = { path: "", read: new Set(["jobs", "meta"]) }
const metaShape: Shape = { path: "meta", read: new Set(["total"]) }
const rowShape: Shape = {
  path: "jobs[]",
  read: new Set([
    "id", "internal_job_id", "requisition_id", "title", "absolute_url", "location", "first_published", "language",
    "metadata", "content", "departments", "offices", "pay_input_ranges", "data_compliance"
  ]),
  ignored: new Set([
    "updated_at", "company_name", "application_deadline", "education", "ai_disclaimer", "include_ai_disclaimer",
    "ai_opt_out_request_url"
  ])
}
const locationShape: Shape = { path: "jobs[].location", read: new Set(["name"]) }
const metadataShape: Shape = { path: "jobs[].metadata[]", read: new Set(["name", "value"]), ignored: new Set(["id", "value_type"]) }
const departmentShape: Shape = { path: "jobs[].departments[]", read: new Set(["name"]), ignored: new Set(["id", "parent_id", "child_ids"]) }
const officeShape: Shape = { path: "jobs[].offices[]", read: new Set(["name", "location"]), ignored: new Set(["id", "parent_id", "child_ids"]) }
const payShape: Shape = {
  path: "jobs[].pay_input_ranges[]",
  read: new Set(["min_cents", "max_cents", "currency_type", "title"]),
  ignored: new Set(["blurb"])
}
const complianceShape: Shape = {
  path: "jobs[].data_compliance[]",
  read: new Set(),
  ignored: new Set([
    "type", "requires_consent", "requires_processing_consent", "requires_retention_consent", "retention_period",
    "demographic_data_consent_applies"
  ])
}

const modeNames = /^(location|work|workplace|working|remote)[ _-]?(type|mode|model|style|arrangement|policy|setting)$|^workplace$/i
const departmentNames = /^(external )?(department|team)$/i
const employmentNames = /^(employment|job|time|contract)[ _-]type$/i
const fillers: ReadonlySet<string> = new Set(["see opening id", "n/a", "na", "none", "tbd", "-"])
const employment: Vocabulary<EmploymentType> = new Map([
  ["full time", "full_time"],
  ["regular", null],
  ["part time", "part_time"],
  ["contract", "contract"],
  ["contractor", "contract"],
  ["fixed term", "temporary"],
  ["temporary", "temporary"],
  ["intern", "intern"],
  ["internship", "intern"]
])
const intervals: ReadonlyArray<readonly [RegExp, NonNullable<PayRange["interval"]>]> = [
  [/\b(annual|annually|yearly|per year)\b/i, "year"],
  [/\b(monthly|per month)\b/i, "month"],
  [/\b(hourly|per hour)\b/i, "hour"]
]

/** `meta.total` must agree with the rows; an answer without rows must say so itself. */
export const open = (answer: unknown, journal: Journal): Table | null => {
  const fields = Fields.of(answer, answerShape, "", journal)
  if (fields === null) return null
  if (fields.raw("jobs") === null) fields.problem("jobs", "absent where an array is due")
  const rows = fields.list("jobs")
  const meta = fields.object("meta", metaShape)
  const total = meta?.amount("total") ?? null
  if (total === null && rows.length === 0) fields.problem("meta", "an answer without rows must count them, and meta.total is absent")
  else if (total === null) fields.drift("meta.total=absent")
  return { at: "/jobs", rows, shape: rowShape, read: readRow, stated: total === null ? undefined : { at: "/meta/total", rows: total } }
}

const readRow = (row: Fields): Row => {
  const metadata = row.objects("metadata", metadataShape)
  row.objects("data_compliance", complianceShape)
  const { places, mode } = readPlaces(row)
  return {
    id: row.identifier("id"),
    title: row.line("title"),
    url: row.text("absolute_url"),
    listed: true,
    departments: readDepartments(row, metadata),
    places,
    work_mode: custom(metadata, modeNames, (word) => Mode.whole(word) ?? undefined) ?? mode,
    employment_type: custom(metadata, employmentNames, (word) => employment.get(word.toLowerCase().replaceAll("-", " "))),
    compensation: readPay(row),
    published_at: row.time("first_published"),
    requisition: readRequisition(row),
    language: row.line("language"),
    text: readContent(row)
  }
}

/** `internal_job_id` names the requisition and is shared by its postings; prospect posts have none. */
const readRequisition = (row: Fields): string | null => {
  const opening = row.identifier("requisition_id")
  return row.identifier("internal_job_id") ?? (opening === null || fillers.has(opening.toLowerCase()) ? null : opening)
}

const readDepartments = (row: Fields, metadata: ReadonlyArray<Fields>): Array<string> => {
  const names = row.objects("departments", departmentShape).map((department) => department.line("name"))
  return Line.distinct(names.length > 0 ? names : metadata.filter((entry) => departmentNames.test(entry.line("name") ?? "")).flatMap(values))
}

const separators = /[|;\n]|\s+or\s+/

/** A location of nothing but a mode ("Hybrid") says no place: then the offices do. */
const readPlaces = (row: Fields): { places: Array<Place>; mode: WorkMode | null } => {
  const offices = row.objects("offices", officeShape)
  const text = row.object("location", locationShape)?.text("name") ?? ""
  const parts = Line.distinct(text.split(separators).map(Line.tidy))
  const modes = new Set(parts.map(Mode.of))
  const mode = modes.size === 1 ? [...modes][0]! : null
  const named = parts.every((part) => Mode.whole(part) !== null) ? offices.map(officePlace).filter((name) => Mode.whole(name ?? "") === null) : parts
  return { places: Line.distinct(named).map((part) => ({ city: null, country: null, region: null, text: part })), mode }
}

const officePlace = (office: Fields): string | null => office.line("location") ?? office.line("name")

/** Custom fields hold a string, a list of them, or anything else; only words are read. */
const values = (entry: Fields): Array<string> => {
  const value = entry.raw("value")
  return (Array.isArray(value) ? value : [value]).filter((word) => typeof word === "string").map(Line.tidy).filter((word) => word !== "")
}

const custom = <A>(metadata: ReadonlyArray<Fields>, names: RegExp, meaning: (word: string) => A | null | undefined): A | null => {
  let found: A | null = null
  for (const entry of metadata) {
    const name = entry.line("name") ?? ""
    if (!names.test(name)) continue
    for (const word of values(entry)) {
      const meant = meaning(word)
      if (meant === undefined) entry.drift(`metadata[${Line.excerpt(name, 40)}]=${Line.excerpt(word, 60)}`)
      found ??= meant ?? null
    }
  }
  return found
}

const readPay = (row: Fields): Compensation | null => {
  const ranges = row.objects("pay_input_ranges", payShape).map(readRange)
  return ranges.length === 0 ? null : { summary: null, ranges, offers_equity: null }
}

/** Greenhouse has no field for the interval: a title may say it, as "Annual Salary" does. */
const readRange = (range: Fields): PayRange => {
  const label = range.line("title")
  return {
    label,
    minimum: cents(range.amount("min_cents")),
    maximum: cents(range.amount("max_cents")),
    currency: range.line("currency_type"),
    interval: intervals.find(([words]) => words.test(label ?? ""))?.[1] ?? null
  }
}

const cents = (amount: number | null): number | null => (amount === null ? null : amount / 100)

/** Escaped exactly once by the vendor: `&amp;nbsp;` is the HTML `&nbsp;`. Decoding costs more than all else, and is left to whoever reads text. */
const readContent = (row: Fields): PostingText | null => {
  const content = row.text("content")
  if (content === null || !content.includes("<")) return Text.escaped(content)
  row.drift("content=unescaped")
  return Text.html(content)
}
