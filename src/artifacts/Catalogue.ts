/**
 * Everything a run publishes. What is not listed here is not an artifact.
 */
import { Availability } from "../../schemas/Availability.ts"
import { Changes } from "../../schemas/Changes.ts"
import { Clusters } from "../../schemas/Clusters.ts"
import { Costs } from "../../schemas/Costs.ts"
import { Explanation } from "../../schemas/Explanation.ts"
import { Ledger } from "../../schemas/Ledger.ts"
import { PostingHistory } from "../../schemas/PostingHistory.ts"
import { PolicyLog } from "../../schemas/PolicyLog.ts"
import { Postings } from "../../schemas/Postings.ts"
import { RankedJobs } from "../../schemas/RankedJobs.ts"
import { RunHealth } from "../../schemas/RunHealth.ts"
import { RunSummary } from "../../schemas/RunSummary.ts"
import * as Artifact from "./Artifact.ts"

export const providerAvailability = Artifact.uiSafe({
  name: "provider_availability",
  version: 1,
  schema: Availability,
  description: "Which boards of the registry could be read, and why the others could not. Published on every ending of a run."
})

export const postings = Artifact.uiSafe({
  name: "postings",
  version: 1,
  schema: Postings,
  description: "Every posting read today, as its board states it in fields, sorted by identity."
})

export const clusters = Artifact.uiSafe({
  name: "clusters",
  version: 1,
  schema: Clusters,
  description: "Postings that are one job to a reader: of one requisition, one title in several places, or nearly the same words."
})

export const rankedJobs = Artifact.uiSafe({
  name: "ranked_jobs",
  version: 1,
  schema: RankedJobs,
  description: "Today's postings in the order in which they fit a candidate, each job once, and what a deal-breaker took out."
})

export const rankedJobsCsv = Artifact.uiSafe({
  name: "ranked_jobs",
  version: 1,
  schema: RankedJobs,
  mediaType: "text/csv",
  description: "The ranked list as a table (RFC 4180), safe to open in a spreadsheet."
})

export const shortlist = Artifact.uiSafe({
  name: "shortlist",
  version: 1,
  schema: RankedJobs,
  mediaType: "text/markdown",
  description: "The first jobs of the ranked list to read through (CommonMark): where they are, what they pay, why they fit, what they do not state."
})

export const explanation = Artifact.uiSafe({
  name: "explanation",
  version: 1,
  schema: Explanation,
  description: "Every score taken apart: contributions that add up to it, their evidence, what the posting does not state, and what would change the score most."
})

export const changes = Artifact.uiSafe({
  name: "changes",
  version: 1,
  schema: Changes,
  description: "What is new, changed, closed or reopened since the day compared with, and what befell whole boards."
})

export const ledger = Artifact.replaySafe({
  name: "ledger",
  version: 2,
  schema: Ledger,
  description: "Everything seen so far of every board, and the tables of its postings: what the next run folds its boards onto."
})

/** Kept once for all runs, by digest: the ledger names its tables. */
export const postingHistory = Artifact.replaySafe({
  name: "posting_history",
  version: 1,
  schema: PostingHistory,
  mediaType: "application/x-ndjson",
  description: "Everything seen so far of the postings of one provider, one row each: states with their days, what changed, what they go on from."
})

export const runSummary = Artifact.uiSafe({
  name: "run_summary",
  version: 1,
  schema: RunSummary,
  description: "The run in figures and one sentence. Published on every ending of a run."
})

export const runHealth = Artifact.uiSafe({
  name: "run_health",
  version: 1,
  schema: RunHealth,
  description: "What went wrong in the run or might, where, and what to do about it. Published on every ending of a run."
})

export const policyLog = Artifact.uiSafe({
  name: "policy_log",
  version: 1,
  schema: PolicyLog,
  description: "Under which decision each board was asked, every request that left, and why the others were not. Published on every ending of a run."
})

export const costs = Artifact.uiSafe({
  name: "costs",
  version: 1,
  schema: Costs,
  description: "What the run asked of others: requests, bytes and money. Published on every ending of a run."
})

/** In the order in which a reader wants them. */
export const all: ReadonlyArray<Artifact.Artifact> = [
  runSummary,
  runHealth,
  providerAvailability,
  rankedJobs,
  rankedJobsCsv,
  shortlist,
  explanation,
  changes,
  postings,
  clusters,
  ledger,
  postingHistory,
  policyLog,
  costs
]

/** Left by every ending of a run, also where nothing ran. */
export const always: ReadonlyArray<Artifact.Artifact> = [runSummary, runHealth, providerAvailability, policyLog, costs]
