/**
 * Under which decision each board was asked, or why it was not: one entry for every provider of the registry, every request that left, and
 * the robots.txt that was read before it. Published on every ending of a run.
 */
import * as Schema from "effect/Schema"
import { Extraction, FetchReason } from "./Board.ts"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { Layer } from "./Egress.ts"
import { ProviderId } from "./Provider.ts"
import { DigestText } from "./SnapshotSet.ts"

/** Every answer but the last of a failed request was tried again. */
export const LoggedRequest = Schema.Struct({
  url: Schema.NonEmptyString,
  method: Schema.Literals(["GET", "POST"]),
  /** `null` where no answer came; then `reason` says why. */
  status: Schema.NullOr(Schema.Int),
  reason: Schema.NullOr(FetchReason),
  /** As sent by the host, before decompression. */
  bytes: Count,
  /** The entry of config/policies.json that allowed it: its host, whose board, and the day of the decision. */
  policy: Schema.Struct({ host: Schema.NonEmptyString, provider: Schema.NullOr(ProviderId), date: Day }),
  /** What of robots.txt allowed it, in a sentence. */
  robots: Schema.NonEmptyString,
  /** The least time kept between two requests to the host, in seconds. */
  spacing_seconds: Schema.Finite
}).annotate({ identifier: "LoggedRequest" })
export interface LoggedRequest extends Schema.Schema.Type<typeof LoggedRequest> {}

/** A robots.txt as it was read before a host was asked anything else. */
export const RobotsRead = Schema.Struct({
  host: Schema.NonEmptyString,
  /** `null` where the host gave none; then `reason` says why. */
  status: Schema.NullOr(Schema.Int),
  reason: Schema.NullOr(Schema.NonEmptyString),
  digest: Schema.NullOr(DigestText),
  bytes: Count,
  /** What it says of uses of the content, as `ai-train`, not wanted; sorted. https://contentsignals.org */
  content_signals: Schema.Array(Schema.Struct({ signal: Schema.NonEmptyString, wanted: Schema.Boolean }))
}).annotate({ identifier: "RobotsRead" })
export interface RobotsRead extends Schema.Schema.Type<typeof RobotsRead> {}

/** Why a board could not be asked, or gave nothing that was taken. */
export const Refused = Schema.Struct({
  url: Schema.String,
  /** `null` where the request left and failed. */
  layer: Schema.NullOr(Layer),
  reason: FetchReason,
  detail: Schema.NonEmptyString
}).annotate({ identifier: "Refused" })
export interface Refused extends Schema.Schema.Type<typeof Refused> {}

const Signal = Schema.Literals(["yes", "no", "unstated"])

/** What config/policies.json says about the place where a board is asked first. */
export const SourcePolicy = Schema.Struct({
  provider: ProviderId,
  url: Schema.NonEmptyString,
  user_agent: Schema.NullOr(Schema.NonEmptyString),
  /** `null` where it says nothing, so that the board cannot be asked. */
  policy: Schema.NullOr(Schema.Struct({
    host: Schema.NonEmptyString,
    provider: Schema.NullOr(ProviderId),
    decision: Schema.Literals(["allow", "refuse"]),
    mode: Extraction,
    terms_url: Schema.NullOr(Schema.String),
    content_signals: Schema.Struct({ search: Signal, ai_input: Signal, ai_train: Signal }),
    reason: Schema.NonEmptyString,
    author: Schema.NonEmptyString,
    date: Day,
    /** Of the whole entry. */
    digest: DigestText
  }))
}).annotate({ identifier: "SourcePolicy" })
export interface SourcePolicy extends Schema.Schema.Type<typeof SourcePolicy> {}

/** What left for a provider's board, and what kept it from leaving. */
export const Asking = Schema.Struct({
  requests: Schema.Array(LoggedRequest),
  refused: Schema.NullOr(Refused),
  /** Where an earlier answer stood in for a failed one: the day it was recorded. */
  fallback: Schema.NullOr(Schema.Struct({ recorded_on: Day }))
}).annotate({ identifier: "Asking" })
export interface Asking extends Schema.Schema.Type<typeof Asking> {}

/** All that left in a run: by provider, only those whose boards were to be asked, and by host. */
export const Requests = Schema.Struct({
  providers: Schema.Record(ProviderId, Asking),
  /** Sorted by host. */
  robots: Schema.Array(RobotsRead)
}).annotate({ identifier: "Requests" })
export interface Requests extends Schema.Schema.Type<typeof Requests> {}

export const ProviderPolicy = Schema.Struct({
  provider: ProviderId,
  /** `live`: the board itself was to be asked. `snapshot`: recorded answers were read, and nothing left. The others were not read. */
  mode: Schema.Literals(["live", "snapshot", "tombstoned", "disabled", "not_attempted"]),
  /** What is asked first; `null` where the provider was not read. */
  url: Schema.NullOr(Schema.NonEmptyString),
  policy: SourcePolicy.fields.policy,
  ...Asking.fields
}).annotate({ identifier: "ProviderPolicy" })
export interface ProviderPolicy extends Schema.Schema.Type<typeof ProviderPolicy> {}

export const PolicyLog = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  /** Digest of the registry in canonical form. */
  registry_hash: DigestText,
  /** Sent with every request; `null` where there is no policy. */
  user_agent: Schema.NullOr(Schema.NonEmptyString),
  /** Sorted by id. */
  providers: Schema.Array(ProviderPolicy),
  /** Every robots.txt read in this run, sorted by host. */
  robots: Schema.Array(RobotsRead)
}).annotate({ identifier: "PolicyLog" })
export interface PolicyLog extends Schema.Schema.Type<typeof PolicyLog> {}
