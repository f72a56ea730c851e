/**
 * What happened between two ledgers.
 *
 * Only what appears on a board already known is new: the first sight of a board is counted, not listed.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { BoardKey, PostingFacts } from "./Ledger.ts"
import { PostingBrief, PostingId } from "./Posting.ts"
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

export const MissingPosting = Schema.Struct({ ...PostingBrief.fields, last_seen: Day }).annotate({ identifier: "MissingPosting" })
export interface MissingPosting extends Schema.Schema.Type<typeof MissingPosting> {}

/** It was missing and not yet closed. */
export const ReturnedPosting = Schema.Struct({ ...PostingBrief.fields, last_seen: Day }).annotate({ identifier: "ReturnedPosting" })
export interface ReturnedPosting extends Schema.Schema.Type<typeof ReturnedPosting> {}

/** A new posting, or one of a new board, that is the same job as an earlier one. */
export const KindredPosting = Schema.Struct({ ...PostingBrief.fields, earlier: PostingId, evidence: Schema.Literals(["requisition", "title_and_places"]) }).annotate({
  identifier: "KindredPosting"
})
export interface KindredPosting extends Schema.Schema.Type<typeof KindredPosting> {}

export const ProviderEvent = Schema.Struct({
  kind: Schema.Literals([
    "board_first_seen", "board_emptied", "board_collapsed", "board_unavailable", "board_recovered", "board_disabled", "board_moved", "board_removed", "board_withdrawn",
    "page_rebuilt"
  ]),
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
  /** Served now, and then open or missing; changed or not. */
  carried: Count,
  changed: Count,
  closed: Count,
  reopened: Count,
  /** As with the lists of these names, absent in early runs. */
  missing: Schema.optionalKey(Count),
  /** Some of those carried. */
  returned: Schema.optionalKey(Count),
  /** Some of those new. */
  reposted: Schema.optionalKey(Count),
  /** Some of those first observed. */
  moved: Schema.optionalKey(Count)
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
  /** No longer served, and not yet closed. */
  missing: Schema.optionalKey(Schema.Array(MissingPosting)),
  returned: Schema.optionalKey(Schema.Array(ReturnedPosting)),
  /** Those of the new ones that took the place of one that went away on the same board. */
  reposted: Schema.optionalKey(Schema.Array(KindredPosting)),
  /** Those first observed that go on from a posting of the employer's earlier board. */
  moved: Schema.optionalKey(Schema.Array(KindredPosting)),
  /** Sorted by board. */
  events: Schema.Array(ProviderEvent)
}).annotate({ identifier: "Changes" })
export interface Changes extends Schema.Schema.Type<typeof Changes> {}

/** What happened to the postings of some boards, every list and count said. */
export const PostingChanges = Schema.Struct({
  counts: Schema.Struct({ ...ChangeCounts.fields, missing: Count, returned: Count, reposted: Count, moved: Count }),
  new: Changes.fields.new,
  changed: Changes.fields.changed,
  closed: Changes.fields.closed,
  reopened: Changes.fields.reopened,
  missing: Schema.Array(MissingPosting),
  returned: Schema.Array(ReturnedPosting),
  reposted: Schema.Array(KindredPosting),
  moved: Schema.Array(KindredPosting)
}).annotate({ identifier: "PostingChanges" })
export interface PostingChanges extends Schema.Schema.Type<typeof PostingChanges> {}
