/**
 * Workday's careers site service (CXS): pages of twenty, asked for by POST, of which the first counts the whole.
 *
 * Undocumented; the format is what careers sites serve (2026). A board is `<tenant>.<wdN>.<site>`. One query gives at most
 * 2,000 rows, so a board of that many is never whole. `postedOn` counts days back from the moment of asking ("Posted 30+
 * Days Ago"): the same posting says something else tomorrow, and it is never read. `locationsText` may be "13 Locations".
 */
import type { Page, Request } from "../../schemas/Board.ts"
import type { Place } from "../../schemas/Posting.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Body from "./Body.ts"
import * as Employment from "./Employment.ts"
import { Fields } from "./Fields.ts"
import type { Journal, Shape } from "./Fields.ts"
import * as Mode from "./Mode.ts"

const pageSize = 20
const mostRows = 2000

export const source: Source = {
  extraction: "ats_api",
  serves: ["json"],
  without_rows: "empty_board",
  first: (provider) => page(provider, 0),
  next: (provider, pages) => (isLast(pages) ? undefined : page(provider, pages.length * pageSize))
}

const page = ({ board }: BoardAddress, offset: number): Request => {
  const { host, site, tenant } = parts(board)
  return {
    url: `https://${host}/wday/cxs/${encodeURIComponent(tenant)}/${encodeURIComponent(site)}/jobs`,
    method: "POST",
    body: JSON.stringify({ appliedFacets: {}, limit: pageSize, offset, searchText: "" })
  }
}

const parts = (board: string): { readonly host: string; readonly tenant: string; readonly site: string } => {
  const [tenant = "", instance = "", ...site] = board.split(".")
  return { host: `${tenant.toLowerCase()}.${instance.toLowerCase()}.myworkdayjobs.com`, tenant, site: site.join(".") }
}

/** Later pages may say `total: 0`. */
const isLast = (pages: ReadonlyArray<Page>): boolean => {
  const [total, rows] = [totalOf(pages[0]!), rowsOf(pages.at(-1)!)]
  return rows === 0 || pages.length * pageSize >= Math.min(total, mostRows)
}

const parsed = ({ body }: Page) => Body.json(body) as { total?: unknown; jobPostings?: unknown } | null | undefined
const totalOf = (page: Page): number => {
  const total = parsed(page)?.total
  return typeof total === "number" ? total : 0
}
const rowsOf = (page: Page): number => {
  const rows = parsed(page)?.jobPostings
  return Array.isArray(rows) ? rows.length : 0
}

const answerShape: Shape = { path: "", read: new Set(["total", "jobPostings"]), ignored: new Set(["facets", "userAuthenticated"]) }
const rowShape: Shape = {
  path: "jobPostings[]",
  read: new Set(["title", "externalPath", "locationsText", "bulletFields", "timeType", "remoteType"]),
  ignored: new Set(["postedOn"])
}

const manyPlaces = /^\d+ Locations?$/i
const reference = /_([^_/]+)$/

export const open = (answer: unknown, journal: Journal): Table | null => {
  const fields = Fields.of(answer, answerShape, "", journal)
  if (fields === null) return null
  if (fields.raw("jobPostings") === null) fields.problem("jobPostings", "absent where an array is due")
  const rows = fields.list("jobPostings")
  const total = fields.amount("total") ?? fields.problem("total", "absent where the count of the board is due")
  return {
    at: "/jobPostings",
    rows,
    shape: rowShape,
    read: readRow,
    stated: total === null || (total === 0 && rows.length > 0) ? undefined : { at: "/total", rows: total },
    partial: (total ?? 0) >= mostRows ? `Workday gives at most ${mostRows} rows to one query` : undefined
  }
}

/** The path spells the title, which may change; what follows its last underscore is the posting's own reference. */
const readRow = (row: Fields, { board }: BoardAddress): Row => {
  const path = row.text("externalPath")
  const id = path === null ? null : (reference.exec(path)?.[1] ?? path.slice(path.lastIndexOf("/") + 1))
  const { host, site } = parts(board)
  return {
    id: id === null ? null : encodeURIComponent(id),
    title: row.line("title"),
    url: path === null || !path.startsWith("/") ? null : `https://${host}/${encodeURIComponent(site)}${path}`,
    listed: true,
    departments: [],
    places: readPlaces(row),
    work_mode: Mode.whole(row.line("remoteType") ?? ""),
    employment_type: Employment.read(row, "timeType"),
    compensation: null,
    published_at: null,
    requisition: readRequisition(row, id ?? ""),
    language: null,
    text: null
  }
}

const readPlaces = (row: Fields): Array<Place> => {
  const text = row.line("locationsText")
  return text === null || manyPlaces.test(text) ? [] : [{ city: null, country: null, region: null, text }]
}

/** Postings of one requisition add `-1`, `-2` to its number; which bullet holds the number is the employer's choice. */
const readRequisition = (row: Fields, id: string): string | null =>
  row.lines("bulletFields").find((bullet) => id === bullet || id.startsWith(`${bullet}-`)) ?? null
