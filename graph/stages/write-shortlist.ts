/**
 * The first jobs of the ranking as a page to read through, those new since the ledger before marked.
 */
import * as Effect from "effect/Effect"
import * as Shortlist from "../../src/artifacts/Shortlist.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { candidate } from "../settings.ts"
import { listChanges } from "./list-changes.ts"
import { rankJobs } from "./rank-jobs.ts"

export const writeShortlist = Stage.make("write-shortlist", {
  over: Partition.keys(candidate),
  inputs: { ranking: rankJobs, changes: listChanges },
  output: Output.text("text/markdown"),
  run: ({ ranking, changes }) => Effect.succeed(Shortlist.markdown(ranking, changes))
})
