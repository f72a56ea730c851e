/**
 * Teamtailor's feeds of a careers site: `jobs.json`, a JSON Feed whose items carry a JobPosting, and `jobs.rss` where the
 * entry's `url` names it.
 *
 * https://www.jsonfeed.org/version/1.1. A JSON Feed names its next page (`next_url`) and is whole when it names no more. It does
 * not count its items. The site is under teamtailor.com or on the host of the entry's `url`.
 */
import type { Page } from "../../schemas/Board.ts"
import type { PostingText, WorkMode } from "../../schemas/Posting.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Address from "./Address.ts"
import * as Body from "./Body.ts"
import * as Feed from "./Feed.ts"
import { Fields } from "./Fields.ts"
import type { Journal, Shape } from "./Fields.ts"
import * as JobPosting from "./JobPosting.ts"
import * as Text from "./Text.ts"

export const source: Source = {
  extraction: "feed",
  serves: ["json", "xml"],
  without_rows: "empty_board",
  first: (provider) => Address.get(provider.url?.endsWith(".rss") === true ? provider.url : `${Address.origin(provider, "teamtailor.com")}/jobs.json`),
  next: (_provider, pages) => nextOf(pages)
}

/** Only on the host that was asked, and never twice. */
const nextOf = (pages: ReadonlyArray<Page>) => {
  const last = pages.at(-1)!
  const link = (Body.json(last.body) as { next_url?: unknown } | null | undefined)?.next_url
  const url = typeof link === "string" ? URL.parse(link, last.url) : null
  return url === null || url.origin !== URL.parse(last.url)?.origin || pages.some((page) => page.url === url.href) ? undefined : Address.get(url.href)
}

const feedShape: Shape = {
  path: "",
  read: new Set(["version", "items"]),
  ignored: new Set(["title", "home_page_url", "feed_url", "next_url", "description", "icon", "favicon", "language", "expired", "author", "authors", "user_comment"])
}
const rowShape: Shape = {
  path: "items[]",
  read: new Set(["id", "title", "url", "content_html", "content_text", "date_published", "language", "_jobposting"]),
  ignored: new Set(["summary", "image", "banner_image", "date_modified", "author", "authors", "tags", "attachments", "external_url"])
}
const postingShape = JobPosting.shape("items[]._jobposting")

export const open = (answer: unknown, journal: Journal): Table | null => {
  if (typeof answer === "object" && answer !== null && Object.getPrototypeOf(answer) === null) return Feed.open(answer, journal)
  const fields = Fields.of(answer, feedShape, "", journal)
  if (fields === null) return null
  const version = fields.line("version")
  if (version?.startsWith("https://jsonfeed.org/version/1") !== true) fields.problem("version", "not that of a JSON Feed")
  if (fields.raw("items") === null) fields.problem("items", "absent where an array is due")
  return { at: "/items", rows: fields.list("items"), shape: rowShape, read: readRow }
}

const readRow = (row: Fields): Row => {
  const posting = row.object("_jobposting", postingShape)
  const details = posting === null ? unsaid : JobPosting.read(posting)
  return {
    ...details,
    id: row.identifier("id"),
    title: row.line("title"),
    url: row.text("url"),
    listed: true,
    departments: [],
    published_at: row.time("date_published") ?? details.published_at,
    requisition: null,
    language: row.line("language") ?? details.language,
    text: readText(row) ?? details.text
  }
}

const unsaid: ReturnType<typeof JobPosting.read> = {
  places: [],
  work_mode: null as WorkMode | null,
  employment_type: null,
  compensation: null,
  published_at: null,
  language: null,
  text: null
}

const readText = (row: Fields): PostingText | null => {
  const plain = row.text("content_text")
  return Text.html(row.text("content_html")) ?? Text.plain(plain)
}
