/**
 * Why nothing was fetched: refused by us, not reached, or an answer that we do not take.
 *
 * The reasons are closed: availability, logs and tests tell them apart by name. `detail` is for people.
 */
import * as Schema from "effect/Schema"

/** Reasons to refuse a request, by the layer that refuses, in the order the layers are asked. */
export const refusals = {
  environment: ["proxy", "tls_switch", "vulnerable_runtime"],
  url: [
    "url_too_long", "forbidden_character", "not_https", "userinfo", "encoded_authority", "port", "not_a_url", "ip_literal", "bad_name", "special_name", "encoded_control"
  ],
  registry: ["tombstoned", "not_live", "no_receipt", "receipt_invalid", "not_reviewed", "host_unlisted"],
  policy: ["no_policy", "policy_refuses"],
  robots: ["robots_disallow", "robots_withheld", "robots_unreachable", "robots_unreadable"],
  budget: ["request_budget", "host_request_budget", "byte_budget", "time_budget"],
  pace: ["circuit_open", "retry_later"],
  dns: ["unresolved", "no_address", "too_many_addresses", "unreadable_address", "not_public", "own_address"],
  connect: ["unvetted_peer"],
  redirect: ["redirect_target", "redirect_not_followed", "redirect_loop", "too_many_redirects"]
} as const

export const Layer = Schema.Literals(Object.keys(refusals) as unknown as ReadonlyArray<keyof typeof refusals>)
export type Layer = typeof Layer.Type

export const RefusalReason = Schema.Literals(Object.values(refusals).flat())
export type RefusalReason = typeof RefusalReason.Type

/** A request that this program does not make. */
export class EgressRefused extends Schema.TaggedError<EgressRefused>()("EgressRefused", {
  layer: Layer,
  reason: RefusalReason,
  url: Schema.String,
  detail: Schema.String
}) {
  override get message() {
    return `${this.url === "" ? "Every request" : shown(this.url)} is refused (${this.layer}, ${this.reason}): ${this.detail}. See what each layer decides: graph network check URL`
  }
}

export const UnreachableReason = Schema.Literals(["connect_failed", "connect_timeout", "tls", "headers_timeout", "deadline", "connection_closed"])
export type UnreachableReason = typeof UnreachableReason.Type

/** The host was asked and gave no whole answer. */
export class Unreachable extends Schema.TaggedError<Unreachable>()("Unreachable", {
  reason: UnreachableReason,
  url: Schema.String,
  detail: Schema.String
}) {
  readonly retryable = true
  override get message() {
    return `${shown(this.url)} gave no answer (${this.reason}): ${this.detail}. Try again later; if it stays so, see docs/network.md`
  }
}

export const AnswerReason = Schema.Literals([
  "not_http", "header_limit", "informational_flood", "upgrade", "contradictory_length", "too_long", "too_slow", "content_coding", "damaged_gzip",
  "decoded_too_long", "content_type", "not_utf8", "not_json", "json_limit", "json_ambiguous"
])
export type AnswerReason = typeof AnswerReason.Type

/** An answer came, and is not one to work with. None of it is kept. */
export class AnswerRefused extends Schema.TaggedError<AnswerRefused>()("AnswerRefused", {
  reason: AnswerReason,
  url: Schema.String,
  detail: Schema.String
}) {
  override get message() {
    return `The answer of ${shown(this.url)} is refused (${this.reason}): ${this.detail}. Nothing of it is kept; the limits are in docs/network.md`
  }
}

/** A URL on one line of a terminal, however hostile it is. */
const shown = (url: string): string => {
  const text = JSON.stringify(url).slice(1, -1)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
