/**
 * SmartRecruiters' posting API: pages of a hundred, each with the count of the whole.
 *
 * https://developers.smartrecruiters.com/docs/posting-api. A company it does not know has `totalFound: 0` and status 200. A
 * board that changes while it is paged repeats rows and skips others: it is whole when its pages hold as many different rows
 * as they count. Lists have no text; the answer for one posting has the same keys and `jobAd`. `creator` names a person and
 * is never read.
 */
import type { Page } from "../../schemas/Board.ts"
import type { EmploymentType, Place, PostingText, WorkMode } from "../../schemas/Posting.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Address from "./Address.ts"
import * as Body from "./Body.ts"
import { Fields } from "./Fields.ts"
import type { Journal, Shape, Vocabulary } from "./Fields.ts"
import * as Line from "./Line.ts"
import * as Text from "./Text.ts"

const pageSize = 100
const page = ({ board }: BoardAddress, offset: number) =>
  Address.get(`https://api.smartrecruiters.com/v1/companies/${encodeURIComponent(board)}/postings?limit=${pageSize}&offset=${offset}`)

export const source: Source = {
  extraction: "ats_api",
  serves: ["json"],
  without_rows: "perhaps_no_board",
  first: (provider) => page(provider, 0),
  next: (provider, pages) => (isLast(pages) ? undefined : page(provider, pages.length * pageSize))
}

const isLast = (pages: ReadonlyArray<Page>): boolean => {
  const answer = Body.json(pages.at(-1)!.body) as { totalFound?: unknown; content?: unknown } | null | undefined
  const total = answer?.totalFound
  return !Array.isArray(answer?.content) || answer.content.length === 0 || typeof total !== "number" || pages.length * pageSize >= total
}

const answerShape: Shape = { path: "", read: new Set(["totalFound", "content"]), ignored: new Set(["offset", "limit"]) }
const rowShape: Shape = {
  path: "content[]",
  read: new Set(["id", "name", "refNumber", "releasedDate", "company", "location", "department", "typeOfEmployment", "visibility", "language", "jobAd"]),
  ignored: new Set([
    "uuid", "jobAdId", "defaultJobAd", "industry", "function", "experienceLevel", "customField", "ref", "creator", "applyUrl", "postingUrl", "referralUrl", "active"
  ])
}
const companyShape: Shape = { path: "content[].company", read: new Set(["identifier"]), ignored: new Set(["name"]) }
const locationShape: Shape = {
  path: "content[].location",
  read: new Set(["city", "region", "country", "remote", "hybrid", "fullLocation"]),
  ignored: new Set(["address", "postalCode", "latitude", "longitude", "manual", "regionCode", "hybridDescription"])
}
const labelShape = (path: string): Shape => ({ path: `content[].${path}`, read: new Set(["label"]), ignored: new Set(["id", "description"]) })
const departmentShape = labelShape("department")
const employmentShape = labelShape("typeOfEmployment")
const languageShape: Shape = { path: "content[].language", read: new Set(["code"]), ignored: new Set(["label", "labelNative"]) }
const adShape: Shape = { path: "content[].jobAd", read: new Set(["sections"]) }
const sectionNames = ["companyDescription", "jobDescription", "qualifications", "additionalInformation"]
const sectionsShape: Shape = { path: "content[].jobAd.sections", read: new Set(sectionNames), ignored: new Set(["videos"]) }
const sectionShape: Shape = { path: "content[].jobAd.sections.*", read: new Set(["title", "text"]) }

const employment: Vocabulary<EmploymentType> = new Map([
  ["Full-time", "full_time"],
  ["Part-time", "part_time"],
  ["Contract", "contract"],
  ["Contractor", "contract"],
  ["Temporary", "temporary"],
  ["Intern", "intern"],
  ["Internship", "intern"],
  ["Other", null]
])

export const open = (answer: unknown, journal: Journal): Table | null => {
  const fields = Fields.of(answer, answerShape, "", journal)
  if (fields === null) return null
  if (fields.raw("content") === null) fields.problem("content", "absent where an array is due")
  const total = fields.amount("totalFound") ?? fields.problem("totalFound", "absent where the count of the board is due")
  return { at: "/content", rows: fields.list("content"), shape: rowShape, read: readRow, stated: total === null ? undefined : { at: "/totalFound", rows: total } }
}

const readRow = (row: Fields, { board }: BoardAddress): Row => {
  const id = row.identifier("id")
  const company = row.object("company", companyShape)?.line("identifier") ?? board
  const location = row.object("location", locationShape)
  const visibility = row.line("visibility")
  return {
    id,
    title: row.line("name"),
    url: id === null ? null : `https://jobs.smartrecruiters.com/${encodeURIComponent(company)}/${encodeURIComponent(id)}`,
    listed: visibility === null || visibility === "PUBLIC",
    departments: Line.distinct([row.object("department", departmentShape)?.line("label") ?? null]),
    places: readPlaces(location),
    work_mode: readMode(location),
    employment_type: row.object("typeOfEmployment", employmentShape)?.word("label", employment) ?? null,
    compensation: null,
    published_at: row.time("releasedDate"),
    requisition: row.identifier("refNumber"),
    language: row.object("language", languageShape)?.line("code") ?? null,
    text: readText(row)
  }
}

const readPlaces = (location: Fields | null): Array<Place> => {
  if (location === null) return []
  const parts = { city: location.line("city"), region: location.line("region"), country: location.line("country") }
  const text = location.line("fullLocation") ?? Line.distinct([parts.city, parts.region, parts.country]).join(", ")
  return text === "" ? [] : [{ text, ...parts }]
}

const readMode = (location: Fields | null): WorkMode | null => {
  const remote = location?.flag("remote")
  return location?.flag("hybrid") === true ? "hybrid" : remote === true ? "remote" : null
}

const readText = (row: Fields): PostingText | null => {
  const sections = row.object("jobAd", adShape)?.object("sections", sectionsShape)
  if (sections == null) return null
  return Text.sections(sectionNames.map((name) => {
    const section = sections.object(name, sectionShape)
    return { title: section?.line("title") ?? null, html: section?.text("text") ?? null }
  }))
}
