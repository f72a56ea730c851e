/**
 * Folds what is known of today's boards onto what was known before: the memory of the daily run, and where the tables of its postings are.
 *
 * Boards that are not read keep their tables.
 */
import * as Effect from "effect/Effect"
import { HistoryAhead, HistoryUnreadable, Ledger } from "../../schemas/Ledger.ts"
import { History } from "../../src/capabilities/History.ts"
import { Today } from "../../src/capabilities/Today.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Ledgers from "../../src/jobs/Ledger.ts"
import { registry } from "../settings.ts"
import { measureHistory } from "./measure-history.ts"
import { observeBoard } from "./observe-board.ts"

export const foldLedger = Stage.make("fold-ledger", {
  inputs: { boards: Stage.all(observeBoard), tables: Stage.all(measureHistory) },
  config: registry,
  output: Ledger,
  uses: [History, Today],
  fails: [HistoryAhead, HistoryUnreadable],
  *run({ boards, tables }, providers) {
    const { day } = yield* Today
    const previous = yield* (yield* History).ledger
    if (previous !== null && !Ledgers.follows(day, previous)) {
      return yield* Effect.fail(new HistoryAhead({ as_of: day, previous: previous.as_of }))
    }
    return Ledgers.fold(previous, {
      as_of: day,
      providers,
      boards: new Map(boards.map(({ key, value }) => [key, value.board])),
      tables: tables.map(({ value }) => value)
    })
  }
})
