/**
 * Says what is new, changed, missing, closed and reopened since the ledger before, and what befell whole boards.
 */
import { Changes } from "../../schemas/Changes.ts"
import { HistoryUnreadable } from "../../schemas/Ledger.ts"
import { History } from "../../src/capabilities/History.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Differences from "../../src/jobs/Changes.ts"
import { compareBoard } from "./compare-board.ts"
import { foldLedger } from "./fold-ledger.ts"

export const listChanges = Stage.make("list-changes", {
  inputs: { ledger: foldLedger, boards: Stage.all(compareBoard) },
  output: Changes,
  uses: [History],
  fails: [HistoryUnreadable],
  *run({ boards, ledger }) {
    const previous = yield* (yield* History).ledger
    return Differences.join(previous, ledger, boards.map(({ value }) => value))
  }
})
