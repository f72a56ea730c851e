/**
 * The jobs that are in several postings, of all boards that could be read.
 */
import * as Effect from "effect/Effect"
import { Clusters } from "../../schemas/Clusters.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Jobs from "../../src/jobs/Clusters.ts"
import { clusterBoard } from "./cluster-board.ts"
import { collectPostings } from "./collect-postings.ts"

export const clusterPostings = Stage.make("cluster-postings", {
  inputs: { boards: Stage.settled(clusterBoard), postings: collectPostings },
  output: Clusters,
  run: ({ boards, postings }) => Effect.succeed(Jobs.document(postings.length, boards.flatMap((board) => (board._tag === "ok" ? [board.value] : []))))
})
