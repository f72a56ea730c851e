/**
 * What one provider's board is known to be after today: read, or why not, and whether what it lacks may be believed.
 *
 * Only a complete answer counts a miss. An answer without a posting where there were some, or with less than half of what was usual, is
 * an event of the board and closes nothing: it moved, or died. Knows no posting by itself.
 */
import type { BoardReading, Stale, Withheld } from "../../schemas/Board.ts"
import type { Day as CalendarDay } from "../../schemas/Day.ts"
import type { BoardKey, BoardStatus, LedgerBoard, ObservedBoard } from "../../schemas/Ledger.ts"
import type { Provider } from "../../schemas/Provider.ts"
import * as Day from "./Day.ts"
import * as Patience from "./Patience.ts"
import type { Settled } from "./Settled.ts"

/** `postings` are everything the board serves; a row `withheld` as unusable is served and cannot be read. */
export interface Reading {
  readonly postings: ReadonlyArray<unknown>
  readonly extraction: BoardReading["extraction"]
  readonly partial?: string | null
  readonly structure?: string | null
  readonly stale?: Stale
  readonly withheld?: ReadonlyArray<Pick<Withheld, "row" | "reason">>
}

export const boardKey = ({ system, board }: Pick<Provider, "system" | "board">): BoardKey => `${system}/${board.toLowerCase()}`

/** Whether its postings of `observed_on` are those of the day. */
export const isTakenIn = ({ status }: Pick<LedgerBoard, "status">): boolean => status === "observed" || status === "collapsed"

export const of = (before: LedgerBoard | undefined, provider: Pick<Provider, "id" | "system" | "board">, result: Settled<Reading> | undefined, as_of: CalendarDay): ObservedBoard => {
  const board = known(before, provider, as_of)
  const without = (status: BoardStatus): ObservedBoard => ({ board: withStatus(board, status, as_of), unreadable: [] })
  if (isEmptyAnswer(result) && board.served > 0) return without("emptied")
  if (result?._tag !== "ok" || result.value.stale !== undefined) return without("unavailable")
  const { extraction, partial = null, postings, structure = null, withheld = [] } = result.value
  const served = postings.length
  if (served === 0 && board.served > 0) return without("emptied")
  const collapsed = partial === null && Patience.isCollapsed(served, countsBefore(board, as_of)) && !isBelieved(board, as_of)
  const { structure: _, ...rest } = withStatus(board, collapsed ? "collapsed" : "observed", as_of)
  const complete = partial === null && !collapsed
  return {
    board: {
      ...rest,
      first_observed: board.first_observed ?? as_of,
      observed_on: as_of,
      served,
      extraction,
      ...(complete && { complete_on: as_of, counts: (isBelieved(board, as_of) ? [served] : [...countsBefore(board, as_of), served]).slice(-Patience.remembered) }),
      ...(structure !== null && { structure })
    },
    unreadable: withheld.filter(({ reason }) => reason === "unusable").map(({ row }) => `${board.board}/${row}`)
  }
}

/** Of a board that is not read: its status alone. */
export const unread = (before: LedgerBoard | undefined, provider: Provider, as_of: CalendarDay): LedgerBoard =>
  withStatus(known(before, provider, as_of), provider.tombstone === undefined ? "disabled" : "withdrawn", as_of)

export const withStatus = (board: LedgerBoard, status: BoardStatus, as_of: CalendarDay): LedgerBoard =>
  board.status === status ? board : { ...board, status, since: as_of }

const known = (before: LedgerBoard | undefined, provider: Pick<Provider, "id" | "system" | "board">, as_of: CalendarDay): LedgerBoard => ({
  ...(before ?? {
    board: boardKey(provider),
    status: "observed",
    since: as_of,
    first_observed: null,
    observed_on: null,
    complete_on: null,
    served: 0,
    counts: [],
    extraction: null,
    table: null
  }),
  provider: provider.id
})

/** A day has one count, also where the board is read twice on it. */
const countsBefore = ({ complete_on, counts }: LedgerBoard, as_of: CalendarDay): ReadonlyArray<number> => (complete_on === as_of ? counts.slice(0, -1) : counts)

/** It collapsed, stayed so for days, and still serves something: that is what it is now. */
const isBelieved = ({ since, status }: LedgerBoard, as_of: CalendarDay): boolean => status === "collapsed" && (Day.between(since, as_of) ?? 0) >= Patience.grace

/** Systems that answer alike for boards without postings and for none: of a board that had postings, it has emptied. */
const isEmptyAnswer = (result: Settled<Reading> | undefined): boolean => result?._tag === "failed" && result.error._tag === "EmptyBoard"
