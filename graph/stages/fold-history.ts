/**
 * Folds a board's postings of today onto what was known of them: who is open, missing, closed or back, and what changed.
 *
 * Where nothing happened the table is yesterday's, to the byte, and what follows from it is not computed again.
 */
import { HistoryUnreadable } from "../../schemas/Ledger.ts"
import { PostingHistory } from "../../schemas/PostingHistory.ts"
import { History } from "../../src/capabilities/History.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Histories from "../../src/jobs/History.ts"
import * as Traits from "../../src/jobs/Traits.ts"
import { provider } from "../settings.ts"
import { observeBoard } from "./observe-board.ts"
import { understandPosting } from "./understand-posting.ts"

export const foldHistory = Stage.make("fold-history", {
  over: provider,
  inputs: { observation: observeBoard, postings: Stage.either(understandPosting) },
  output: Output.table(PostingHistory, ({ id }) => id),
  uses: [History],
  fails: [HistoryUnreadable],
  *run({ observation, postings }) {
    const history = yield* History
    const rows = yield* history.rows
    if (postings._tag === "failed") return rows
    const before = (yield* history.ledger)?.boards.find(({ board }) => board === observation.board.board)
    return Histories.fold(rows, before, observation, postings.value.map((posting) => ({ posting, traits: Traits.of(posting) })))
  }
})
