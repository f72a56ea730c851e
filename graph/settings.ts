/**
 * The configuration the daily graph reads, and the lists it is split over.
 */
import * as Schema from "effect/Schema"
import { AlertRules } from "../schemas/AlertRules.ts"
import { Policies } from "../schemas/Policy.ts"
import { CandidateProfile } from "../schemas/Profile.ts"
import { type BoardAddress, isRead, Providers } from "../schemas/Provider.ts"
import { Scoring } from "../schemas/Scoring.ts"
import * as Partition from "../src/engine/Partition.ts"
import * as Setting from "../src/engine/Setting.ts"
import * as Withdrawal from "../src/jobs/Withdrawal.ts"
import * as Canonical from "../src/platform/Canonical.ts"

/** `config/providers.json`: every employer, enabled or not, by id: the order of the file means nothing. */
export const registry = Setting.part(Setting.make("providers", Providers), ({ providers }) => providers.toSorted((a, b) => Canonical.compare(a.id, b.id)))

/** The boards that may not be told of. Most changes of the registry change nothing of it. */
export const withdrawn = Setting.part(registry, Withdrawal.boards)

/** `config/policies.json`. */
export const decisions = Setting.make("policies", Policies)

/** The same where a run needs none: without the file no host may be asked, and recorded boards are read all the same. */
export const policies = Setting.optional(decisions, { schema_version: 1, user_agent: "SignalCraft/0", policies: [] })

/** `config/scoring.v1.json`. */
export const scoring = Setting.make("scoring.v1", Scoring)

/** `config/alerts.v1.json`. Without it nobody is told anything. */
export const alertRules = Setting.optional(Setting.make("alerts.v1", AlertRules), { schema_version: 1, weekly_on: "monday", rules: [] })

const misnamed = (profiles: { readonly [file: string]: CandidateProfile }): string | undefined =>
  Object.entries(profiles).filter(([file, { id }]) => file !== id).map(([file, { id }]) => `the profile in ${file}.json calls itself ${id}`)[0]

const Profiles = Schema.Record(Schema.String, CandidateProfile).check(Schema.makeFilter((profiles) => misnamed(profiles) ?? true))

const address = ({ board, id, system, url }: BoardAddress): BoardAddress => ({ id, system, board, ...(url !== undefined && { url }) })

/** One node for each employer whose board is read. What an employer is called is no part of it. */
export const provider = Partition.make("provider", {
  over: Setting.part(registry, (providers) => providers.filter(isRead).map(address)),
  key: ({ id }) => id
})

/** One node for each profile under `config/candidates/`. */
export const candidate = Partition.make("candidate", {
  over: Setting.part(Setting.make("candidates/", Profiles), (profiles) => Object.values(profiles)),
  key: ({ id }) => id
})
