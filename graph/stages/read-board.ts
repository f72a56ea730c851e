/**
 * Reads a board's answer into postings.
 *
 * Knows the vendor's format through its adapter; knows nothing of the network. An answer that is not what the vendor
 * documents is `Malformed`, never an empty board.
 */
import * as Effect from "effect/Effect"
import { BoardReading, CountMismatch, EmptyBoard, Malformed } from "../../schemas/Board.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { provider } from "../settings.ts"
import { fetchBoard } from "./fetch-board.ts"

export const readBoard = Stage.make("read-board", {
  over: provider,
  inputs: { answer: fetchBoard },
  output: BoardReading,
  fails: [Malformed, CountMismatch, EmptyBoard],
  run: ({ provider, answer }) => Effect.flatMap(boards, ({ read }) => read(provider, answer))
})

/** Loaded when a board is read: a run with nothing to do starts without any. */
const boards = Effect.promise(() => import("../../src/boards/Boards.ts"))
