/**
 * The jobs that are in several postings, of all boards that could be read.
 */
import * as Effect from "effect/Effect"
import { Clusters } from "../../schemas/Clusters.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Jobs from "../../src/jobs/Clusters.ts"
import * as Settled from "../../src/jobs/Settled.ts"
import { clusterBoard } from "./cluster-board.ts"

export const clusterPostings = Stage.make("cluster-postings", {
  inputs: { boards: Stage.settled(clusterBoard) },
  output: Clusters,
  run: ({ boards }) => Effect.succeed(Jobs.document(Settled.values(boards)))
})
