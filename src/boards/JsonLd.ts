/**
 * An employer's own page with schema.org JobPostings in its scripts (JSON-LD): the page of the entry's `url`.
 *
 * https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents. Every posting on the page is the whole board; a page
 * without any says nothing of a board. A posting is known by its identifier, else by its address; one that has neither is the
 * page itself if it stands there alone.
 */
import type { Page } from "../../schemas/Board.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Address from "./Address.ts"
import * as Body from "./Body.ts"
import type { Fields, Journal } from "./Fields.ts"
import * as Html from "./Html.ts"
import * as JobPosting from "./JobPosting.ts"

export const source: Source = {
  extraction: "json_ld",
  serves: ["html"],
  without_rows: "perhaps_no_board",
  first: ({ board, url }) => Address.get(url ?? `https://${board.toLowerCase()}/`)
}

const rowShape = JobPosting.shape("JobPosting")

/** Properties through which a thing holds others. */
const containers = ["@graph", "mainEntity", "itemListElement", "item", "hasPart"]
const deepest = 8

export const open = (answer: unknown, journal: Journal, { url }: Pick<Page, "url">): Table | null => {
  if (!(answer instanceof Html.Page)) return null
  const rows: Array<unknown> = []
  let unreadable = 0
  for (const { text, type } of answer.scripts) {
    if (type !== "application/ld+json" || text.trim() === "") continue
    const value = parse(text)
    if (value === undefined) unreadable++
    else collect(value, rows, 0)
  }
  if (unreadable > 0 && rows.length === 0) journal.problem("", `${unreadable} of its scripts of JSON-LD are not JSON`)
  else if (unreadable > 0) journal.drift.add("script=not JSON")
  const page = Address.resolve(answer.canonical ?? url, url)
  return { at: "", rows, shape: rowShape, read: (row) => readRow(row, page, rows.length === 1) }
}

/** Templates often leave line breaks inside strings, which JSON does not allow. */
const parse = (text: string): unknown => Body.json(text) ?? Body.json(text.replaceAll(/[\u0000-\u001f]+/g, " "))

const collect = (value: unknown, found: Array<unknown>, depth: number): void => {
  if (typeof value !== "object" || value === null || depth > deepest) return
  if (Array.isArray(value)) for (const one of value) collect(one, found, depth + 1)
  else if (isPosting(value)) found.push(value)
  else for (const key of containers) if (Object.hasOwn(value, key)) collect((value as Record<string, unknown>)[key], found, depth + 1)
}

const typeName = /^(https?:\/\/schema\.org\/|schema:)?JobPosting$/

const isPosting = (value: object): boolean => {
  const type = "@type" in value ? value["@type"] : undefined
  return (Array.isArray(type) ? type : [type]).some((one) => typeof one === "string" && typeName.test(one))
}

const readRow = (row: Fields, page: string, alone: boolean): Row => {
  const own = row.text("url")
  const url = own === null ? page : Address.resolve(own, page)
  return {
    ...JobPosting.read(row),
    id: identity(JobPosting.identifier(row), own === null && !alone ? null : url),
    title: row.line("title"),
    url,
    listed: true,
    departments: [],
    requisition: null
  }
}

/** Whatever characters an employer's number has; an address is known by its digest. */
const identity = (number: string | null, url: string | null): string | null => {
  const id = number === null ? null : encodeURIComponent(number)
  return id !== null && id.length <= 100 ? id : url === null ? null : `url-${Canonical.digestUnsafe(url).slice(7, 31)}`
}
