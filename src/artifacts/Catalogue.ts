/**
 * Everything a run publishes. What is not listed here is not an artifact.
 */
import { Alerts } from "../../schemas/Alerts.ts"
import { Analytics } from "../../schemas/Analytics.ts"
import { Availability } from "../../schemas/Availability.ts"
import { Changes } from "../../schemas/Changes.ts"
import { Clusters } from "../../schemas/Clusters.ts"
import { Costs } from "../../schemas/Costs.ts"
import { Digest } from "../../schemas/Digest.ts"
import { Explanation } from "../../schemas/Explanation.ts"
import { Ledger } from "../../schemas/Ledger.ts"
import { PostingHistory } from "../../schemas/PostingHistory.ts"
import { PolicyLog } from "../../schemas/PolicyLog.ts"
import { Postings } from "../../schemas/Postings.ts"
import { RankedJobs } from "../../schemas/RankedJobs.ts"
import { ProfileAudit, RunAudit } from "../../schemas/RunAudit.ts"
import { RoleTaxonomy } from "../../schemas/RoleTaxonomy.ts"
import { RunHealth } from "../../schemas/RunHealth.ts"
import { RunSummary } from "../../schemas/RunSummary.ts"
import { Trajectory } from "../../schemas/Trajectory.ts"
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

export const alerts = Artifact.uiSafe({
  name: "alerts",
  version: 1,
  scope: "candidate",
  schema: Alerts,
  description: "What a candidate is told of the run, each change once, with why; what was not told, counted by reason; what the next run remembers."
})

export const digest = Artifact.uiSafe({
  name: "digest",
  version: 1,
  scope: "candidate",
  schema: Digest,
  description: "A candidate's alerts of the day, and where it is due of the week, as they are sent."
})

export const digestPage = Artifact.uiSafe({
  name: "digest",
  version: 1,
  scope: "candidate",
  schema: Digest,
  mediaType: "text/markdown",
  description: "The digest as a page to read (CommonMark)."
})

export const digestMail = Artifact.uiSafe({
  name: "digest",
  version: 1,
  scope: "candidate",
  schema: Digest,
  mediaType: "text/html",
  description: "The digest as the body of a mail: HTML with nothing to load."
})

export const changes = Artifact.uiSafe({
  name: "changes",
  version: 1,
  scope: "run",
  schema: Changes,
  description: "What is new, changed, closed or reopened since the day compared with, and what befell whole boards."
})

export const analytics = Artifact.uiSafe({
  name: "analytics",
  version: 1,
  scope: "run",
  schema: Analytics,
  description: "What the history says in numbers: openings and closings over 7, 14 and 30 days, families, skills, pay, time to close."
})

export const roleTaxonomy = Artifact.uiSafe({
  name: "role_taxonomy",
  version: 1,
  scope: "run",
  schema: RoleTaxonomy,
  description: "Archetypes of roles across employers: what is open of each, since when, on what evidence, and how it grew."
})

export const trajectory = Artifact.uiSafe({
  name: "trajectory",
  version: 1,
  scope: "candidate",
  schema: Trajectory,
  description: "How the candidate's ranking went day by day: how many, the best, newcomers, and how the scores of the first fifty changed."
})

export const ledger = Artifact.replaySafe({
  name: "ledger",
  version: 2,
  scope: "run",
  schema: Ledger,
  description: "Everything seen so far of every board, and the tables of its postings: what the next run folds its boards onto."
})

/** Kept once for all runs, by digest: the ledger names its tables. */
export const postingHistory = Artifact.replaySafe({
  name: "posting_history",
  version: 1,
  scope: "provider",
  schema: PostingHistory,
  mediaType: "application/x-ndjson",
  description: "Everything seen so far of the postings of one provider, one row each: states with their days, what changed, what they go on from."
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
  trajectory,
  alerts,
  digest,
  digestPage,
  digestMail,
  changes,
  analytics,
  roleTaxonomy,
  postings,
  clusters,
  ledger,
  postingHistory,
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
