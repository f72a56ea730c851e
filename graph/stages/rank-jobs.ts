/**
 * Puts today's postings in the order in which they fit a candidate, each job once.
 */
import { RankedJobs } from "../../schemas/RankedJobs.ts"
import { Today } from "../../src/capabilities/Today.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Ranking from "../../src/jobs/Ranking.ts"
import * as Settled from "../../src/jobs/Settled.ts"
import { candidate, scoring } from "../settings.ts"
import { clusterPostings } from "./cluster-postings.ts"
import { scorePosting } from "./score-posting.ts"

export const rankJobs = Stage.make("rank-jobs", {
  over: candidate,
  inputs: { boards: Stage.rows(scorePosting), clusters: clusterPostings },
  config: scoring,
  output: RankedJobs,
  uses: [Today],
  *run({ boards, candidate, clusters: { clusters } }, scoring) {
    const { day } = yield* Today
    return Ranking.rank({ as_of: day, profile: candidate, scoring, postings: Settled.rows(boards), clusters })
  }
})
