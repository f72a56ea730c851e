/**
 * Takes every score of a ranking apart, in its order, and says what would change it most.
 */
import * as Effect from "effect/Effect"
import { Explanation } from "../../schemas/Explanation.ts"
import { Today } from "../../src/capabilities/Today.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Ranking from "../../src/jobs/Ranking.ts"
import { candidate, scoring } from "../settings.ts"
import { clusterPostings } from "./cluster-postings.ts"
import { collectPostings } from "./collect-postings.ts"
import { scorePosting } from "./score-posting.ts"

export const explainRanking = Stage.make("explain-ranking", {
  over: candidate,
  inputs: { postings: collectPostings, scores: scorePosting, clusters: clusterPostings },
  config: scoring,
  output: Explanation,
  uses: [Today],
  *run({ candidate, clusters: { clusters }, postings, scores }, scoring) {
    const { day } = yield* Today
    const { tables } = yield* Effect.promise(() => import("../../src/jobs/Taxonomy.ts"))
    return Ranking.explain({ as_of: day, profile: candidate, scoring, postings, scores, clusters }, tables)
  }
})
