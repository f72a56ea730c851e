/**
 * What stands about asking a URL for a provider: its host, the policy that speaks, and what people decided.
 */
import * as Result from "effect/Result"
import { about } from "../../schemas/Policy.ts"
import type { Policies, Policy } from "../../schemas/Policy.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"
import * as Questions from "../boards/Questions.ts"
import * as Hosts from "../network/Hosts.ts"
import * as Decisions from "../network/Policies.ts"
import * as Url from "../network/Url.ts"
import * as Proposal from "./Proposal.ts"

/** A URL vetted as if its host were listed, so that what is said of it can be looked up; else why it can be asked of nobody. */
export const vet = (policies: Policies, url: string): Result.Result<Url.Vetted, string> => {
  const { names, suffixes } = Decisions.hosts(policies)
  const host = URL.parse(url)?.hostname
  const known: Hosts.Hosts = { suffixes, names: host === undefined || Hosts.patternOf({ names, suffixes }, host) !== undefined ? names : new Set([...names, host]) }
  return Result.mapError(Url.vet(url, known), ({ detail }) => detail)
}

/** The decision about the host of a provider's board. `undecided` where only a proposal stands, `none` where nothing does. */
export type Decision = Policy["decision"] | "undecided" | "none"

export interface Ruling {
  readonly host: string
  readonly decision: Decision
}

export const of = (policies: Policies, provider: BoardAddress): Ruling => {
  const { url } = Questions.first(provider)
  const vetted = vet(policies, url)
  const policy = Result.isSuccess(vetted) ? about(policies, vetted.success.host, provider.id) : undefined
  return {
    host: URL.parse(url)?.hostname ?? url,
    decision: policy === undefined ? "none" : Proposal.isProposal(policy) ? "undecided" : policy.decision
  }
}
