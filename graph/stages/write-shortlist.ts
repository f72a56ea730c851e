/**
 * The first jobs of the ranking as a page to read through: without those the candidate dismissed, and with what is new since the ledger
 * before, saved or applied for marked.
 */
import * as Shortlist from "../../src/artifacts/Shortlist.ts"
import { Marks } from "../../src/capabilities/Marks.ts"
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
  uses: [Marks],
  *run({ ranking, changes }) {
    const { marked } = yield* Marks
    return Shortlist.markdown(ranking, changes, marked)
  }
})
