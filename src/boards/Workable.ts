/**
 * Workable's widget API: one answer holds the whole account, a posting in several places as one row for each place.
 *
 * No public reference; the format is what accounts serve (2026). Rows of one `shortcode` become one posting in `Rows`.
 * `telecommuting: false` says only that remote work is not promised. Dates have no time; pay is never given.
 */
import type { EmploymentType, Place } from "../../schemas/Posting.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Address from "./Address.ts"
import { Fields } from "./Fields.ts"
import type { Journal, Shape, Vocabulary } from "./Fields.ts"
import * as Line from "./Line.ts"
import * as Text from "./Text.ts"

export const source: Source = {
  extraction: "ats_api",
  serves: ["json"],
  without_rows: "empty_board",
  first: ({ board }) => Address.get(`https://apply.workable.com/api/v1/widget/accounts/${encodeURIComponent(board)}?details=true`)
}

const answerShape: Shape = { path: "", read: new Set(["name", "jobs"]), ignored: new Set(["description"]) }
const rowShape: Shape = {
  path: "jobs[]",
  read: new Set([
    "shortcode", "title", "url", "department", "employment_type", "telecommuting", "published_on", "code", "country",
    "city", "state", "locations", "description"
  ]),
  ignored: new Set(["shortlink", "application_url", "created_at", "education", "experience", "function", "industry"])
}
const locationShape: Shape = {
  path: "jobs[].locations[]",
  read: new Set(["city", "region", "country"]),
  ignored: new Set(["countryCode", "hidden"])
}

const employment: Vocabulary<EmploymentType> = new Map([
  ["Full-time", "full_time"],
  ["Part-time", "part_time"],
  ["Contract", "contract"],
  ["Temporary", "temporary"],
  ["Internship", "intern"],
  ["Other", null]
])

export const open = (answer: unknown, journal: Journal): Table | null => {
  const fields = Fields.of(answer, answerShape, "", journal)
  if (fields === null) return null
  if (fields.text("name") === null) fields.problem("name", "absent: an account's answer names the account")
  if (fields.raw("jobs") === null) fields.problem("jobs", "absent where an array is due")
  return { at: "/jobs", rows: fields.list("jobs"), shape: rowShape, read: readRow }
}

const readRow = (row: Fields): Row => {
  const department = row.line("department")
  return {
    id: row.identifier("shortcode"),
    title: row.line("title"),
    url: row.text("url"),
    listed: true,
    departments: department === null ? [] : [department],
    places: readPlaces(row),
    work_mode: row.flag("telecommuting") === true ? "remote" : null,
    employment_type: row.word("employment_type", employment),
    compensation: null,
    published_at: row.time("published_on"),
    requisition: row.identifier("code"),
    language: null,
    text: Text.html(row.text("description"))
  }
}

/** `locations` repeats the row's own place with more care; older answers have only the latter. */
const readPlaces = (row: Fields): Array<Place> => {
  const listed = row.objects("locations", locationShape).map((place) => readPlace(place, "region"))
  const own = readPlace(row, "state")
  const places = listed.some((place) => place !== null) ? listed : [own]
  return places.filter((place) => place !== null)
}

const readPlace = (fields: Fields, region: "region" | "state"): Place | null => {
  const parts = { city: fields.line("city"), region: fields.line(region), country: fields.line("country") }
  const text = Line.distinct([parts.city, parts.region, parts.country]).join(", ")
  return text === "" ? null : { text, ...parts }
}
