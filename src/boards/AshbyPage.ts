/**
 * Ashby's hosted board page, whose data (`window.__appData`) lists a board in other names than the API: the level of HTML.
 *
 * Read as the page, or as the data alone, which older snapshots hold. It gives no text, no address and no links: a posting's page is the
 * board's page and its id. It does give `jobId`, which the postings of one requisition share.
 */
import type { Compensation, EmploymentType, Place, WorkMode } from "../../schemas/Posting.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"
import type { Row, Table } from "./Adapter.ts"
import * as Body from "./Body.ts"
import { Fields } from "./Fields.ts"
import type { Journal, Shape, Vocabulary } from "./Fields.ts"
import * as Html from "./Html.ts"
import * as Line from "./Line.ts"

export interface Vocabularies {
  readonly employment: Vocabulary<EmploymentType>
  readonly workplace: Vocabulary<WorkMode>
}

export const isData = (answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && Object.hasOwn(answer, "jobBoard") && !Object.hasOwn(answer, "jobs")

const pageShape: Shape = { path: "", read: new Set(["jobBoard"]), ignored: new Set(["organization", "posting", "jobPosting"]) }
const boardShape: Shape = { path: "jobBoard", read: new Set(["jobPostings"]), ignored: new Set(["teams"]) }
const rowShape: Shape = {
  path: "jobPostings[]",
  read: new Set([
    "id", "title", "departmentName", "departmentExternalName", "teamName", "teamExternalName", "locationName",
    "locationExternalName", "secondaryLocations", "workplaceType", "employmentType", "isListed", "jobId", "publishedDate",
    "shouldDisplayCompensationOnJobBoard", "compensationTierSummary"
  ]),
  ignored: new Set([
    "updatedAt", "suppressDescriptionOpening", "suppressDescriptionClosing", "departmentId", "locationId",
    "jobRequisitionId", "teamId", "applicationDeadline", "userRoles"
  ])
}
const secondaryShape: Shape = {
  path: "jobPostings[].secondaryLocations[]",
  read: new Set(["locationName", "locationExternalName"]),
  ignored: new Set(["locationId"])
}

export const open = (page: unknown, journal: Journal, vocabularies: Vocabularies): Table | null => {
  const answer = page instanceof Html.Page ? Body.json(Html.assigned(page, "window.__appData") ?? "") : page
  if (answer === undefined) {
    journal.problem("", "the page holds no window.__appData: it may have been built anew")
    return null
  }
  const board = Fields.of(answer, pageShape, "", journal)?.object("jobBoard", boardShape) ?? null
  if (board === null || board.raw("jobPostings") === null) {
    journal.problem(board === null ? "/jobBoard" : "/jobBoard/jobPostings", "absent where the board's rows are due")
    return null
  }
  return {
    at: "/jobBoard/jobPostings",
    rows: board.list("jobPostings"),
    extraction: "html",
    shape: rowShape,
    read: (row, provider) => readRow(row, provider, vocabularies)
  }
}

const readRow = (row: Fields, provider: BoardAddress, { employment, workplace }: Vocabularies): Row => {
  const id = row.identifier("id")
  return {
    id,
    title: row.line("title"),
    url: id === null ? null : `https://jobs.ashbyhq.com/${encodeURIComponent(provider.board)}/${encodeURIComponent(id)}`,
    listed: row.flag("isListed") !== false,
    departments: Line.distinct([named(row, "department"), named(row, "team")]),
    places: readPlaces(row),
    work_mode: row.word("workplaceType", workplace),
    employment_type: row.word("employmentType", employment),
    compensation: readCompensation(row),
    published_at: row.time("publishedDate"),
    requisition: row.identifier("jobId"),
    language: null,
    text: null
  }
}

/** The name meant for readers, where the employer gave one. */
const named = (fields: Fields, what: "department" | "team" | "location"): string | null => {
  const internal = fields.line(`${what}Name`)
  return fields.line(`${what}ExternalName`) ?? internal
}

const readPlaces = (row: Fields): Array<Place> => {
  const names = [named(row, "location"), ...row.objects("secondaryLocations", secondaryShape).map((place) => named(place, "location"))]
  return Line.distinct(names).map((text) => ({ city: null, country: null, region: null, text }))
}

const readCompensation = (row: Fields): Compensation | null => {
  const displayed = row.flag("shouldDisplayCompensationOnJobBoard")
  const summary = row.line("compensationTierSummary")
  if (summary === null || displayed !== true) return null
  return { summary, ranges: [], offers_equity: /\bequity\b/i.test(summary) ? true : null }
}
