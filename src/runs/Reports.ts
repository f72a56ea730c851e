/**
 * The reports every ending of a run leaves: summary, health, costs, availability and the policy log.
 *
 * Functions of what the run computed and how it ended; never of whether nodes were reused.
 */
import type { Availability } from "../../schemas/Availability.ts"
import type { Changes } from "../../schemas/Changes.ts"
import type { NodeCounts, Outcome } from "../../schemas/Ending.ts"
import type { Provider } from "../../schemas/Provider.ts"
import type { PolicyLog } from "../../schemas/PolicyLog.ts"
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import type * as Artifact from "../artifacts/Artifact.ts"
import * as Catalogue from "../artifacts/Catalogue.ts"
import * as Costs from "../artifacts/Costs.ts"
import * as Endings from "../artifacts/Endings.ts"
import * as RunHealth from "../artifacts/RunHealth.ts"
import * as RunSummary from "../artifacts/RunSummary.ts"
import type { Failure } from "../engine/Failure.ts"

export interface Input {
  readonly outcome: Outcome
  readonly as_of: string
  /** The one that explains the outcome first. */
  readonly failures: ReadonlyArray<Failure>
  readonly nodes: NodeCounts
  readonly availability: Availability
  readonly postings: number | null
  readonly changes: Changes | null
  readonly ranked: RankedJobs | null
  readonly providers: ReadonlyArray<Provider>
  readonly registryHash: string | null
  readonly policyLog: PolicyLog
  readonly exchanges: ReadonlyArray<Costs.Exchange>
  /** What the run met outside its stages and went on. */
  readonly remarks: ReadonlyArray<string>
}

/** Each report with its artifact. */
export const make = (input: Input): ReadonlyArray<readonly [Artifact.Artifact, unknown]> => {
  const { availability, changes, postings, ranked } = input
  const ending = Endings.make({ ...input, found: { availability, changes, postings, ranked } })
  return [
    [Catalogue.runSummary, RunSummary.make(ending, input.registryHash)],
    [Catalogue.runHealth, RunHealth.make(ending, input.remarks)],
    [Catalogue.costs, Costs.make({ as_of: input.as_of, providers: input.providers, exchanges: input.exchanges })],
    [Catalogue.providerAvailability, availability],
    [Catalogue.policyLog, input.policyLog]
  ]
}
