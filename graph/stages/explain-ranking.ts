/**
 * Takes every score of a ranking apart, in its order.
 */
import { Explanation } from "../../schemas/Explanation.ts"
import { Today } from "../../src/capabilities/Today.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Ranking from "../../src/jobs/Ranking.ts"
import { candidate, scoring } from "../settings.ts"
import { collectPostings } from "./collect-postings.ts"
import { scorePosting } from "./score-posting.ts"

export const explainRanking = Stage.make("explain-ranking", {
  over: candidate,
  inputs: { postings: collectPostings, scores: scorePosting },
  config: scoring,
  output: Explanation,
  uses: [Today],
  *run({ candidate, postings, scores }, scoring) {
    const { day } = yield* Today
    return Ranking.explain({ as_of: day, profile: candidate, scoring, postings, scores })
  }
})
