/**
 * Reads a board's answer, and says of it as a whole what there is to say.
 *
 * Knows the vendor's format through its adapter; knows nothing of the network. An answer that is not what the vendor
 * documents is `Malformed`, never an empty board. What the postings say is for `split-board`: a report about the board does not hang on it.
 */
import * as Effect from "effect/Effect"
import { BoardOutline, CountMismatch, EmptyBoard, Malformed } from "../../schemas/Board.ts"
import * as Lazily from "../../src/engine/Lazily.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { provider } from "../settings.ts"
import { fetchBoard } from "./fetch-board.ts"

export const readBoard = Stage.make("read-board", {
  over: provider,
  inputs: { answer: fetchBoard },
  output: BoardOutline,
  fails: [Malformed, CountMismatch, EmptyBoard],
  run: ({ provider, answer }) => Effect.flatMap(boards, ({ outline, read }) => Effect.map(read(provider, answer), outline))
})

/** Loaded when a board is read: a run with nothing to do starts without any. */
const boards = Lazily.load(() => import("../../src/boards/Boards.ts"))
