/**
 * Rippling's board API: one bare array is the whole board, a posting in several places as one row for each.
 *
 * No public reference; the format is what careers pages read (2026). It does not count itself, has no text and no dates. Rows
 * of one `uuid` become one posting in `Rows`.
 */
import type { Place, WorkMode } from "../../schemas/Posting.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Address from "./Address.ts"
import type { Fields, Journal, Shape } from "./Fields.ts"
import * as Line from "./Line.ts"
import * as Mode from "./Mode.ts"

export const source: Source = {
  extraction: "ats_api",
  serves: ["json"],
  without_rows: "perhaps_no_board",
  first: ({ board }) => Address.get(`https://api.rippling.com/platform/api/ats/v1/board/${encodeURIComponent(board)}/jobs`)
}

const rowShape: Shape = { path: "[]", read: new Set(["uuid", "name", "department", "url", "workLocation"]) }
const labelShape = (key: string): Shape => ({ path: `[].${key}`, read: new Set(["label"]), ignored: new Set(["id"]) })
const departmentShape = labelShape("department")
const locationShape = labelShape("workLocation")

export const open = (answer: unknown, journal: Journal): Table | null => {
  if (Array.isArray(answer)) return { at: "", rows: answer, shape: rowShape, read: readRow }
  journal.problem("", "no array, which is how Rippling serves a board")
  return null
}

const readRow = (row: Fields): Row => {
  const place = row.object("workLocation", locationShape)?.line("label") ?? null
  return {
    id: row.identifier("uuid"),
    title: row.line("name"),
    url: row.text("url"),
    listed: true,
    departments: Line.distinct([row.object("department", departmentShape)?.line("label") ?? null]),
    places: readPlaces(place),
    work_mode: readMode(place),
    employment_type: null,
    compensation: null,
    published_at: null,
    requisition: null,
    language: null,
    text: null
  }
}

const readPlaces = (text: string | null): Array<Place> =>
  text === null || Mode.whole(text) !== null ? [] : [{ city: null, country: null, region: null, text }]

const readMode = (place: string | null): WorkMode | null => (place === null ? null : Mode.of(place))
