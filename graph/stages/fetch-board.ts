/**
 * Asks an employer's board for everything it lists, page after page where its system serves pages.
 *
 * Keeps the answer as served and nothing that varies without meaning, so an equal answer stops the run here. An answer that
 * is not a success is a typed failure; what a success holds is for `read-board` to say.
 */
import * as Effect from "effect/Effect"
import { BoardAnswer, BoardNotFound, DamagedRecording, Malformed, NotRecorded, RateLimited, UnexpectedStatus } from "../../schemas/Board.ts"
import type { Page, Request, Stale } from "../../schemas/Board.ts"
import { AnswerRefused, EgressRefused, Unreachable } from "../../schemas/Egress.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"
import { type Answer, Network } from "../../src/capabilities/Network.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { provider } from "../settings.ts"

export const fetchBoard = Stage.make("fetch-board", {
  over: provider,
  output: BoardAnswer,
  uses: [Network],
  fails: [EgressRefused, Unreachable, AnswerRefused, NotRecorded, DamagedRecording, BoardNotFound, RateLimited, UnexpectedStatus, Malformed],
  timeout: "5 minutes",
  *run({ provider }) {
    const network = yield* Network
    const board = yield* questions
    let stale: Stale | null = null
    const pages = yield* board.all(provider, (request) =>
      Effect.flatMap(network.ask(request), (answer) => {
        stale = answer.stale
        return page(provider, request, answer)
      }))
    return { provider: provider.id, pages, ...(stale !== null && { stale }) }
  }
})

/** Loaded when a board is asked: a run with nothing to do starts without any. */
const questions = Effect.promise(() => import("../../src/boards/Questions.ts"))

const page = (provider: BoardAddress, request: Request, { body, status, url }: Answer): Effect.Effect<Page, BoardNotFound | RateLimited | UnexpectedStatus | Malformed> => {
  if (status === 404 || status === 410) return Effect.fail(new BoardNotFound({ provider: provider.id, url, status }))
  if (status === 429) return Effect.fail(new RateLimited({ provider: provider.id, url }))
  if (status !== 200) return Effect.fail(new UnexpectedStatus({ provider: provider.id, url, status }))
  return Effect.try({
    try: () => ({ url, ...(request.body !== undefined && { sent: request.body }), status, body: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body) }),
    catch: () => new Malformed({ provider: provider.id, url, at: "", reason: "the body is not UTF-8" })
  })
}
