/**
 * Where a candidate's alerts and digests are delivered, and the journal of what was.
 *
 * Nothing here holds a secret: a password, a token, and a URL that is one by itself, are named by where they lie. What is not configured and
 * enabled is not delivered.
 */
import * as Schema from "effect/Schema"
import { CandidateId } from "./Profile.ts"
import { DigestText } from "./SnapshotSet.ts"

export const ChannelId = Schema.String.check(Schema.isPattern(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), Schema.isMaxLength(60)).pipe(Schema.brand("ChannelId"))
export type ChannelId = typeof ChannelId.Type

/** An environment variable, or a file below the project's folder or anywhere by its whole path. */
export const SecretReference = Schema.Union([
  Schema.Struct({ env: Schema.String.check(Schema.isPattern(/^[A-Z_][A-Z0-9_]*$/)) }),
  Schema.Struct({ file: Schema.NonEmptyString })
]).annotate({ identifier: "SecretReference" })
export type SecretReference = typeof SecretReference.Type

export const What = Schema.Literals(["alerts", "daily_digest", "weekly_digest"])
export type What = typeof What.Type

const OneLine = Schema.String.check(Schema.isPattern(/^[^\p{Cc}\u2028\u2029]{1,2000}$/u))
const Url = Schema.String.check(Schema.isPattern(/^https?:\/\/[!-~]+$/), Schema.isMaxLength(2000))
const MailAddress = Schema.String.check(Schema.isPattern(/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/), Schema.isMaxLength(254))

const common = {
  id: ChannelId,
  enabled: Schema.Boolean,
  candidate: CandidateId,
  what: Schema.Array(What).check(Schema.isMinLength(1)),
  /** A message that says that there is nothing to say is sent too. */
  send_empty: Schema.optionalKey(Schema.Boolean),
  /** Addresses and names of one's own network that this channel may connect to. */
  allow_private: Schema.optionalKey(Schema.Array(Schema.String.check(Schema.isPattern(/^[a-z0-9.:-]{1,253}$/))))
}

export const WebhookChannel = Schema.Struct({
  ...common,
  kind: Schema.Literal("webhook"),
  url: Schema.Union([Url, SecretReference]),
  /** `whsec_` and base64 of 24 to 64 bytes. */
  secret: SecretReference
}).annotate({ identifier: "WebhookChannel" })
export interface WebhookChannel extends Schema.Schema.Type<typeof WebhookChannel> {}

export const NtfyChannel = Schema.Struct({
  ...common,
  kind: Schema.Literal("ntfy"),
  /** The server, as `https://ntfy.sh`, without the topic. */
  server: Url,
  topic: Schema.Union([Schema.String.check(Schema.isPattern(/^[A-Za-z0-9_-]{1,64}$/)), SecretReference]),
  token: Schema.optionalKey(SecretReference),
  priority: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 5 }))),
  tags: Schema.optionalKey(Schema.Array(Schema.String.check(Schema.isPattern(/^[a-z0-9_+-]{1,40}$/)))),
  /** Opened when the notification is touched. */
  click: Schema.optionalKey(Url)
}).annotate({ identifier: "NtfyChannel" })
export interface NtfyChannel extends Schema.Schema.Type<typeof NtfyChannel> {}

/** The URL of an incoming webhook lets anyone write there, so it is a secret. */
export const SlackChannel = Schema.Struct({ ...common, kind: Schema.Literal("slack"), url: SecretReference }).annotate({ identifier: "SlackChannel" })
export interface SlackChannel extends Schema.Schema.Type<typeof SlackChannel> {}

export const DiscordChannel = Schema.Struct({ ...common, kind: Schema.Literal("discord"), url: SecretReference }).annotate({ identifier: "DiscordChannel" })
export interface DiscordChannel extends Schema.Schema.Type<typeof DiscordChannel> {}

export const MailChannel = Schema.Struct({
  ...common,
  kind: Schema.Literal("smtp"),
  host: Schema.String.check(Schema.isPattern(/^[a-z0-9.:-]{1,253}$/)),
  port: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 65_535 })),
  /** `tls` from the first byte (465), `starttls` before anything is said (587), `plain` on this machine alone. */
  security: Schema.Literals(["tls", "starttls", "plain"]),
  login: Schema.optionalKey(Schema.Struct({ user: OneLine, password: SecretReference })),
  from: MailAddress,
  to: Schema.Array(MailAddress).check(Schema.isMinLength(1))
}).annotate({ identifier: "MailChannel" })
export interface MailChannel extends Schema.Schema.Type<typeof MailChannel> {}

export const Channel = Schema.Union([WebhookChannel, NtfyChannel, SlackChannel, DiscordChannel, MailChannel])
export type Channel = typeof Channel.Type

export const Delivery = Schema.Struct({
  schema_version: Schema.Literal(1),
  channels: Schema.Array(Channel).check(
    Schema.makeFilter((channels) => new Set(channels.map(({ id }) => id)).size === channels.length || "two channels have one id")
  )
}).annotate({ identifier: "Delivery" })
export interface Delivery extends Schema.Schema.Type<typeof Delivery> {}

/** `failed` for good, as far as the receiver says; `gave_up` after the last try. */
export const Said = Schema.Literals(["attempted", "delivered", "failed", "gave_up"])
export type Said = typeof Said.Type

/** A line of `state/deliveries.ndjson`: each names the one before, and its `id` is the digest of the rest of it. */
export const DeliveryEntry = Schema.Struct({
  schema_version: Schema.Literal(1),
  said: Said,
  /** The digest of channel and message: what a receiver knows a message by that comes twice. */
  key: DigestText,
  channel: ChannelId,
  candidate: CandidateId,
  what: What,
  message: DigestText,
  run: Schema.String,
  /** From 1; of the attempt that this is about. */
  attempt: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)),
  /** What the receiver answered: a status of HTTP or a reply code of SMTP. */
  status: Schema.NullOr(Schema.Int),
  /** Why not, in a word of ours, never of the receiver. */
  reason: Schema.NullOr(Schema.String),
  /** ISO 8601 in UTC. */
  at: Schema.String.check(Schema.isPattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/u)),
  /** An entry further up, as a rule the last; `null` for the first. */
  previous: Schema.NullOr(DigestText),
  id: DigestText
}).annotate({ identifier: "DeliveryEntry" })
export interface DeliveryEntry extends Schema.Schema.Type<typeof DeliveryEntry> {}
