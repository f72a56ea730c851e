/**
 * What was decided about asking a host: by whom, when and why.
 *
 * `config/policies.json` is the list of hosts that may be asked at all; a host without an entry is not a source. An entry that names a
 * provider stands in for its host's entry when that provider's board is asked for.
 */
import * as Schema from "effect/Schema"
import { Day } from "./Day.ts"
import { ProviderId } from "./Provider.ts"

/** A name in lower-case ASCII, or `*.` before a vendor's suffix: one label, not more. */
export const HostPattern = Schema.String.check(Schema.isPattern(/^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/), Schema.isMaxLength(253))

/** A robots.txt as a person saw it: the evidence of a decision, and what an offline check goes by. */
export const RobotsSeen = Schema.Struct({
  status: Schema.Int,
  text: Schema.String.check(Schema.isMaxLength(20_000)),
  /** The day it was seen, or the last of the days on which it may have been. */
  on: Day
}).annotate({ identifier: "RobotsSeen" })
export interface RobotsSeen extends Schema.Schema.Type<typeof RobotsSeen> {}

const Signal = Schema.Literals(["yes", "no", "unstated"])

export const Policy = Schema.Struct({
  host: HostPattern,
  /** `null` for everyone who asks this host. */
  provider: Schema.NullOr(ProviderId),
  decision: Schema.Literals(["allow", "refuse"]),
  /** How the board is read there: the most that the decision covers. */
  mode: Schema.Literals(["api", "ats_api", "json_ld", "feed", "html"]),
  robots: Schema.Struct({
    /** A robots.txt that answers 401 or 403 withholds its rules. RFC 9309, 2.3.1.3 permits everything then; this says whether we do. */
    withheld: Schema.Literals(["allow", "refuse"]),
    seen: Schema.NullOr(RobotsSeen)
  }),
  terms: Schema.Struct({ url: Schema.NullOr(Schema.String.check(Schema.isPattern(/^https:\/\/\S+$/))), finding: Schema.NonEmptyString }),
  /** The least time between two requests, in seconds. A longer Crawl-delay in robots.txt wins. */
  spacing_seconds: Schema.Finite.check(Schema.isBetween({ minimum: 0.1, maximum: 3600 })),
  /** When the board cannot be read live, its last recorded answer may stand in, if it is at most this old. Absent: it may not. */
  fallback: Schema.optionalKey(Schema.Struct({ days: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 30 })) })),
  /** What the host says of uses of its content, as seen. https://contentsignals.org */
  content_signals: Schema.Struct({ search: Signal, ai_input: Signal, ai_train: Signal }),
  reason: Schema.NonEmptyString,
  author: Schema.NonEmptyString,
  date: Day
}).annotate({ identifier: "Policy" })
export interface Policy extends Schema.Schema.Type<typeof Policy> {}

const distinct = (policies: ReadonlyArray<Policy>): true | string => {
  const keys = policies.map(({ host, provider }) => `${host} ${provider ?? ""}`)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  return twice === undefined || `two policies are for ${twice.trim()}`
}

export const Policies = Schema.Struct({
  schema_version: Schema.Literal(1),
  /** Sent with every request, stable and honest. It starts with the name that robots.txt may speak to. */
  user_agent: Schema.String.check(Schema.isPattern(/^[A-Za-z_-]+\/[\x21-\x7e][\x20-\x7e]{0,199}$/)),
  policies: Schema.Array(Policy).check(Schema.makeFilter(distinct))
}).annotate({ identifier: "Policies" })
export interface Policies extends Schema.Schema.Type<typeof Policies> {}

/** The entry that speaks about a host asked for a provider: the provider's own, else everyone's; the host's own name before its vendor's suffix. */
export const about = ({ policies }: Policies, host: string, provider: string | null): Policy | undefined => {
  for (const name of [host, `*.${host.slice(host.indexOf(".") + 1)}`]) {
    const own = policies.find((policy) => policy.host === name && policy.provider === provider && provider !== null)
    const general = policies.find((policy) => policy.host === name && policy.provider === null)
    if (own !== undefined || general !== undefined) return own ?? general
  }
  return undefined
}
