/**
 * BambooHR's careers list: one answer is the whole board and counts itself.
 *
 * No public reference; the format is what careers pages serve (2026). It has no text and no dates. An opening's place is in
 * `location`, or in `atsLocation` where that was filled; both may be objects of nulls.
 */
import type { Place, WorkMode } from "../../schemas/Posting.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Address from "./Address.ts"
import * as Employment from "./Employment.ts"
import { Fields } from "./Fields.ts"
import type { Journal, Shape, Vocabulary } from "./Fields.ts"
import * as Line from "./Line.ts"

const domain = "bamboohr.com"

export const source: Source = {
  extraction: "ats_api",
  serves: ["json"],
  without_rows: "empty_board",
  first: (provider) => Address.get(`${Address.origin(provider, domain)}/careers/list`)
}

const answerShape: Shape = { path: "", read: new Set(["meta", "result"]) }
const metaShape: Shape = { path: "meta", read: new Set(["totalCount"]) }
const rowShape: Shape = {
  path: "result[]",
  read: new Set(["id", "jobOpeningName", "departmentLabel", "employmentStatusLabel", "location", "atsLocation", "isRemote", "locationType"]),
  ignored: new Set(["departmentId", "employmentType"])
}
const locationShape: Shape = { path: "result[].location", read: new Set(["city", "state"]) }
const atsShape: Shape = { path: "result[].atsLocation", read: new Set(["city", "state", "province", "country"]) }

/** `0` is also what openings have of which nobody said where they are. */
const locationTypes: Vocabulary<WorkMode> = new Map([["0", null], ["1", "remote"], ["2", "hybrid"]])

export const open = (answer: unknown, journal: Journal): Table | null => {
  const fields = Fields.of(answer, answerShape, "", journal)
  if (fields === null) return null
  if (fields.raw("result") === null) fields.problem("result", "absent where an array is due")
  const total = fields.object("meta", metaShape)?.amount("totalCount") ?? fields.problem("meta", "absent where the count of the board is due")
  return { at: "/result", rows: fields.list("result"), shape: rowShape, read: readRow, stated: total === null ? undefined : { at: "/meta/totalCount", rows: total } }
}

const readRow = (row: Fields, provider: BoardAddress): Row => {
  const id = row.identifier("id")
  const remote = row.flag("isRemote")
  return {
    id,
    title: row.line("jobOpeningName"),
    url: id === null ? null : `${Address.origin(provider, domain)}/careers/${encodeURIComponent(id)}`,
    listed: true,
    departments: Line.distinct([row.line("departmentLabel")]),
    places: readPlaces(row),
    work_mode: row.word("locationType", locationTypes) ?? (remote === true ? "remote" : null),
    employment_type: Employment.read(row, "employmentStatusLabel"),
    compensation: null,
    published_at: null,
    requisition: null,
    language: null,
    text: null
  }
}

const readPlaces = (row: Fields): Array<Place> => {
  const [own, ats] = [row.object("location", locationShape), row.object("atsLocation", atsShape)]
  const [state, province] = [ats?.line("state"), ats?.line("province")]
  const parts = {
    city: ats?.line("city") ?? own?.line("city") ?? null,
    region: state ?? province ?? own?.line("state") ?? null,
    country: ats?.line("country") ?? null
  }
  const text = Line.distinct([parts.city, parts.region, parts.country]).join(", ")
  return text === "" ? [] : [{ text, ...parts }]
}
