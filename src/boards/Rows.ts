/**
 * Turns the rows of an answer into a reading in which nothing is dropped: rows = postings + withheld.
 *
 * The rules that hold for every vendor are here, once: what makes a row usable, what two rows with one id mean, and that
 * the order of the rows is not part of the answer. Knows no vendor.
 */
import type { BoardReading, Withheld } from "../../schemas/Board.ts"
import type { FullPosting, Place, PostingId } from "../../schemas/Posting.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Row, Table } from "./Adapter.ts"
import { Fields } from "./Fields.ts"
import type { Journal, Problem } from "./Fields.ts"
import * as Line from "./Line.ts"
import * as Link from "./Link.ts"

/** What the rows alone say of a board. */
export type Reading = Omit<BoardReading, "extraction" | "partial" | "structure">

/** The reading, or the problem of an answer in which no row can be used. */
export const read = (provider: BoardAddress, tables: ReadonlyArray<Table>, journal: Journal): Reading | Problem => {
  const found = new Map<PostingId, Array<FullPosting>>()
  const withheld: Array<Withheld> = []
  let first: Problem | undefined
  let rows = 0
  for (const table of tables) {
    for (let index = 0; index < table.rows.length; index++) {
      const outcome = readRow(provider, table, index, `row ${++rows}`, journal)
      if ("reason" in outcome) {
        withheld.push(outcome)
        first ??= outcome.reason === "unusable" ? { at: `${table.at}/${index}`, reason: outcome.detail } : undefined
      } else {
        const same = found.get(outcome.id)
        if (same === undefined) found.set(outcome.id, [outcome])
        else same.push(outcome)
      }
    }
  }
  if (first !== undefined && withheld.length === rows && withheld.every(({ reason }) => reason === "unusable")) {
    return { at: first.at, reason: `none of the ${rows} rows can be used; the first: ${first.reason}` }
  }
  const postings = [...found.values()].map((same) => merge(same, withheld))
  return {
    provider: provider.id,
    system: provider.system,
    rows,
    postings: postings.sort((a, b) => Canonical.compare(a.id, b.id)),
    withheld: withheld.sort((a, b) => Canonical.compare(a.row, b.row) || Canonical.compare(a.detail, b.detail)),
    drift: journal.drifted()
  }
}

const usableId = /^[!-.0-~]{1,200}$/

const readRow = (provider: BoardAddress, table: Table, index: number, position: string, journal: Journal): FullPosting | Withheld => {
  const fields = Fields.of(table.rows[index], table.shape, "", journal)
  const row = fields === null ? null : table.read(fields, provider)
  const id = row?.id != null && usableId.test(row.id) ? row.id : null
  const name = id ?? position
  const problem = journal.take()
  if (row?.listed === false) return { row: name, reason: "unlisted", detail: "the employer does not list it" }
  if (problem !== undefined || row === null) return unusable(name, problem === undefined ? "" : `${problem.at} ${problem.reason}`.trim())
  if (id === null) return unusable(name, row.id === null ? "it has no id" : "its id is not printable text without slashes")
  if (row.title === null || !Line.isVisible(row.title)) return unusable(name, "it has no title")
  if (row.url === null) return unusable(name, "it has no URL")
  const link = Link.read(row.url)
  if (typeof link === "string") return unusable(name, `its URL ${link}`)
  if (link.raised) journal.drift.add("url=http:")
  return posting(provider, id, row.title, link.href, row)
}

const unusable = (row: string, detail: string): Withheld => ({ row, reason: "unusable", detail })

/** In the order in which it is written (`engine/Writer`). */
const posting = (provider: BoardAddress, id: string, title: string, url: string, row: Row): FullPosting => {
  const board = provider.board.toLowerCase()
  return {
    board,
    compensation: row.compensation,
    departments: row.departments,
    employment_type: row.employment_type,
    id: `${provider.system}/${board}/${id}` as PostingId,
    language: row.language,
    places: row.places.length < 2 ? row.places : distinctPlaces(row.places),
    provider: provider.id,
    published_at: row.published_at,
    requisition: row.requisition,
    system: provider.system,
    text: row.text,
    title,
    url,
    work_mode: row.work_mode
  }
}

/** One posting of several rows: the first in canonical order, in the places of all of them. */
const merge = (same: ReadonlyArray<FullPosting>, withheld: Array<Withheld>): FullPosting => {
  const only = same[0]!
  if (same.length === 1) return only
  const ordered = same
    .map((posting) => ({ posting, key: Canonical.stringifyUnsafe(posting) }))
    .sort((a, b) => Canonical.compare(a.key, b.key))
    .map(({ posting }) => posting)
  const [kept, ...others] = ordered as [FullPosting, ...Array<FullPosting>]
  for (const other of others) {
    const differs = differences(kept, other)
    const row = other.id.slice(other.id.lastIndexOf("/") + 1)
    const detail = `merged into ${kept.id}${differs.length === 0 ? "" : `, which keeps its own ${differs.join(", ")}`}`
    withheld.push({ row, reason: "duplicate_row", detail })
  }
  return { ...kept, places: distinctPlaces(ordered.flatMap(({ places }) => places)) }
}

const differences = (kept: FullPosting, other: FullPosting): Array<string> =>
  (Object.keys(kept) as Array<keyof FullPosting>)
    .filter((key) => key !== "places" && Canonical.stringifyUnsafe(kept[key]) !== Canonical.stringifyUnsafe(other[key]))
    .sort(Canonical.compare)

const distinctPlaces = (places: ReadonlyArray<Place>): Array<Place> => {
  const first = new Map<string, Place>()
  for (const place of places) if (!first.has(place.text)) first.set(place.text, place)
  return [...first.values()]
}
