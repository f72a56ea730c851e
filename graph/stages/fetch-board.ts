/**
 * Asks an employer's board for everything it lists, page after page where its system serves pages.
 *
 * Keeps the answer as served (`Answer`) and nothing that varies without meaning, so an equal answer stops the run here. An answer
 * that is not a success is a typed failure; what a success holds is for `read-board` to say.
 */
import * as Effect from "effect/Effect"
import { BoardNotFound, DamagedRecording, Malformed, NotRecorded, RateLimited, UnexpectedStatus } from "../../schemas/Board.ts"
import type { Request, Stale } from "../../schemas/Board.ts"
import { AnswerRefused, EgressRefused, Unreachable } from "../../schemas/Egress.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"
import * as Answer from "../../src/boards/Answer.ts"
import { type Answer as Asked, Network } from "../../src/capabilities/Network.ts"
import * as Lazily from "../../src/engine/Lazily.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { provider } from "../settings.ts"

export const fetchBoard = Stage.make("fetch-board", {
  over: provider,
  output: Output.bytes("application/octet-stream"),
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
    return Answer.encodeUnsafe({ provider: provider.id, pages, ...(stale !== null && { stale }) })
  }
})

/** Loaded when a board is asked: a run with nothing to do starts without any. */
const questions = Lazily.load(() => import("../../src/boards/Questions.ts"))

const page = (provider: BoardAddress, request: Request, { body: bytes, status, url }: Asked): Effect.Effect<Answer.Served, BoardNotFound | RateLimited | UnexpectedStatus | Malformed> => {
  if (status === 404 || status === 410) return Effect.fail(new BoardNotFound({ provider: provider.id, url, status }))
  if (status === 429) return Effect.fail(new RateLimited({ provider: provider.id, url }))
  if (status !== 200) return Effect.fail(new UnexpectedStatus({ provider: provider.id, url, status }))
  const body = Answer.text(bytes)
  return body === undefined
    ? Effect.fail(new Malformed({ provider: provider.id, url, at: "", reason: "the body is not UTF-8" }))
    : Effect.succeed({ url, ...(request.body !== undefined && { sent: request.body }), status, body, bytes })
}
