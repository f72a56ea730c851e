/**
 * Gathers the postings of every board that could be read, understood, without the advertisements' text, one row each.
 *
 * With providers enabled and no board readable there is nothing to publish, and the run fails here.
 */
import * as Effect from "effect/Effect"
import { NoBoardRead } from "../../schemas/Board.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { understandPosting } from "./understand-posting.ts"

export const collectPostings = Stage.gather("collect-postings", {
  inputs: { boards: Stage.settled(understandPosting) },
  fails: [NoBoardRead],
  run: ({ boards }) =>
    boards.length > 0 && boards.every(({ _tag }) => _tag === "failed") ? Effect.fail(new NoBoardRead({ boards: boards.length })) : Effect.void
})
