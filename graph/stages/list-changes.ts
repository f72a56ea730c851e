/**
 * Says what is new, changed, closed and reopened since the ledger before.
 */
import { Changes } from "../../schemas/Changes.ts"
import { HistoryUnreadable } from "../../schemas/Ledger.ts"
import { History } from "../../src/capabilities/History.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Differences from "../../src/jobs/Changes.ts"
import { foldLedger } from "./fold-ledger.ts"

export const listChanges = Stage.make("list-changes", {
  inputs: { ledger: foldLedger },
  output: Changes,
  uses: [History],
  fails: [HistoryUnreadable],
  *run({ ledger }) {
    const previous = yield* (yield* History).ledger
    return Differences.between(previous, ledger)
  }
})
