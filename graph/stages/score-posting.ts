/**
 * Scores a posting for a candidate, all but its freshness, so that a new day re-scores nothing. Keeps what a list says of it.
 */
import * as Effect from "effect/Effect"
import { ScoredPosting } from "../../schemas/RankedJobs.ts"
import * as Lazily from "../../src/engine/Lazily.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Ranking from "../../src/jobs/Ranking.ts"
import * as Scores from "../../src/jobs/Score.ts"
import { candidate, provider, scoring } from "../settings.ts"
import { understandPosting } from "./understand-posting.ts"

export const scorePosting = Stage.each("score-posting", {
  over: Partition.product(candidate, Partition.keys(provider)),
  rows: understandPosting,
  config: scoring,
  output: Output.table(ScoredPosting, ({ id }) => id),
  run: (posting, { candidate }, scoring) => Effect.map(taxonomy, ({ tables }) => Ranking.scored(posting, Scores.timeless(posting, candidate, scoring, tables)))
})

/** Loaded when a posting is scored: a run with nothing to do starts without the tables. */
const taxonomy = Lazily.load(() => import("../../src/jobs/Taxonomy.ts"))
