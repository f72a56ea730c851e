/**
 * The ranking as a table for spreadsheets.
 */
import * as Effect from "effect/Effect"
import * as RankedTable from "../../src/artifacts/RankedJobs.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { candidate } from "../settings.ts"
import { rankJobs } from "./rank-jobs.ts"

export const tabulateRanking = Stage.make("tabulate-ranking", {
  over: Partition.keys(candidate),
  inputs: { ranking: rankJobs },
  output: Output.text("text/csv"),
  run: ({ ranking }) => Effect.succeed(RankedTable.csv(ranking))
})
