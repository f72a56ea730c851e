/**
 * The ledger of an earlier run in its bytes, as another version of this program may have written it.
 *
 * Keys and words that are not known here must not be folded on, so a ledger that holds any is decoded whole, which leaves out the keys and
 * refuses the words. The others, which may have a million rows, are taken as they are: what is folded from them is checked when it is written.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Ledger, LedgerBoard, LedgerRow, PostingFacts } from "../../schemas/Ledger.ts"
import { Compensation, EmploymentType, PayRange, Place, WorkMode } from "../../schemas/Posting.ts"
import * as VersionedDocument from "../platform/VersionedDocument.ts"

const version = 1

export const decode = (content: Uint8Array): Result.Result<Ledger, string> =>
  Result.flatMap(VersionedDocument.parse(version, content), (json) => (isKnown(json) ? Result.succeed(json) : VersionedDocument.decode(Ledger, version, content)))

/** Why its bytes are no ledger to fold onto, by their version alone. */
export const misfit = (content: Uint8Array): string | undefined => VersionedDocument.misfit(version, content)

const isKnown = (json: unknown): json is Ledger => {
  const { boards, rows } = json as Ledger
  return holdsOnly(json, Ledger.fields)
    && areBoards(boards) && boards.every((board) => holdsOnly(board, LedgerBoard.fields))
    && Array.isArray(rows) && rows.every((row) => isKnownRow(row))
}

const areBoards = Schema.is(Schema.Array(LedgerBoard))
const states: ReadonlySet<string> = new Set(LedgerRow.fields.state.literals)
const workModes: ReadonlySet<string | null> = new Set([null, ...WorkMode.literals])
const employmentTypes: ReadonlySet<string | null> = new Set([null, ...EmploymentType.literals])
const isInterval = Schema.is(PayRange.fields.interval)

const isKnownRow = (row: LedgerRow): boolean => holdsOnly(row, LedgerRow.fields) && states.has(row.state) && isKnownFacts(row.facts)

const isKnownFacts = (facts: PostingFacts): boolean =>
  holdsOnly(facts, PostingFacts.fields)
  && workModes.has(facts.work_mode) && employmentTypes.has(facts.employment_type)
  && Array.isArray(facts.places) && facts.places.every((place) => holdsOnly(place, Place.fields))
  && (facts.compensation === null || isKnownPay(facts.compensation))

const isKnownPay = (pay: Compensation): boolean =>
  holdsOnly(pay, Compensation.fields) && Array.isArray(pay.ranges) && pay.ranges.every((range) => holdsOnly(range, PayRange.fields) && isInterval(range.interval))

const holdsOnly = (value: unknown, fields: object): boolean => {
  if (value === null || typeof value !== "object") return false
  for (const key in value) if (!Object.hasOwn(fields, key)) return false
  return true
}
