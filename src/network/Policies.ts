/**
 * The decisions about hosts, applied: which hosts are sources, which entry speaks, and what a robots.txt means under it.
 */
import * as Result from "effect/Result"
import { EgressRefused } from "../../schemas/Egress.ts"
import type { RefusalReason } from "../../schemas/Egress.ts"
import { about } from "../../schemas/Policy.ts"
import type { Policies, Policy } from "../../schemas/Policy.ts"
import * as Hosts from "./Hosts.ts"
import * as Robots from "./Robots.ts"
import type { Access } from "./RobotsAccess.ts"
import type { Vetted } from "./Url.ts"

/** Crawl-delay is honoured up to here, in seconds; a host that asks for more is one to talk to, not to wait for. */
export const longestDelay = 60

export const hosts = ({ policies }: Policies): Hosts.Hosts => Hosts.make(policies.map(({ host }) => host))

/** What robots.txt calls us: the User-Agent up to its version. */
export const agent = ({ user_agent }: Policies): string => user_agent.slice(0, user_agent.indexOf("/"))

export const judge = (policies: Policies, url: Vetted, provider: string | null): Result.Result<Policy, EgressRefused> => {
  const refuse = (reason: RefusalReason, detail: string) => Result.fail(new EgressRefused({ layer: "policy", reason, url: url.href, detail }))
  const policy = about(policies, url.host, provider)
  if (policy === undefined) return refuse("no_policy", `no policy speaks about ${url.host}${provider === null ? "" : ` for ${provider}`}`)
  if (policy.decision === "refuse") return refuse("policy_refuses", `${policy.reason} (${policy.author}, ${policy.date})`)
  return Result.succeed(policy)
}

/** An entry under which somebody may ask the host. */
export const judgeAny = (policies: Policies, url: Vetted): Result.Result<Policy, EgressRefused> => {
  const policy = policies.policies.find(({ decision, host }) => decision === "allow" && (host === url.host || host === url.pattern))
  const general = about(policies, url.host, null)
  return policy === undefined || general?.decision === "refuse" ? judge(policies, url, null) : Result.succeed(policy)
}

export interface Permission {
  /** In a sentence. */
  readonly because: string
  /** Seconds. */
  readonly spacing: number
  readonly signals: ReadonlyMap<string, boolean>
}

/** Whether robots.txt lets the URL be asked, under a policy. */
export const permit = (policies: Policies, policy: Policy, url: Vetted, access: Access): Result.Result<Permission, EgressRefused> => {
  const refuse = (reason: RefusalReason, detail: string) => Result.fail(new EgressRefused({ layer: "robots", reason, url: url.href, detail }))
  const permitted = (because: string) => Result.succeed({ because, spacing: policy.spacing_seconds, signals: new Map<string, boolean>() })
  switch (access._tag) {
    case "Open":
      return permitted(access.because)
    case "Withheld":
      return policy.robots.withheld === "allow" ? permitted(`${access.because}. Decided for ${policy.host} (${policy.author}, ${policy.date}): ${policy.reason}`) : refuse("robots_withheld", access.because)
    case "Unreadable":
      return refuse("robots_unreadable", access.because)
    case "Closed":
      return refuse("robots_unreachable", access.because)
    case "Rules": {
      const name = agent(policies)
      const { allowed, group, rule } = Robots.decide(access.robots, name, url.path)
      const cited = rule === null ? `no rule ${group === null ? "" : `for ${group} `}matches` : `line ${rule.line}, for ${group}: ${rule.allow ? "Allow" : "Disallow"}: ${rule.pattern}`
      if (!allowed) return refuse("robots_disallow", cited)
      const delay = Robots.crawlDelay(access.robots, name) ?? 0
      if (delay > longestDelay) return refuse("robots_disallow", `it asks for ${delay} s between requests, more than the ${longestDelay} s that are waited`)
      return Result.succeed({ because: cited, spacing: Math.max(policy.spacing_seconds, delay), signals: Robots.signals(access.robots, name) })
    }
  }
}
