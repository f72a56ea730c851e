/**
 * What stands in `config/policies.json` for a host until a person has decided about it: a refusal that says so.
 *
 * It keeps the host known and unasked. Where evidence is weighed it counts as no decision at all.
 */
import type { Extraction } from "../../schemas/Board.ts"
import type { Policies, Policy } from "../../schemas/Policy.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import * as Robots from "../network/Robots.ts"
import type { Recorded } from "./RobotsRecord.ts"

const reason = "Proposed by graph providers add, not decided by anyone yet"

export const isProposal = (policy: Policy): boolean => policy.decision === "refuse" && policy.reason === reason

/** The decisions of people alone. */
export const without = (policies: Policies): Policies => ({ ...policies, policies: policies.policies.filter((policy) => !isProposal(policy)) })

export interface Ground {
  readonly host: string
  readonly provider: ProviderId
  readonly extraction: Extraction
  readonly robots: Recorded | undefined
  /** The name that robots.txt may speak to. */
  readonly agent: string
  readonly author: string
  readonly day: string
}

export const make = ({ agent, author, day, extraction, host, provider, robots }: Ground): Policy => {
  const signals = robots === undefined || robots.outcome.status !== 200 ? new Map<string, boolean>() : Robots.signals(Robots.parse(robots.outcome.body), agent)
  const signal = (name: string) => (signals.has(name) ? (signals.get(name) === true ? "yes" : "no") : "unstated")
  return {
    host,
    provider,
    decision: "refuse",
    mode: extraction,
    robots: { withheld: "refuse", seen: robots === undefined ? null : seen(robots) },
    terms: { url: null, finding: "Not read yet." },
    spacing_seconds: 1,
    content_signals: { search: signal("search"), ai_input: signal("ai-input"), ai_train: signal("ai-train") },
    reason,
    author,
    date: day
  }
}

/** The text that a policy may cite, in UTF-16 code units. A part of a robots.txt would say less than the whole. */
const longest = 20_000

const seen = ({ on, outcome: { body, status } }: Recorded): Policy["robots"]["seen"] => {
  const text = new TextDecoder().decode(body)
  return text.length > longest ? null : { status, text, on }
}
