/**
 * Finds the postings of a board that are one job to a reader: of one requisition, of one title in several places, or nearly word for word the same.
 */
import * as Effect from "effect/Effect"
import { BoardClusters } from "../../schemas/Clusters.ts"
import * as Lazily from "../../src/engine/Lazily.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Clusters from "../../src/jobs/Clusters.ts"
import { provider } from "../settings.ts"
import { understandPosting } from "./understand-posting.ts"

export const clusterBoard = Stage.make("cluster-board", {
  over: provider,
  inputs: { postings: understandPosting },
  output: BoardClusters,
  run: ({ postings }) => Effect.map(taxonomy, ({ tables }) => ({ postings: postings.length, clusters: Clusters.jobs(postings, tables.places) }))
})

/** Loaded when a board is gone through: a run with nothing to do starts without the tables. */
const taxonomy = Lazily.load(() => import("../../src/jobs/Taxonomy.ts"))
