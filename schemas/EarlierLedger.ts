/**
 * The ledger as its first version was: every board and every posting in one document.
 *
 * Written no more. What earlier runs left is read and folded onto.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { BoardKey, PostingFacts } from "./Ledger.ts"
import { Posting, PostingId } from "./Posting.ts"
import { ProviderId } from "./Provider.ts"
import { DigestText } from "./SnapshotSet.ts"

export const EarlierRow = Schema.Struct({
  id: PostingId,
  board: BoardKey,
  provider: ProviderId,
  state: Schema.Literals(["open", "closed"]),
  first_seen: Day,
  last_seen: Schema.NullOr(Day),
  closed_on: Schema.NullOr(Day),
  /** The last day it came back, if it ever did. */
  reopened_on: Schema.NullOr(Day),
  url: Posting.fields.url,
  facts: PostingFacts,
  digest: DigestText
}).annotate({ identifier: "EarlierRow" })
export interface EarlierRow extends Schema.Schema.Type<typeof EarlierRow> {}

export const EarlierLedgerBoard = Schema.Struct({
  board: BoardKey,
  provider: ProviderId,
  status: Schema.Literals(["observed", "emptied", "unavailable", "disabled", "removed", "withdrawn"]),
  since: Day,
  first_observed: Schema.NullOr(Day),
  observed_on: Schema.NullOr(Day),
  served: Count,
  structure: Schema.optionalKey(DigestText)
}).annotate({ identifier: "EarlierLedgerBoard" })
export interface EarlierLedgerBoard extends Schema.Schema.Type<typeof EarlierLedgerBoard> {}

export const EarlierLedger = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  boards: Schema.Array(EarlierLedgerBoard),
  rows: Schema.Array(EarlierRow)
}).annotate({ identifier: "EarlierLedger" })
export interface EarlierLedger extends Schema.Schema.Type<typeof EarlierLedger> {}
