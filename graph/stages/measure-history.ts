/**
 * Says how the table of a provider's history is known and how many rows of which board it has, so that a ledger can name it.
 */
import * as Effect from "effect/Effect"
import { HistoryTable } from "../../schemas/PostingHistory.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Histories from "../../src/jobs/History.ts"
import { provider } from "../settings.ts"
import * as Partition from "../../src/engine/Partition.ts"
import { foldHistory } from "./fold-history.ts"

export const measureHistory = Stage.make("measure-history", {
  over: Partition.keys(provider),
  inputs: { rows: foldHistory },
  output: HistoryTable,
  run: ({ rows }) => Effect.succeed(Histories.table(rows))
})
