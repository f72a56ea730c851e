/**
 * What happened between two ledgers.
 *
 * Only what appears on a board already known is new: the first sight of a board is counted, not listed.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { BoardKey, PostingFacts } from "./Ledger.ts"
import { PostingBrief } from "./Posting.ts"
import { ProviderId } from "./Provider.ts"

const fieldChange = <const Field extends keyof typeof PostingFacts.fields>(field: Field) =>
  Schema.Struct({ field: Schema.Literal(field), from: PostingFacts.fields[field], to: PostingFacts.fields[field] })

export const FieldChange = Schema.Union([
  fieldChange("title"),
  fieldChange("departments"),
  fieldChange("places"),
  fieldChange("work_mode"),
  fieldChange("employment_type"),
  fieldChange("compensation"),
  fieldChange("requisition")
]).annotate({ identifier: "FieldChange" })
export type FieldChange = typeof FieldChange.Type

export const NewPosting = Schema.Struct(PostingBrief.fields).annotate({ identifier: "NewPosting" })
export interface NewPosting extends Schema.Schema.Type<typeof NewPosting> {}

export const ChangedPosting = Schema.Struct({ ...PostingBrief.fields, fields: Schema.Array(FieldChange).check(Schema.isMinLength(1)) }).annotate({ identifier: "ChangedPosting" })
export interface ChangedPosting extends Schema.Schema.Type<typeof ChangedPosting> {}

export const ClosedPosting = Schema.Struct({ ...PostingBrief.fields, first_seen: Day, last_seen: Day, closed_on: Day }).annotate({
  identifier: "ClosedPosting"
})
export interface ClosedPosting extends Schema.Schema.Type<typeof ClosedPosting> {}

export const ReopenedPosting = Schema.Struct({ ...PostingBrief.fields, closed_on: Day, fields: Schema.Array(FieldChange) }).annotate({
  identifier: "ReopenedPosting"
})
export interface ReopenedPosting extends Schema.Schema.Type<typeof ReopenedPosting> {}

export const ProviderEvent = Schema.Struct({
  kind: Schema.Literals(["board_first_seen", "board_emptied", "board_unavailable", "board_recovered", "board_disabled", "board_removed", "board_withdrawn", "page_rebuilt"]),
  provider: ProviderId,
  board: BoardKey,
  /** One sentence for a person. */
  detail: Schema.NonEmptyString
}).annotate({ identifier: "ProviderEvent" })
export interface ProviderEvent extends Schema.Schema.Type<typeof ProviderEvent> {}

export const ChangeCounts = Schema.Struct({
  /** Postings the boards served: new + first_observed + carried + reopened. */
  served: Count,
  /** Seen for the first time because their board was. */
  first_observed: Count,
  new: Count,
  /** Served then and now, changed or not. */
  carried: Count,
  changed: Count,
  closed: Count,
  reopened: Count
}).annotate({ identifier: "ChangeCounts" })
export interface ChangeCounts extends Schema.Schema.Type<typeof ChangeCounts> {}

export const Changes = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  /** The day compared with; `null` on a first run. */
  baseline: Schema.NullOr(Day),
  counts: ChangeCounts,
  /** Each list is sorted by identity. */
  new: Schema.Array(NewPosting),
  changed: Schema.Array(ChangedPosting),
  closed: Schema.Array(ClosedPosting),
  reopened: Schema.Array(ReopenedPosting),
  /** Sorted by board. */
  events: Schema.Array(ProviderEvent)
}).annotate({ identifier: "Changes" })
export interface Changes extends Schema.Schema.Type<typeof Changes> {}
