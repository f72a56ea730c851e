/**
 * Takes a posting's score for a candidate apart, all but its freshness, and says what would change it most.
 */
import * as Effect from "effect/Effect"
import { ExplainedScore } from "../../schemas/Explanation.ts"
import * as Lazily from "../../src/engine/Lazily.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Sensitivity from "../../src/jobs/Sensitivity.ts"
import { candidate, provider, scoring } from "../settings.ts"
import { understandPosting } from "./understand-posting.ts"

export const explainPosting = Stage.each("explain-posting", {
  over: Partition.product(candidate, Partition.keys(provider)),
  rows: understandPosting,
  config: scoring,
  output: Output.table(ExplainedScore, ({ posting }) => posting),
  run: (posting, { candidate }, scoring) => Effect.map(taxonomy, ({ tables }) => Sensitivity.explained(posting, { profile: candidate, scoring }, tables))
})

/** Loaded when a posting is explained: a run with nothing to do starts without the tables. */
const taxonomy = Lazily.load(() => import("../../src/jobs/Taxonomy.ts"))
