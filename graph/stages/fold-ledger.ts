/**
 * Folds today's boards onto what was known before: the memory of every board and posting.
 *
 * Only a board that answered completely may close a posting; the others keep theirs as they were.
 */
import * as Effect from "effect/Effect"
import { HistoryAhead, HistoryUnreadable, Ledger } from "../../schemas/Ledger.ts"
import { History } from "../../src/capabilities/History.ts"
import { Today } from "../../src/capabilities/Today.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Ledgers from "../../src/jobs/Ledger.ts"
import { registry } from "../settings.ts"
import { readBoard } from "./read-board.ts"

export const foldLedger = Stage.make("fold-ledger", {
  inputs: { boards: Stage.settled(readBoard) },
  config: registry,
  output: Ledger,
  uses: [History, Today],
  fails: [HistoryAhead, HistoryUnreadable],
  *run({ boards }, providers) {
    const { day } = yield* Today
    const previous = yield* (yield* History).ledger
    if (previous !== null && !Ledgers.follows(day, previous)) {
      return yield* Effect.fail(new HistoryAhead({ as_of: day, previous: previous.as_of }))
    }
    return Ledgers.fold(previous, { as_of: day, providers, results: boards })
  }
})
