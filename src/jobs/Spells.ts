/**
 * The times postings were open, as whole days since 1970: what counts of openings, closings and ages are taken from.
 *
 * A posting that is missing and not yet closed is open, and watched until it was last served; one of a board that cannot be read is
 * open, and watched until the board was last read. Knows rows of the history and boards; no window and no group.
 */
import type { Day as CalendarDay } from "../../schemas/Day.ts"
import type { BoardKey, LedgerBoard } from "../../schemas/Ledger.ts"
import type { PostingId } from "../../schemas/Posting.ts"
import type { PostingHistory } from "../../schemas/PostingHistory.ts"
import * as Day from "./Day.ts"

export type WatchedBoard = Pick<LedgerBoard, "board" | "provider" | "status" | "since" | "first_observed" | "observed_on">

export interface Histories {
  readonly as_of: CalendarDay
  readonly rows: ReadonlyArray<PostingHistory>
  readonly boards: ReadonlyArray<WatchedBoard>
}

export interface Spell {
  readonly row: PostingHistory
  readonly began: "first_observed" | "opened" | "reopened"
  /** The first day it was served. */
  readonly from: number
  /** The last day it was served, as far as is known. */
  readonly until: number
  /** The day it was found closed; `Infinity` while it is not. */
  readonly closed: number
}

/** How many earlier spells a row keeps: of a row with as many, the first may be forgotten. */
const kept = 8

/** Of each row the oldest first. */
export const of = ({ as_of, boards, rows }: Histories): ReadonlyArray<Spell> => {
  const byBoard = new Map(boards.map((board) => [board.board, board]))
  const numbers = new Map<CalendarDay, number>()
  const numbered = (day: CalendarDay): number => {
    const known = numbers.get(day)
    if (known !== undefined) return known
    const number = numberOf(day)
    numbers.set(day, number)
    return number
  }
  return standing(rows).flatMap((row) => {
    const last = row.last_seen ?? byBoard.get(row.board)?.observed_on ?? as_of
    const first = byBoard.get(row.continues === undefined ? row.board : boardOf(row.continues.posting))
    return [...row.spells, { first_seen: row.first_seen, last_seen: last, closed_on: row.closed_on }].map((spell, index, { length }): Spell => ({
      row,
      began: index > 0 || length > kept ? "reopened" : isOpening(row, spell.first_seen, first) ? "opened" : "first_observed",
      from: numbered(spell.first_seen),
      until: numbered(spell.last_seen),
      closed: spell.closed_on === null ? Infinity : numbered(spell.closed_on)
    }))
  })
}

/** A posting that goes on on a later board is told by its later row, which has its earlier days too. */
export const standing = (rows: ReadonlyArray<PostingHistory>): ReadonlyArray<PostingHistory> => rows.filter(({ continued_by }) => continued_by === undefined)

/** Days of the history are of the calendar. */
export const numberOf = (day: CalendarDay): number => Day.numberOf(day) ?? Number.NaN

export const isOpenAt = ({ closed, from }: Spell, day: number): boolean => from <= day && closed > day

const isOpening = (row: PostingHistory, first_seen: CalendarDay, board: WatchedBoard | undefined): boolean =>
  row.spells.length === 0 ? row.opened : first_seen !== board?.first_observed

const boardOf = (posting: PostingId): BoardKey => posting.slice(0, posting.lastIndexOf("/"))
