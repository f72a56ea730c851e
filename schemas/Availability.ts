/**
 * Which boards of the registry could be read, and why the others could not. Published on every ending of a run, also
 * with no provider at all.
 */
import * as Schema from "effect/Schema"
import { FetchReason, Withheld } from "./Board.ts"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { ProviderId, System } from "./Provider.ts"
import { DigestText } from "./SnapshotSet.ts"

export const AvailabilityStatus = Schema.Literals(["available", "unavailable", "disabled"])
export type AvailabilityStatus = typeof AvailabilityStatus.Type

/** A closed set: a new way to fail gets a name here before it can happen. */
export const AvailabilityReason = Schema.Literals([
  "ok",
  "partial",
  "fallback",
  "malformed",
  "count_mismatch",
  "empty_board",
  "board_not_found",
  "unexpected_status",
  "not_recorded",
  "damaged_recording",
  "stage_broken",
  "timed_out",
  "disabled",
  "not_attempted",
  ...FetchReason.literals
])
export type AvailabilityReason = typeof AvailabilityReason.Type

export const ProviderAvailability = Schema.Struct({
  provider: ProviderId,
  name: Schema.NonEmptyString,
  system: System,
  board: Schema.NonEmptyString,
  status: AvailabilityStatus,
  reason: AvailabilityReason,
  /** One sentence for a person. */
  detail: Schema.NonEmptyString,
  /** Rows in the answer: postings and withheld together. `null` where nothing was read. */
  rows: Schema.NullOr(Count),
  postings: Schema.NullOr(Count),
  /** Rows that did not become postings, by reason. */
  withheld: Schema.NullOr(Schema.Record(Withheld.fields.reason, Count)),
  /** Keys and values of the answer that the adapter does not know, sorted. */
  drift: Schema.Array(Schema.String),
  /** Digest of how the page is built, where a page of HTML was read: when it moves, the page may soon be read wrongly. */
  structure: Schema.optionalKey(DigestText)
}).annotate({ identifier: "ProviderAvailability" })
export interface ProviderAvailability extends Schema.Schema.Type<typeof ProviderAvailability> {}

export const Availability = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  counts: Schema.Struct({ total: Count, available: Count, unavailable: Count, disabled: Count }),
  /** Sorted by id. */
  providers: Schema.Array(ProviderAvailability)
}).annotate({ identifier: "Availability" })
export interface Availability extends Schema.Schema.Type<typeof Availability> {}
