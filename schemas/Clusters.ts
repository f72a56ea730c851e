/**
 * Which postings belong together for a reader, and what a posting's history hints at. Nothing here changes what a posting is:
 * identity stays (system, board, posting id).
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { PostingId } from "./Posting.ts"

export const Cluster = Schema.Struct({
  /** Sorted by identity; at least two. */
  postings: Schema.Array(PostingId).check(Schema.isMinLength(2)),
  /** The first that joins any two of them. `requisition`: the board says so. `title`: the same job of one provider in several places. `text`: nearly the same words. */
  rule: Schema.Literals(["requisition", "title", "text"])
}).annotate({ identifier: "Cluster" })
export interface Cluster extends Schema.Schema.Type<typeof Cluster> {}

/** What one board gives. */
export const BoardClusters = Schema.Struct({ postings: Count, clusters: Schema.Array(Cluster) }).annotate({ identifier: "BoardClusters" })
export interface BoardClusters extends Schema.Schema.Type<typeof BoardClusters> {}

export const Clusters = Schema.Struct({
  schema_version: Schema.Literal(1),
  /** How many postings there are, how many of them are in a cluster, and how many jobs that leaves for a reader. */
  counts: Schema.Struct({ postings: Count, clustered: Count, jobs: Count }),
  /** By their first posting; a posting is in one at most. */
  clusters: Schema.Array(Cluster)
}).annotate({ identifier: "Clusters" })
export interface Clusters extends Schema.Schema.Type<typeof Clusters> {}

/** A hint from a posting's history: to be shown, never to be scored. */
export const Sign = Schema.Struct({
  /**
   * `reopened`: it closed and came back under its id. `republished`: its board dates it later than it was first seen.
   * `backdated`: it was on the board long before it was first seen. `stale`: it has been open for long.
   */
  sign: Schema.Literals(["reopened", "republished", "backdated", "stale"]),
  /** How many days that is. */
  days: Count,
  since: Day
}).annotate({ identifier: "Sign" })
export interface Sign extends Schema.Schema.Type<typeof Sign> {}
