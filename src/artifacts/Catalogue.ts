/**
 * Everything a run publishes. What is not listed here is not an artifact.
 */
import { Availability } from "../../schemas/Availability.ts"
import { Changes } from "../../schemas/Changes.ts"
import { Clusters } from "../../schemas/Clusters.ts"
import { Costs } from "../../schemas/Costs.ts"
import { Explanation } from "../../schemas/Explanation.ts"
import { Ledger } from "../../schemas/Ledger.ts"
import { PolicyLog } from "../../schemas/PolicyLog.ts"
import { Postings } from "../../schemas/Postings.ts"
import { RankedJobs } from "../../schemas/RankedJobs.ts"
import { ProfileAudit, RunAudit } from "../../schemas/RunAudit.ts"
import { RunHealth } from "../../schemas/RunHealth.ts"
import { RunSummary } from "../../schemas/RunSummary.ts"
import * as Artifact from "./Artifact.ts"

export const providerAvailability = Artifact.uiSafe({
  name: "provider_availability",
  version: 1,
  scope: "run",
  schema: Availability,
  description: "Which boards of the registry could be read, and why the others could not. Published on every ending of a run."
})

export const postings = Artifact.uiSafe({
  name: "postings",
  version: 1,
  scope: "run",
  schema: Postings,
  description: "Every posting read today, as its board states it in fields, sorted by identity."
})

export const clusters = Artifact.uiSafe({
  name: "clusters",
  version: 1,
  scope: "run",
  schema: Clusters,
  description: "Postings that are one job to a reader: of one requisition, one title in several places, or nearly the same words."
})

export const rankedJobs = Artifact.uiSafe({
  name: "ranked_jobs",
  version: 1,
  scope: "candidate",
  schema: RankedJobs,
  description: "Today's postings in the order in which they fit a candidate, each job once, and what a deal-breaker took out."
})

export const rankedJobsCsv = Artifact.uiSafe({
  name: "ranked_jobs",
  version: 1,
  scope: "candidate",
  schema: RankedJobs,
  mediaType: "text/csv",
  description: "The ranked list as a table (RFC 4180), safe to open in a spreadsheet."
})

export const shortlist = Artifact.uiSafe({
  name: "shortlist",
  version: 1,
  scope: "candidate",
  schema: RankedJobs,
  mediaType: "text/markdown",
  description: "The first jobs of the ranked list to read through (CommonMark): where they are, what they pay, why they fit, what they do not state."
})

export const explanation = Artifact.uiSafe({
  name: "explanation",
  version: 1,
  scope: "candidate",
  schema: Explanation,
  description: "Every score taken apart: contributions that add up to it, their evidence, what the posting does not state, and what would change the score most."
})

export const changes = Artifact.uiSafe({
  name: "changes",
  version: 1,
  scope: "run",
  schema: Changes,
  description: "What is new, changed, closed or reopened since the day compared with, and what befell whole boards."
})

export const ledger = Artifact.replaySafe({
  name: "ledger",
  version: 1,
  scope: "run",
  schema: Ledger,
  description: "Everything seen so far of every board and posting: what the next run folds its boards onto."
})

export const runSummary = Artifact.uiSafe({
  name: "run_summary",
  version: 1,
  scope: "run",
  schema: RunSummary,
  description: "The run in figures and one sentence. Published on every ending of a run."
})

export const runHealth = Artifact.uiSafe({
  name: "run_health",
  version: 1,
  scope: "run",
  schema: RunHealth,
  description: "What went wrong in the run or might, where, and what to do about it. Published on every ending of a run."
})

export const policyLog = Artifact.uiSafe({
  name: "policy_log",
  version: 1,
  scope: "run",
  schema: PolicyLog,
  description: "Under which decision each board was asked, every request that left, and why the others were not. Published on every ending of a run."
})

export const costs = Artifact.uiSafe({
  name: "costs",
  version: 1,
  scope: "run",
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
  policyLog,
  costs
]

export const runAudit = Artifact.uiSafe({
  name: "run_audit",
  version: 1,
  scope: "run",
  schema: RunAudit,
  description: "Who or what triggered the run, on what kind of machine, with which code and configuration, and what of it is new since the run before."
})

export const profileAudit = Artifact.uiSafe({
  name: "profile_audit",
  version: 1,
  scope: "candidate",
  schema: ProfileAudit,
  description: "Whether the candidate's profile is the one of the run before, by its digests."
})

/** Left by every ending of a run in a file that its record does not name, because they vary between two sites that ran the same. */
export const beside = [runAudit, profileAudit] as const

/** Left by every ending of a run, also where nothing ran. */
export const always: ReadonlyArray<Artifact.Artifact> = [runSummary, runHealth, providerAvailability, policyLog, costs]
