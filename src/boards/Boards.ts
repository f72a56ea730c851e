/**
 * The registry of adapters: which applicant-tracking system is read by which module, and the one way to read any of them.
 *
 * Bytes in, postings out. An answer that is not what the vendor documents is `Malformed`, never an empty board; one that
 * counts itself must hold what it counts. No clock, no locale, no network: equal answers give equal readings anywhere.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { CountMismatch, EmptyBoard, Malformed } from "../../schemas/Board.ts"
import type { BoardOutline, BoardReading, Page } from "../../schemas/Board.ts"
import type { BoardAddress, System } from "../../schemas/Provider.ts"
import type { Adapter, Table } from "./Adapter.ts"
import * as Answer from "./Answer.ts"
import * as Ashby from "./Ashby.ts"
import * as BambooHR from "./BambooHR.ts"
import * as Body from "./Body.ts"
import * as Feed from "./Feed.ts"
import { Journal } from "./Fields.ts"
import type { Problem } from "./Fields.ts"
import * as Greenhouse from "./Greenhouse.ts"
import * as Html from "./Html.ts"
import * as JsonLd from "./JsonLd.ts"
import * as Lever from "./Lever.ts"
import * as Personio from "./Personio.ts"
import * as Pinpoint from "./Pinpoint.ts"
import * as Readings from "./Readings.ts"
import * as Recruitee from "./Recruitee.ts"
import * as Rippling from "./Rippling.ts"
import * as Rows from "./Rows.ts"
import * as SmartRecruiters from "./SmartRecruiters.ts"
import * as Teamtailor from "./Teamtailor.ts"
import * as Workable from "./Workable.ts"
import * as Questions from "./Questions.ts"
import * as Workday from "./Workday.ts"

const adapters: Record<System, Adapter> = {
  ashby: Ashby,
  bamboohr: BambooHR,
  feed: Feed,
  greenhouse: Greenhouse,
  jsonld: JsonLd,
  lever: Lever,
  personio: Personio,
  pinpoint: Pinpoint,
  recruitee: Recruitee,
  rippling: Rippling,
  smartrecruiters: SmartRecruiters,
  teamtailor: Teamtailor,
  workable: Workable,
  workday: Workday
}

export type Unreadable = Readings.Unreadable

/** The board in an answer's bytes (`Answer`), or where it stops being one. Other bytes are no answer at all, and a defect. */
export const read = (provider: BoardAddress, content: Uint8Array): Effect.Effect<BoardReading, Unreadable> =>
  Effect.suspend(() => {
    const reading = readUnsafe(provider, content)
    Readings.keep(provider, content, reading)
    return Effect.fromResult(reading)
  })

/** The same for whoever comes second: what `read` just gave is not read once more. */
export const readAgain = (provider: BoardAddress, content: Uint8Array): Effect.Effect<BoardReading, Unreadable> =>
  Effect.suspend(() => Effect.fromResult(Readings.take(provider, content) ?? readUnsafe(provider, content)))

/** @throws {Error} if the bytes are not a board's answer */
const readUnsafe = (provider: BoardAddress, content: Uint8Array): Readings.Reading => {
  const answer = Answer.decode(content)
  if (Result.isFailure(answer)) throw new Error(`these bytes are not a board's answer: ${answer.failure}`)
  const { pages, stale } = answer.success
  return Result.map(readResult(provider, pages), (reading) => (stale === undefined ? reading : { ...reading, stale }))
}

/** The board without what its postings say. */
export const outline = (reading: BoardReading): BoardOutline => ({ ...reading, postings: reading.postings.map(({ id }) => id) })

/** `read` for those who have the pages themselves. */
export const readResult = (provider: BoardAddress, pages: ReadonlyArray<Page>): Result.Result<BoardReading, Unreadable> => {
  const { source } = adapters[provider.system]
  const url = pages[0]?.url ?? Questions.first(provider).url
  if (pages.length === 0) return malformed(provider, url, { at: "", reason: "there is no answer" })
  if (pages.length > 1 && source.next === undefined) return malformed(provider, url, { at: "", reason: `${pages.length} pages where the vendor serves one` })
  const journal = new Journal()
  const tables: Array<Table> = []
  let structure: string | null = null
  for (const page of pages) {
    const opened = open(provider, page, journal)
    if ("reason" in opened) return malformed(provider, page.url, opened)
    tables.push(opened.table)
    structure ??= opened.structure
  }
  const rows = Rows.read(provider, tables, journal)
  if ("reason" in rows) return malformed(provider, url, rows)
  if (rows.rows === 0 && source.without_rows === "perhaps_no_board") return Result.fail(new EmptyBoard({ provider: provider.id, url }))
  const stated = tables[0]!.stated
  if (source.next === undefined && stated !== undefined && stated.rows !== rows.rows) {
    return Result.fail(new CountMismatch({ provider: provider.id, url, at: stated.at, stated: stated.rows, found: rows.rows }))
  }
  const partial = source.next === undefined ? tables[0]!.partial : shortfall(tables, rows, Questions.next(provider, pages) !== undefined)
  return Result.succeed({ ...rows, extraction: tables[0]!.extraction ?? source.extraction, partial: partial ?? null, structure })
}

/**
 * Why several pages are not the whole board. Rows that move from page to page while they are read are seen twice or never, so
 * only as many different rows as every page counted are all of them.
 */
const shortfall = (tables: ReadonlyArray<Table>, { rows, withheld }: Rows.Reading, more: boolean): string | undefined => {
  const limited = tables.find(({ partial }) => partial !== undefined)?.partial
  if (limited !== undefined) return limited
  const different = rows - withheld.filter(({ reason }) => reason === "duplicate_row").length
  const wrong = tables.find(({ stated }) => stated !== undefined && stated.rows !== different)?.stated
  if (wrong !== undefined) return `its pages hold ${different} different rows and count ${wrong.rows}`
  return more ? `it has more pages than the ${tables.length} that were read` : undefined
}

const malformed = (provider: BoardAddress, url: string, { at, reason }: Problem) =>
  Result.fail(new Malformed({ provider: provider.id, url, at, reason }))

const open = (provider: BoardAddress, page: Page, journal: Journal): Problem | { readonly table: Table; readonly structure: string | null } => {
  if (page.status !== 200) return { at: "", reason: `its status is ${page.status}` }
  const adapter = adapters[provider.system]
  const body = Body.parse(page.body, adapter.source.serves)
  if (typeof body === "string") return { at: "", reason: body }
  const table = adapter.open(body.value, journal, page)
  const problem = journal.take()
  if (problem !== undefined) return problem
  if (table === null) return { at: "", reason: "it holds no rows" }
  return { table, structure: body.value instanceof Html.Page ? body.value.structure : null }
}
