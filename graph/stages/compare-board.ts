/**
 * Says what happened to a board's postings since the ledger before.
 */
import { PostingChanges } from "../../schemas/Changes.ts"
import { HistoryUnreadable } from "../../schemas/Ledger.ts"
import { History } from "../../src/capabilities/History.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Differences from "../../src/jobs/Changes.ts"
import { provider } from "../settings.ts"
import { foldHistory } from "./fold-history.ts"
import { observeBoard } from "./observe-board.ts"

export const compareBoard = Stage.make("compare-board", {
  over: Partition.keys(provider),
  inputs: { observation: observeBoard, rows: foldHistory },
  output: PostingChanges,
  uses: [History],
  fails: [HistoryUnreadable],
  *run({ observation, rows }) {
    const history = yield* History
    const { current, known } = Differences.viewOf((yield* history.ledger)?.boards ?? [], [observation.board])
    return Differences.ofPostings(yield* history.rows, rows, known, current)
  }
})
