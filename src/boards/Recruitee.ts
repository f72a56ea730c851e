/**
 * Recruitee's offers API, on the employer's host under recruitee.com or on the domain of the entry's `url`.
 *
 * No public reference; the format is what careers sites serve (2026). One answer is the whole board and does not count itself;
 * an unknown company is a 404. Amounts are strings and times are not ISO 8601; `location` may say "Remote job" where
 * `locations` names a city. `mailbox_email` is never read.
 */
import type { Compensation, EmploymentType, PayRange, Place, WorkMode } from "../../schemas/Posting.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Address from "./Address.ts"
import { Fields } from "./Fields.ts"
import type { Journal, Shape, Vocabulary } from "./Fields.ts"
import * as Line from "./Line.ts"
import * as Moment from "./Moment.ts"
import * as Text from "./Text.ts"

export const source: Source = {
  extraction: "ats_api",
  serves: ["json"],
  without_rows: "empty_board",
  first: (provider) => Address.get(`${Address.origin(provider, "recruitee.com")}/api/offers/`)
}

const answerShape: Shape = { path: "", read: new Set(["offers"]) }
const rowShape: Shape = {
  path: "offers[]",
  read: new Set([
    "id", "title", "status", "department", "description", "requirements", "location", "locations", "remote", "hybrid", "on_site", "salary",
    "employment_type_code", "published_at", "careers_url"
  ]),
  ignored: new Set([
    "guid", "slug", "city", "country", "country_code", "state_code", "state_name", "postal_code", "experience_code", "education_code", "category_code",
    "min_hours", "max_hours", "min_hours_per_week", "max_hours_per_week", "created_at", "updated_at", "careers_apply_url", "close_at", "translations", "tags",
    "company_name", "mailbox_email", "position", "cover_image", "sharing_image", "sharing_title", "sharing_description", "highlight", "dynamic_fields",
    "open_questions", "location_question_visible", "locations_question", "locations_question_required", "locations_question_type", "options_cv",
    "options_cover_letter", "options_phone", "options_photo", "options_salutation", "options_title"
  ])
}
const locationShape: Shape = {
  path: "offers[].locations[]",
  read: new Set(["name", "city", "state", "country"]),
  ignored: new Set(["id", "country_code", "state_code", "street", "postal_code", "translations", "note"])
}
const salaryShape: Shape = { path: "offers[].salary", read: new Set(["min", "max", "period", "currency"]) }

const statuses: Vocabulary<"published"> = new Map([["published", "published"], ["internal", null], ["draft", null], ["closed", null], ["archived", null]])
const employment: Vocabulary<EmploymentType> = new Map([
  ["fulltime", "full_time"],
  ["fulltime_permanent", "full_time"],
  ["fulltime_fixed_term", "full_time"],
  ["parttime", "part_time"],
  ["parttime_permanent", "part_time"],
  ["parttime_fixed_term", "part_time"],
  ["contract", "contract"],
  ["freelance", "contract"],
  ["temporary", "temporary"],
  ["internship", "intern"],
  ["traineeship", "intern"],
  ["volunteer", null]
])
const periods: Vocabulary<NonNullable<PayRange["interval"]>> = new Map([["year", "year"], ["month", "month"], ["week", "week"], ["day", "day"], ["hour", "hour"]])
const nowhere = /^remote( job)?$/i

export const open = (answer: unknown, journal: Journal): Table | null => {
  const fields = Fields.of(answer, answerShape, "", journal)
  if (fields === null) return null
  if (fields.raw("offers") === null) fields.problem("offers", "absent where an array is due")
  return { at: "/offers", rows: fields.list("offers"), shape: rowShape, read: readRow }
}

const readRow = (row: Fields): Row => ({
  id: row.identifier("id"),
  title: row.line("title"),
  url: row.text("careers_url"),
  listed: row.raw("status") === null || row.word("status", statuses) !== null,
  departments: Line.distinct([row.line("department")]),
  places: readPlaces(row),
  work_mode: readMode(row),
  employment_type: row.word("employment_type_code", employment),
  compensation: readCompensation(row),
  published_at: row.time("published_at", Moment.ofUtc),
  requisition: null,
  language: null,
  text: Text.sections([{ title: null, html: row.text("description") }, { title: null, html: row.text("requirements") }])
})

const readPlaces = (row: Fields): Array<Place> => {
  const own = row.line("location")
  const listed = row.objects("locations", locationShape).flatMap((location): Array<Place> => {
    const parts = { city: location.line("city"), region: location.line("state"), country: location.line("country") }
    const text = Line.distinct([parts.city, parts.region, parts.country]).join(", ")
    const name = location.line("name")
    return text !== "" ? [{ text, ...parts }] : name === null ? [] : [{ text: name, ...parts }]
  })
  return listed.length > 0 || own === null || nowhere.test(own) ? listed : [{ city: null, country: null, region: null, text: own }]
}

/** Three boxes that the employer ticks: only one alone says what the mode is. */
const readMode = (row: Fields): WorkMode | null => {
  const ticked = ([["remote", "remote"], ["hybrid", "hybrid"], ["on_site", "on_site"]] as const).filter(([key]) => row.flag(key) === true)
  return ticked.length === 1 ? ticked[0]![1] : null
}

const readCompensation = (row: Fields): Compensation | null => {
  const salary = row.object("salary", salaryShape)
  const [minimum, maximum] = [salary?.figure("min") ?? null, salary?.figure("max") ?? null]
  if (salary === null || (minimum === null && maximum === null)) return null
  return {
    summary: null,
    ranges: [{ label: null, minimum, maximum, currency: salary.line("currency"), interval: salary.word("period", periods) }],
    offers_equity: null
  }
}
