/**
 * Reads a board's answer into postings.
 *
 * Knows the vendor's format through its adapter; knows nothing of the network. An answer that is not what the vendor
 * documents is `Malformed`, never an empty board.
 */
import { BoardReading, CountMismatch, EmptyBoard, Malformed } from "../../schemas/Board.ts"
import * as Boards from "../../src/boards/Boards.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { provider } from "../settings.ts"
import { fetchBoard } from "./fetch-board.ts"

export const readBoard = Stage.make("read-board", {
  over: provider,
  inputs: { answer: fetchBoard },
  output: BoardReading,
  fails: [Malformed, CountMismatch, EmptyBoard],
  run: ({ provider, answer }) => Boards.read(provider, answer)
})
