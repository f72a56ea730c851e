/**
 * Pinpoint's list of postings: one answer is the whole board and does not count itself; an unknown company is a 404.
 *
 * No public reference; the format is what careers sites serve (2026). Pay counts only where `compensation_visible`.
 */
import type { Compensation, PayRange, Place, WorkMode } from "../../schemas/Posting.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Address from "./Address.ts"
import * as Employment from "./Employment.ts"
import { Fields } from "./Fields.ts"
import type { Journal, Shape, Vocabulary } from "./Fields.ts"
import * as Line from "./Line.ts"
import * as Text from "./Text.ts"

const domain = "pinpointhq.com"

export const source: Source = {
  extraction: "ats_api",
  serves: ["json"],
  without_rows: "empty_board",
  first: (provider) => Address.get(`${Address.origin(provider, domain)}/postings.json`)
}

const answerShape: Shape = { path: "", read: new Set(["data"]) }
const rowShape: Shape = {
  path: "data[]",
  read: new Set([
    "id", "title", "url", "path", "description", "key_responsibilities", "skills_knowledge_expertise", "benefits", "workplace_type", "employment_type",
    "compensation_minimum", "compensation_maximum", "compensation_currency", "compensation_frequency", "compensation_visible", "location", "job"
  ]),
  ignored: new Set([
    "deadline_at", "compensation", "employment_type_text", "workplace_type_text", "key_responsibilities_header", "skills_knowledge_expertise_header",
    "benefits_header", "reporting_to"
  ])
}
const locationShape: Shape = { path: "data[].location", read: new Set(["name", "city", "province"]), ignored: new Set(["id", "postal_code"]) }
const jobShape: Shape = { path: "data[].job", read: new Set(["department", "division"]), ignored: new Set(["id", "requisition_id", "structure_custom_group_one"]) }
const groupShape: Shape = { path: "data[].job.*", read: new Set(["name"]), ignored: new Set(["id"]) }

const workplace: Vocabulary<WorkMode> = new Map([["onsite", "on_site"], ["on_site", "on_site"], ["hybrid", "hybrid"], ["remote", "remote"]])
const frequencies: Vocabulary<NonNullable<PayRange["interval"]>> = new Map([
  ["year", "year"],
  ["yearly", "year"],
  ["annually", "year"],
  ["month", "month"],
  ["monthly", "month"],
  ["week", "week"],
  ["weekly", "week"],
  ["day", "day"],
  ["daily", "day"],
  ["hour", "hour"],
  ["hourly", "hour"]
])

export const open = (answer: unknown, journal: Journal): Table | null => {
  const fields = Fields.of(answer, answerShape, "", journal)
  if (fields === null) return null
  if (fields.raw("data") === null) fields.problem("data", "absent where an array is due")
  return { at: "/data", rows: fields.list("data"), shape: rowShape, read: readRow }
}

const readRow = (row: Fields, provider: BoardAddress): Row => {
  const job = row.object("job", jobShape)
  const path = row.text("path")
  return {
    id: row.identifier("id"),
    title: row.line("title"),
    url: row.text("url") ?? (path === null ? null : Address.resolve(path, Address.origin(provider, domain))),
    listed: true,
    departments: job === null ? [] : Line.distinct([named(job, "department"), named(job, "division")]),
    places: readPlaces(row),
    work_mode: row.word("workplace_type", workplace),
    employment_type: Employment.read(row, "employment_type"),
    compensation: readCompensation(row),
    published_at: null,
    requisition: null,
    language: null,
    text: Text.sections(["description", "key_responsibilities", "skills_knowledge_expertise", "benefits"].map((key) => ({ title: null, html: row.text(key) })))
  }
}

/** A name, or an object that has one. */
const named = (job: Fields, key: string): string | null => (typeof job.raw(key) === "string" ? job.line(key) : (job.object(key, groupShape)?.line("name") ?? null))

const readPlaces = (row: Fields): Array<Place> => {
  const location = row.object("location", locationShape)
  const parts = { city: location?.line("city") ?? null, region: location?.line("province") ?? null, country: null }
  const text = location?.line("name") ?? Line.distinct([parts.city, parts.region]).join(", ")
  return text === "" ? [] : [{ text, ...parts }]
}

const readCompensation = (row: Fields): Compensation | null => {
  const [minimum, maximum] = [row.figure("compensation_minimum"), row.figure("compensation_maximum")]
  if (row.flag("compensation_visible") !== true || (minimum === null && maximum === null)) return null
  const range = { label: null, minimum, maximum, currency: row.line("compensation_currency"), interval: row.word("compensation_frequency", frequencies) }
  return { summary: null, ranges: [range], offers_equity: null }
}
