/**
 * Which of the ways to read an employer is taken, and why each better one was not.
 *
 * The levels are tried from the best to the last, a level's candidates in the order given: the first whose answer reads as a board is chosen.
 * How an answer comes about, and what policies and robots.txt say of asking, is for whoever calls.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type BoardReading, Extraction, type Page, type Request } from "../../schemas/Board.ts"
import type { SourceLevel } from "../../schemas/OnboardingReceipt.ts"
import type { BoardAddress, ProviderId } from "../../schemas/Provider.ts"
import * as Boards from "./Boards.ts"
import * as Questions from "./Questions.ts"
import * as Recognition from "./Recognition.ts"
import type { Candidate } from "./Recognition.ts"

export interface Evidence {
  /** Why a URL may not be asked, as a clause; `undefined` where it may. */
  readonly refusal: (url: string) => string | undefined
  /** A page of a board, or why there is none, as a clause. */
  readonly ask: (address: BoardAddress, request: Request) => Effect.Effect<Page, string>
}

export interface Evaluation {
  /** All five, the best first. */
  readonly levels: ReadonlyArray<SourceLevel>
  /** `null` where no level holds. */
  readonly chosen: Chosen | null
}

export interface Chosen {
  readonly address: BoardAddress
  readonly pages: ReadonlyArray<Page>
  readonly reading: BoardReading
}

export const evaluate = Effect.fnUntraced(function*(id: ProviderId, candidates: ReadonlyArray<Candidate>, evidence: Evidence): Effect.fn.Return<Evaluation> {
  const levels: Array<SourceLevel> = []
  let chosen: Chosen | null = null
  for (const extraction of Extraction.literals) {
    const known = candidates.filter((candidate) => candidate.extraction === extraction)
    const told = { extraction, url: known[0] === undefined ? null : urlOf(id, known[0]), system: known[0]?.system ?? null }
    if (known.length === 0) levels.push({ ...told, verdict: "rejected", reason: "Nothing of this kind is known for it." })
    else if (chosen !== null) levels.push({ ...told, verdict: "rejected", reason: "A better level was taken." })
    else {
      const { failures, taken } = yield* firstThatHolds(id, known, evidence)
      chosen = taken
      levels.push(taken === null
        ? { ...told, verdict: "rejected", reason: sentence(failures.join("; ")) }
        : { extraction, verdict: "chosen", url: taken.pages[0]!.url, system: taken.address.system, reason: sentence([held(taken.reading), ...failures].join("; ")) })
    }
  }
  return { levels, chosen }
})

const firstThatHolds = Effect.fnUntraced(function*(id: ProviderId, candidates: ReadonlyArray<Candidate>, evidence: Evidence) {
  const failures: Array<string> = []
  for (const candidate of candidates) {
    const taken = yield* Effect.result(attempt(id, candidate, evidence))
    if (Result.isSuccess(taken)) return { taken: taken.success, failures }
    failures.push(candidates.length === 1 ? taken.failure : `${candidate.system}/${candidate.board}: ${taken.failure}`)
  }
  return { taken: null, failures }
})

const attempt = Effect.fnUntraced(function*(id: ProviderId, candidate: Candidate, { ask, refusal }: Evidence): Effect.fn.Return<Chosen, string> {
  const address = Recognition.addressOf(id, candidate)
  const pages = yield* Questions.all(address, (request) => {
    const refused = refusal(request.url)
    return refused === undefined ? ask(address, request) : Effect.fail(refused)
  })
  const unsuccessful = pages.find(({ status }) => status !== 200)
  if (unsuccessful !== undefined) return yield* Effect.fail(`its status is ${unsuccessful.status}, for ${unsuccessful.url}`)
  const reading = Boards.readResult(address, pages)
  if (Result.isFailure(reading)) return yield* Effect.fail(unreadable(reading.failure))
  if (reading.success.extraction !== candidate.extraction) return yield* Effect.fail(`its answer is read as ${reading.success.extraction}, which is another level`)
  return { address, pages, reading: reading.success }
})

const unreadable = (error: Boards.Unreadable): string => {
  switch (error._tag) {
    case "Malformed":
      return `its answer is malformed${error.at === "" ? "" : ` at ${error.at}`}: ${error.reason}`
    case "CountMismatch":
      return `its answer says at ${error.at} that it has ${error.stated} rows and holds ${error.found}`
    case "EmptyBoard":
      return "its answer lists nothing, which is also how it answers for a board that does not exist"
  }
}

const held = ({ partial, postings, rows }: BoardReading): string =>
  `Its answer holds ${postings.length} ${postings.length === 1 ? "posting" : "postings"} in ${rows} ${rows === 1 ? "row" : "rows"}${partial === null ? "" : `, and is not the whole board: ${partial}`}`

const urlOf = (id: ProviderId, candidate: Candidate): string => Questions.first(Recognition.addressOf(id, candidate)).url

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
