/**
 * Says what is known of a board after today: read, or why not, and whether what it lacks may be believed. A dead board is a value here.
 */
import { HistoryUnreadable, ObservedBoard } from "../../schemas/Ledger.ts"
import { History } from "../../src/capabilities/History.ts"
import { Today } from "../../src/capabilities/Today.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Observation from "../../src/jobs/Observation.ts"
import { provider } from "../settings.ts"
import { readBoard } from "./read-board.ts"

export const observeBoard = Stage.make("observe-board", {
  over: provider,
  inputs: { reading: Stage.either(readBoard) },
  output: ObservedBoard,
  uses: [History, Today],
  fails: [HistoryUnreadable],
  *run({ provider, reading }) {
    const { day } = yield* Today
    const boards = (yield* (yield* History).ledger)?.boards ?? []
    const key = Observation.boardKey(provider)
    return Observation.of(boards.find(({ board }) => board === key), provider, reading, day)
  }
})
