/**
 * The ledger of an earlier run and the tables it names in their bytes, as another version of this program may have written them.
 *
 * Keys and words that are not known here must not be folded on, so a table that holds any is decoded whole, which leaves out the keys and
 * refuses the words. The others, which may have a million rows, are taken as they are: what is folded from them is checked when it is
 * written. A ledger of the first version holds its rows itself; they are brought into the present form.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { EarlierLedger, type EarlierRow } from "../../schemas/EarlierLedger.ts"
import { Ledger, PostingFacts } from "../../schemas/Ledger.ts"
import { Compensation, EmploymentType, PayRange, Place, WorkMode } from "../../schemas/Posting.ts"
import { PostingHistory, unknown } from "../../schemas/PostingHistory.ts"
import * as Output from "../engine/Output.ts"
import type { Digest } from "../platform/Digest.ts"
import * as VersionedDocument from "../platform/VersionedDocument.ts"

export interface PastLedger {
  readonly ledger: Ledger
  /** Those that the ledger's bytes hold themselves. */
  readonly rows: ReadonlyArray<PostingHistory>
}

const [earlier, present] = [1, 2] as const

export const decode = ({ content, digest }: { readonly digest: Digest; readonly content: Uint8Array }): Result.Result<PastLedger, string> =>
  VersionedDocument.misfit(earlier, content) === undefined
    ? Result.map(VersionedDocument.decode(EarlierLedger, earlier, content), (document) => upgraded(document, digest))
    : Result.map(VersionedDocument.decode(Ledger, present, content), (ledger) => ({ ledger, rows: [] }))

/** Why its bytes are no ledger to fold onto, by their version alone. */
export const misfit = (content: Uint8Array): string | undefined =>
  VersionedDocument.misfit(earlier, content) === undefined ? undefined : VersionedDocument.misfit(present, content)

/** The tables that a ledger in its bytes names; none where it cannot be read. */
export const tablesIn = (ledger: { readonly digest: Digest; readonly content: Uint8Array }): ReadonlyArray<Digest> =>
  Result.match(decode(ledger), {
    onFailure: () => [],
    onSuccess: ({ ledger: { boards } }) => [...new Set(boards.flatMap(({ table }) => (table === null || table.digest === ledger.digest ? [] : [table.digest as Digest])))]
  })

/** The rows of a table, which may be a ledger of the first version: boards that nobody read since have theirs there. */
export const rows = (content: Uint8Array, digest: Digest): Result.Result<ReadonlyArray<PostingHistory>, string> => {
  if (VersionedDocument.misfit(earlier, content) === undefined) return Result.map(decode({ content, digest }), ({ rows }) => rows)
  try {
    const rows = Array.from(Output.lines(content), (line) => JSON.parse(line) as PostingHistory)
    return rows.every(isKnownRow) ? Result.succeed(rows) : Result.mapError(decodeRows(rows), () => "it is no table of postings as this version knows one")
  } catch {
    return Result.fail("it is not a table of JSON rows")
  }
}

const decodeRows = Schema.decodeUnknownResult(Schema.Array(PostingHistory), { onExcessProperty: "ignore" })

/** Its rows are known by the ledger's own digest. What was never understood of them is understood when they are served again. */
const upgraded = ({ as_of, boards, rows }: EarlierLedger, digest: Digest): PastLedger => {
  const counts = new Map<string, number>()
  for (const { board } of rows) counts.set(board, (counts.get(board) ?? 0) + 1)
  return {
    ledger: {
      schema_version: present,
      as_of,
      boards: boards.map((board) => ({
        ...board,
        complete_on: board.observed_on,
        counts: board.observed_on === null ? [] : [board.served],
        extraction: null,
        table: counts.has(board.board) ? { digest, rows: counts.get(board.board)! } : null
      }))
    },
    rows: rows.map(rowOf)
  }
}

const rowOf = ({ reopened_on, ...row }: EarlierRow): PostingHistory => ({
  ...row,
  known_since: row.first_seen,
  first_seen: reopened_on ?? row.first_seen,
  opened: reopened_on !== null,
  missed: row.state === "closed" ? 1 : 0,
  spells: [],
  traits: unknown,
  changes: []
})

const states: ReadonlySet<string> = new Set(PostingHistory.fields.state.literals)
const workModes: ReadonlySet<string | null> = new Set([null, ...WorkMode.literals])
const employmentTypes: ReadonlySet<string | null> = new Set([null, ...EmploymentType.literals])
const isInterval = Schema.is(PayRange.fields.interval)

const isKnownRow = (row: PostingHistory): boolean => holdsOnly(row, PostingHistory.fields) && states.has(row.state) && isKnownFacts(row.facts)

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
