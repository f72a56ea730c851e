/**
 * The scores of a ranking taken apart, in its order.
 */
import * as Effect from "effect/Effect"
import { Explanation } from "../../schemas/Explanation.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Ranking from "../../src/jobs/Ranking.ts"
import * as Settled from "../../src/jobs/Settled.ts"
import { candidate, scoring } from "../settings.ts"
import { explainPosting } from "./explain-posting.ts"
import { rankJobs } from "./rank-jobs.ts"

export const explainRanking = Stage.make("explain-ranking", {
  over: Partition.keys(candidate),
  inputs: { ranking: rankJobs, boards: Stage.rows(explainPosting) },
  config: scoring,
  output: Explanation,
  run: ({ boards, ranking }, scoring) => Effect.succeed(Ranking.explain(ranking, Settled.rows(boards), scoring))
})
