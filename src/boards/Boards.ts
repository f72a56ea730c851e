/**
 * The registry of adapters: which applicant-tracking system is read by which module, and the one way to read any of them.
 *
 * Bytes in, postings out. An answer that is not what the vendor documents is `Malformed`, never an empty board. No clock,
 * no locale, no network: equal answers give equal readings anywhere.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { Malformed } from "../../schemas/Board.ts"
import type { BoardAnswer, BoardReading, Page } from "../../schemas/Board.ts"
import type { BoardAddress, System } from "../../schemas/Provider.ts"
import type { Adapter } from "./Adapter.ts"
import * as Ashby from "./Ashby.ts"
import { Journal } from "./Fields.ts"
import type { Problem } from "./Fields.ts"
import * as Greenhouse from "./Greenhouse.ts"
import * as Rows from "./Rows.ts"
import * as Workable from "./Workable.ts"

const adapters: Record<System, Adapter> = { ashby: Ashby, greenhouse: Greenhouse, workable: Workable }

/** Apart from the adapters, so that whoever only asks does not depend on how an answer is read. */
const questions: Record<System, Adapter["urls"]> = { ashby: Ashby.urls, greenhouse: Greenhouse.urls, workable: Workable.urls }

/** What to ask for the whole board, in order. */
export const urls = (provider: BoardAddress): ReadonlyArray<string> => questions[provider.system](provider.board)

/** The board's postings, or where the answer stops being one. */
export const read = (provider: BoardAddress, answer: BoardAnswer): Effect.Effect<BoardReading, Malformed> =>
  Effect.suspend(() => Effect.fromResult(readResult(provider, answer.pages)))

/** `read` for callers without Effect: benchmarks and property tests. */
export const readResult = (provider: BoardAddress, pages: ReadonlyArray<Page>): Result.Result<BoardReading, Malformed> => {
  const page = pages[0]
  if (page === undefined) return malformed(provider, urls(provider)[0]!, { at: "", reason: "there is no answer" })
  const outcome = pages.length === 1 ? readPage(provider, page) : { at: "", reason: `${pages.length} pages where the vendor serves one` }
  return "drift" in outcome ? Result.succeed(outcome) : malformed(provider, page.url, outcome)
}

const malformed = (provider: BoardAddress, url: string, { at, reason }: Problem) =>
  Result.fail(new Malformed({ provider: provider.id, url, at, reason }))

const readPage = (provider: BoardAddress, page: Page): BoardReading | Problem => {
  if (page.status !== 200) return { at: "", reason: `its status is ${page.status}` }
  const answer = parse(page.body)
  if (answer === undefined) return { at: "", reason: notJson(page.body) }
  const journal = new Journal()
  const table = adapters[provider.system].open(answer, journal)
  const problem = journal.take()
  if (problem !== undefined) return problem
  return table === null ? { at: "", reason: "it holds no rows" } : Rows.read(provider, table, journal)
}

/** `undefined` for what is not JSON. The parser's own message quotes the body, so it is not used. */
const parse = (body: string): unknown => {
  try {
    return JSON.parse(body.startsWith("\uFEFF") ? body.slice(1) : body)
  } catch {
    return undefined
  }
}

const notJson = (body: string): string => {
  const start = body.trimStart()
  if (start === "") return "the body is empty"
  if (start.startsWith("<")) return "it is a page of HTML or XML, not JSON"
  return `its ${body.length} characters are not JSON: it may be cut short`
}
