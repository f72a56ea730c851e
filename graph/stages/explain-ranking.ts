/**
 * The scores of a ranking taken apart, in its order.
 */
import { Explanation } from "../../schemas/Explanation.ts"
import { Today } from "../../src/capabilities/Today.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Ranking from "../../src/jobs/Ranking.ts"
import * as Settled from "../../src/jobs/Settled.ts"
import { candidate, scoring } from "../settings.ts"
import { clusterPostings } from "./cluster-postings.ts"
import { explainPosting } from "./explain-posting.ts"
import { scorePosting } from "./score-posting.ts"

export const explainRanking = Stage.make("explain-ranking", {
  over: candidate,
  inputs: { boards: Stage.settled(scorePosting), scores: Stage.settled(explainPosting), clusters: clusterPostings },
  config: scoring,
  output: Explanation,
  uses: [Today],
  *run({ boards, candidate, clusters: { clusters }, scores }, scoring) {
    const { day } = yield* Today
    return Ranking.explain({ as_of: day, profile: candidate, scoring, postings: Settled.rows(boards), clusters }, Settled.rows(scores))
  }
})
