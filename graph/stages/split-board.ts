/**
 * A board's postings as rows, so that what follows is computed posting by posting.
 *
 * Reads the answer again, unless that was done a moment ago: it costs a fraction of writing every text down once more for it. An answer
 * that cannot be read has failed in `read-board`, and does not come here.
 */
import * as Effect from "effect/Effect"
import { FullPosting } from "../../schemas/Posting.ts"
import * as Lazily from "../../src/engine/Lazily.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { provider } from "../settings.ts"
import { fetchBoard } from "./fetch-board.ts"
import { readBoard } from "./read-board.ts"

export const splitBoard = Stage.make("split-board", {
  over: provider,
  inputs: { answer: fetchBoard, board: readBoard },
  output: Output.table(FullPosting, ({ id }) => id),
  run: ({ provider, answer }) =>
    Effect.flatMap(boards, ({ readAgain }) => Effect.orDie(Effect.map(readAgain(provider, answer), ({ postings }) => postings)))
})

/** Loaded when a board is split: a run with nothing to do starts without any. */
const boards = Lazily.load(() => import("../../src/boards/Boards.ts"))
