/**
 * Lever's postings API, on both of its hosts: `api.lever.co`, and `api.eu.lever.co` where the entry's `url` names it.
 *
 * https://github.com/lever/postings-api. One answer is the whole board, a bare array that does not count itself; a site whose
 * employer has left answers `[]`. Requirements live in `lists` and `additional`, which no plain text repeats. There is no
 * requisition and no time of change.
 */
import type { Compensation, PayRange, Place, PostingText, WorkMode } from "../../schemas/Posting.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Address from "./Address.ts"
import * as Employment from "./Employment.ts"
import type { Fields, Journal, Shape, Vocabulary } from "./Fields.ts"
import * as Line from "./Line.ts"
import * as Moment from "./Moment.ts"
import * as Text from "./Text.ts"

export const source: Source = {
  extraction: "ats_api",
  serves: ["json"],
  without_rows: "perhaps_no_board",
  first: ({ board, url }) => Address.get(`https://${european.test(url ?? "") ? "api.eu.lever.co" : "api.lever.co"}/v0/postings/${encodeURIComponent(board)}?mode=json`)
}

const european = /^https:\/\/[a-z]+\.eu\.lever\.co(\/|$)/

const rowShape: Shape = {
  path: "[]",
  read: new Set(["id", "text", "createdAt", "categories", "country", "workplaceType", "description", "descriptionPlain", "lists", "additional", "salaryRange", "hostedUrl"]),
  ignored: new Set(["applyUrl", "opening", "openingPlain", "descriptionBody", "descriptionBodyPlain", "additionalPlain", "salaryDescription", "salaryDescriptionPlain"])
}
const categoriesShape: Shape = { path: "[].categories", read: new Set(["commitment", "department", "team", "location", "allLocations"]), ignored: new Set(["level"]) }
const listShape: Shape = { path: "[].lists[]", read: new Set(["text", "content"]) }
const salaryShape: Shape = { path: "[].salaryRange", read: new Set(["currency", "interval", "min", "max"]) }

const workplace: Vocabulary<WorkMode> = new Map([
  ["on-site", "on_site"],
  ["onsite", "on_site"],
  ["hybrid", "hybrid"],
  ["remote", "remote"],
  ["unspecified", null]
])
const intervals: Vocabulary<NonNullable<PayRange["interval"]>> = new Map([
  ["per-year-salary", "year"],
  ["per-month-salary", "month"],
  ["per-week-salary", "week"],
  ["per-day-wage", "day"],
  ["per-hour-wage", "hour"],
  ["one-time", null]
])

export const open = (answer: unknown, journal: Journal): Table | null => {
  if (Array.isArray(answer)) return { at: "", rows: answer, shape: rowShape, read: readRow }
  journal.problem("", "no array, which is how Lever serves a board")
  return null
}

const readRow = (row: Fields): Row => {
  const categories = row.object("categories", categoriesShape)
  return {
    id: row.identifier("id"),
    title: row.line("text"),
    url: row.text("hostedUrl"),
    listed: true,
    departments: Line.distinct([categories?.line("department") ?? null, categories?.line("team") ?? null]),
    places: readPlaces(row, categories),
    work_mode: row.word("workplaceType", workplace),
    employment_type: categories === null ? null : Employment.read(categories, "commitment"),
    compensation: readCompensation(row),
    published_at: Moment.ofEpoch(row.amount("createdAt")),
    requisition: null,
    language: null,
    text: readText(row)
  }
}

/** `country` is that of the first location. */
const readPlaces = (row: Fields, categories: Fields | null): Array<Place> => {
  const main = categories?.line("location") ?? null
  const country = row.line("country")
  return Line.distinct([main, ...(categories?.lines("allLocations") ?? [])]).map((text) => ({ text, city: null, region: null, country: text === main ? country : null }))
}

const readCompensation = (row: Fields): Compensation | null => {
  const range = row.object("salaryRange", salaryShape)
  if (range === null) return null
  const [minimum, maximum] = [range.amount("min"), range.amount("max")]
  if (minimum === null && maximum === null) return null
  return {
    summary: null,
    ranges: [{ label: null, minimum, maximum, currency: range.line("currency"), interval: range.word("interval", intervals) }],
    offers_equity: null
  }
}

/** The items of `lists` come without their list. */
const readText = (row: Fields): PostingText | null => {
  const plain = row.text("descriptionPlain")
  const lists = row.objects("lists", listShape).map((list) => {
    const items = list.text("content")
    return { title: list.line("text"), html: items === null ? null : `<ul>${items}</ul>` }
  })
  const whole = Text.sections([{ title: null, html: row.text("description") }, ...lists, { title: null, html: row.text("additional") }])
  return whole ?? Text.plain(plain)
}
