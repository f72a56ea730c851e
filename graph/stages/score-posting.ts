/**
 * Scores a posting for a candidate, all but its freshness, so that a new day re-scores nothing.
 */
import * as Effect from "effect/Effect"
import { Score } from "../../schemas/Score.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Scores from "../../src/jobs/Score.ts"
import { candidate, scoring } from "../settings.ts"
import { collectPostings } from "./collect-postings.ts"

export const scorePosting = Stage.each("score-posting", {
  over: candidate,
  rows: collectPostings,
  config: scoring,
  output: Output.table(Score, ({ posting }) => posting),
  run: (posting, { candidate }, scoring) => Effect.map(taxonomy, ({ tables }) => Scores.timeless(posting, candidate, scoring, tables))
})

/** Loaded when a posting is scored: a run with nothing to do starts without the tables. */
const taxonomy = Effect.promise(() => import("../../src/jobs/Taxonomy.ts"))
