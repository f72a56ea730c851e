/**
 * RSS 2.0 and Atom, from the address of the entry's `url`. Read as a list of postings: it knows no more than a title, a link, a
 * date and a text, and what Teamtailor adds (`tt:`).
 *
 * https://www.rssboard.org/rss-specification, RFC 4287. A feed may hold only its newest entries, so it is never the whole board.
 */
import { decodeXML } from "entities/decode"
import type { Place, PostingText, WorkMode } from "../../schemas/Posting.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Row, Source, Table } from "./Adapter.ts"
import * as Address from "./Address.ts"
import { Fields } from "./Fields.ts"
import type { Journal, Shape, Vocabulary } from "./Fields.ts"
import * as Line from "./Line.ts"
import * as Moment from "./Moment.ts"
import * as Text from "./Text.ts"
import * as Xml from "./Xml.ts"

export const source: Source = {
  extraction: "feed",
  serves: ["xml"],
  without_rows: "perhaps_no_board",
  first: ({ board, url }) => Address.get(url ?? `https://${board.toLowerCase()}/feed`)
}

const documentShape: Shape = { path: "", read: new Set(["rss", "feed"]) }
const rssShape: Shape = { path: "rss", read: new Set(["channel"]), ignored: new Set(["@version", "@xmlns:tt", "@xmlns:atom", "@xmlns:content", "@xmlns:dc", "@xmlns:media"]) }
const channelShape: Shape = {
  path: "channel",
  read: new Set(["item"]),
  ignored: new Set([
    "title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate", "lastBuildDate", "category", "generator", "docs",
    "ttl", "image", "atom:link", "#text"
  ])
}
const atomShape: Shape = {
  path: "feed",
  read: new Set(["entry"]),
  ignored: new Set(["title", "id", "updated", "link", "author", "subtitle", "rights", "generator", "icon", "logo", "category", "contributor", "@xmlns", "@xml:lang", "@xml:base"])
}
const rowShape: Shape = {
  path: "item[]",
  read: new Set([
    "title", "link", "guid", "id", "pubDate", "published", "description", "content:encoded", "content", "summary", "remoteStatus", "tt:department", "tt:locations"
  ]),
  ignored: new Set(["author", "dc:creator", "category", "comments", "enclosure", "source", "updated", "dc:date", "rights", "contributor", "company_name", "tt:role"])
}
const locationsShape: Shape = { path: "item[].tt:locations", read: new Set(["tt:location"]) }
const locationShape: Shape = {
  path: "item[].tt:locations.tt:location[]",
  read: new Set(["tt:name", "tt:city", "tt:country"]),
  ignored: new Set(["tt:address", "tt:zip"])
}

export const remoteStatus: Vocabulary<WorkMode> = new Map([
  ["none", null],
  ["onsite", "on_site"],
  ["hybrid", "hybrid"],
  ["temporary", null],
  ["fully", "remote"]
])

export const open = (answer: unknown, journal: Journal): Table | null => {
  const document = Fields.of(answer, documentShape, "", journal)
  if (document === null) return null
  const channel = document.object("rss", rssShape)?.object("channel", channelShape)
  const feed = document.object("feed", atomShape)
  if (channel == null && feed === null) {
    document.problem("", "neither the channel of RSS nor the feed of Atom")
    return null
  }
  const rows = Xml.all(channel == null ? feed!.raw("entry") : channel.raw("item"))
  return { at: channel == null ? "/feed/entry" : "/rss/channel/item", rows, shape: rowShape, read: readRow, extraction: "feed", partial: "a feed may hold only its newest entries" }
}

const readRow = (row: Fields): Row => {
  const link = readLink(row)
  const places = row.object("tt:locations", locationsShape)?.oneOrMore("tt:location", locationShape).map(readPlace) ?? []
  return {
    id: identity(textOf(row, "guid") ?? textOf(row, "id") ?? link),
    title: readTitle(row),
    url: link,
    listed: true,
    departments: Line.distinct([row.line("tt:department")]),
    places: places.filter((place) => place !== null),
    work_mode: row.word("remoteStatus", remoteStatus),
    employment_type: null,
    compensation: null,
    published_at: row.raw("published") === null ? row.time("pubDate", Moment.ofMail) : row.time("published"),
    requisition: null,
    language: null,
    text: readText(row)
  }
}

/** The text of an element, with or without attributes. */
const textOf = (row: Fields, key: string): string | null => {
  const value = Xml.all(row.raw(key))[0] ?? null
  if (typeof value === "string") return value
  const inner = value === null ? null : (value as Xml.Element)["#text"]
  return typeof inner === "string" ? inner : null
}

/** Atom marks a title that is HTML. */
const readTitle = (row: Fields): string | null => {
  const title = textOf(row, "title") ?? ""
  const marked = Xml.all(row.raw("title"))[0]
  const html = typeof marked === "object" && marked !== null && (marked as Xml.Element)["@type"] === "html"
  return Line.tidy(html ? decodeXML(title) : title) || null
}

/** RSS writes the link as text, Atom as an attribute of the one that is not something else. */
const readLink = (row: Fields): string | null => {
  const links = Xml.all(row.raw("link"))
  for (const link of links) {
    if (typeof link === "string") return link.trim()
    if (link === null) continue
    const { "@href": href, "@rel": rel = "alternate" } = link as Xml.Element
    if (typeof href === "string" && rel === "alternate") return href
  }
  return null
}

/** Ids of feeds are texts of any kind, often addresses: those that cannot be an identity are known by their digest. */
const identity = (text: string | null): string | null => {
  const line = text === null ? "" : Line.tidy(text)
  return line === "" ? null : /^[\w.~:-]{1,100}$/.test(line) ? line : `entry-${Canonical.digestUnsafe(line).slice(7, 31)}`
}

const readPlace = (location: Fields): Place | null => {
  const parts = { city: location.line("tt:city"), region: null, country: location.line("tt:country") }
  const text = Line.distinct([parts.city, parts.country]).join(", ") || location.line("tt:name")
  return text === null ? null : { text, ...parts }
}

const readText = (row: Fields): PostingText | null =>
  Text.either(textOf(row, "content:encoded") ?? textOf(row, "content") ?? textOf(row, "description") ?? textOf(row, "summary"))
