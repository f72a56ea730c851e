/**
 * Says of every provider of the registry whether its board could be read, and why not.
 *
 * Knows the errors a board can fail with by name, nothing of how they came about.
 */
import type { Availability, AvailabilityReason, ProviderAvailability } from "../../schemas/Availability.ts"
import { FetchReason } from "../../schemas/Board.ts"
import type { Stale, Withheld } from "../../schemas/Board.ts"
import type { Day } from "../../schemas/Day.ts"
import type { Provider } from "../../schemas/Provider.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Settled from "./Settled.ts"

/** What is told of a reading: how much, never what. */
export interface Measured {
  readonly rows: number
  readonly postings: ReadonlyArray<unknown>
  readonly withheld: ReadonlyArray<Pick<Withheld, "reason">>
  readonly drift: ReadonlyArray<string>
  readonly partial?: string | null
  readonly structure?: string | null
  readonly stale?: Stale
}

export const make = (input: {
  readonly as_of: Day
  readonly providers: ReadonlyArray<Provider>
  readonly results: Settled.Results<Measured>
}): Availability => {
  const results = Settled.byProvider(input.results)
  return document(input.as_of, input.providers, (provider) => {
    const result = results.get(provider.id)
    if (result === undefined) return unread("unavailable", "not_attempted", "The board was not attempted")
    return result._tag === "ok" ? read(result.value) : failed(result)
  })
}

/** For endings at which no board was asked: `why` is a sentence, as `The configuration is not valid`. */
export const notAttempted = (input: { readonly as_of: Day; readonly providers: ReadonlyArray<Provider>; readonly why: string }): Availability =>
  document(input.as_of, input.providers, () => unread("unavailable", "not_attempted", `The board was not attempted: ${input.why}`))

type Finding = Pick<ProviderAvailability, "status" | "reason" | "detail" | "rows" | "postings" | "withheld" | "drift" | "structure">

const document = (as_of: Day, providers: ReadonlyArray<Provider>, find: (provider: Provider) => Finding): Availability => {
  const rows = [...providers]
    .sort((a, b) => Canonical.compare(a.id, b.id))
    .map((provider): ProviderAvailability => ({
      provider: provider.id,
      name: provider.name,
      system: provider.system,
      board: provider.board,
      ...(provider.tombstone !== undefined
        ? unread("disabled", "tombstoned", `Not read, at the employer's wish: ${provider.tombstone.reason} (${provider.tombstone.by}, ${provider.tombstone.on})`)
        : !provider.enabled
        ? unread("disabled", "disabled", provider.state === "pending" ? `Pending review: graph providers enable ${provider.id}` : "Disabled in config/providers.json")
        : find(provider))
    }))
  const count = (status: ProviderAvailability["status"]) => rows.filter((row) => row.status === status).length
  return {
    schema_version: 1,
    as_of,
    counts: { total: rows.length, available: count("available"), unavailable: count("unavailable"), disabled: count("disabled") },
    providers: rows
  }
}

const read = ({ rows, postings, withheld, drift, partial = null, structure = null, stale }: Measured): Finding => {
  const counts: Record<Withheld["reason"], number> = { unlisted: 0, duplicate_row: 0, unusable: 0 }
  for (const { reason } of withheld) counts[reason]++
  const counted = Object.entries(counts).filter(([, count]) => count > 0).map(([reason, count]) => `${count} ${reason.replaceAll("_", " ")}`)
  const sizes = `${postings.length} ${postings.length === 1 ? "posting" : "postings"} of ${rows} ${rows === 1 ? "row" : "rows"}`
  const detail = counted.length === 0 ? sizes : `${sizes}; withheld: ${counted.join(", ")}`
  return {
    status: "available",
    reason: stale !== undefined ? "fallback" : partial === null ? "ok" : "partial",
    detail: stale !== undefined
      ? `${detail}. As recorded on ${stale.recorded_on}, because today's answer could not be had (${stale.reason}): ${stale.detail}`
      : partial === null
      ? detail
      : `${detail}. Not the whole board, so it closes nothing: ${partial}`,
    rows,
    postings: postings.length,
    withheld: counts,
    drift: [...drift].sort(Canonical.compare),
    ...(structure !== null && { structure })
  }
}

const unread = (status: ProviderAvailability["status"], reason: AvailabilityReason, detail: string): Finding => ({
  status,
  reason,
  detail,
  rows: null,
  postings: null,
  withheld: null,
  drift: []
})

/** By the error's tag. An error without a reason here is a fault of the program, whatever it calls itself. */
const reasons: ReadonlyMap<string, AvailabilityReason> = new Map([
  ["Malformed", "malformed"],
  ["CountMismatch", "count_mismatch"],
  ["EmptyBoard", "empty_board"],
  ["BoardNotFound", "board_not_found"],
  ["UnexpectedStatus", "unexpected_status"],
  ["NotRecorded", "not_recorded"],
  ["DamagedRecording", "damaged_recording"],
  ["RateLimited", "rate_limited"],
  ["TimedOut", "timed_out"]
])

/** What the network refuses or does not give says itself why, in names of its own. */
const fetchFailures: ReadonlySet<string> = new Set(["EgressRefused", "Unreachable", "AnswerRefused"])

const reasonOf = (error: { readonly _tag: string; readonly reason?: unknown }): AvailabilityReason | undefined =>
  fetchFailures.has(error._tag) ? FetchReason.literals.find((reason) => reason === error.reason) : reasons.get(error._tag)

const failed = ({ stage, error, message }: Extract<Settled.Settled<unknown>, { readonly _tag: "failed" }>): Finding => {
  const reason = reasonOf(error)
  return reason === undefined
    ? unread("unavailable", "stage_broken", `The stage ${stage} broke (${error._tag}): see run_health`)
    : unread("unavailable", reason, message)
}
