/**
 * What was decided about a board: the policy that speaks about the place where it is asked first.
 */
import { about } from "../../schemas/Policy.ts"
import type { Policies } from "../../schemas/Policy.ts"
import type * as PolicyLog from "../../schemas/PolicyLog.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Questions from "./Questions.ts"

export const of = (provider: BoardAddress, policies: Policies): PolicyLog.SourcePolicy => {
  const { url } = Questions.first(provider)
  const policy = about(policies, URL.parse(url)?.hostname ?? "", provider.id)
  return {
    provider: provider.id,
    url,
    user_agent: policies.policies.length === 0 ? null : policies.user_agent,
    policy: policy === undefined ? null : {
      host: policy.host,
      provider: policy.provider,
      decision: policy.decision,
      mode: policy.mode,
      terms_url: policy.terms.url,
      content_signals: policy.content_signals,
      reason: policy.reason,
      author: policy.author,
      date: policy.date,
      digest: Canonical.digestUnsafe(policy)
    }
  }
}
