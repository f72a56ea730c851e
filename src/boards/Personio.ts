/**
 * Personio's XML of open positions, under jobs.personio.de or on the host of the entry's `url`.
 *
 * https://developer.personio.de/docs/retrieving-open-job-positions. One answer is the whole board and does not count itself;
 * an unknown company is a 404. A position has no address: its page is the board's host and its id. Its text is absent where
 * the position does not have the language that was asked for.
 */
import type { EmploymentType, Place, PostingText } from "../../schemas/Posting.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Address from "./Address.ts"
import { Fields } from "./Fields.ts"
import type { Journal, Shape, Vocabulary } from "./Fields.ts"
import * as Line from "./Line.ts"
import * as Mode from "./Mode.ts"
import * as Text from "./Text.ts"
import * as Xml from "./Xml.ts"

const domain = "jobs.personio.de"

export const source: Source = {
  extraction: "ats_api",
  serves: ["xml"],
  without_rows: "empty_board",
  first: (provider) => Address.get(`${Address.origin(provider, domain)}/xml?language=en`)
}

const documentShape: Shape = { path: "", read: new Set(["workzag-jobs"]) }
const boardShape: Shape = { path: "workzag-jobs", read: new Set(["position"]) }
const rowShape: Shape = {
  path: "position[]",
  read: new Set(["id", "office", "additionalOffices", "department", "name", "jobDescriptions", "employmentType", "schedule", "createdAt"]),
  ignored: new Set(["subcompany", "recruitingCategory", "seniority", "yearsOfExperience", "keywords", "occupation", "occupationCategory"])
}
const officesShape: Shape = { path: "position[].additionalOffices", read: new Set(["office"]) }
const descriptionsShape: Shape = { path: "position[].jobDescriptions", read: new Set(["jobDescription"]) }
const descriptionShape: Shape = { path: "position[].jobDescriptions.jobDescription[]", read: new Set(["name", "value"]) }

const contracts: Vocabulary<EmploymentType> = new Map([
  ["permanent", null],
  ["trainee", null],
  ["working_student", null],
  ["temporary", "temporary"],
  ["fixed_term", "temporary"],
  ["freelance", "contract"],
  ["intern", "intern"]
])
const schedules: Vocabulary<EmploymentType> = new Map([["full-time", "full_time"], ["part-time", "part_time"], ["full-or-part-time", null]])

export const open = (answer: unknown, journal: Journal): Table | null => {
  const document = Fields.of(answer, documentShape, "", journal)
  if (document === null) return null
  if (!Object.hasOwn(answer as object, "workzag-jobs")) document.problem("workzag-jobs", "absent where the list of positions is due")
  const board = document.object("workzag-jobs", boardShape)
  return { at: "/workzag-jobs/position", rows: board === null ? [] : Xml.all(board.raw("position")), shape: rowShape, read: readRow }
}

const readRow = (row: Fields, provider: BoardAddress): Row => {
  const id = row.identifier("id")
  const offices = Line.distinct([row.line("office"), ...(row.object("additionalOffices", officesShape)?.lines("office") ?? [])])
  const schedule = row.word("schedule", schedules)
  return {
    id,
    title: row.line("name"),
    url: id === null ? null : `${Address.origin(provider, domain)}/job/${encodeURIComponent(id)}`,
    listed: true,
    departments: Line.distinct([row.line("department")]),
    places: offices.filter((office) => Mode.whole(office) === null).map((text): Place => ({ city: null, country: null, region: null, text })),
    work_mode: offices.length === 1 ? Mode.of(offices[0]!) : null,
    employment_type: row.word("employmentType", contracts) ?? schedule,
    compensation: null,
    published_at: row.time("createdAt"),
    requisition: null,
    language: null,
    text: readText(row)
  }
}

const readText = (row: Fields): PostingText | null => {
  const parts = row.object("jobDescriptions", descriptionsShape)?.oneOrMore("jobDescription", descriptionShape) ?? []
  return Text.sections(parts.map((part) => ({ title: part.line("name"), html: part.text("value") })))
}
