/**
 * How well boards were followed over the last days: what a trend may be read from.
 */
import type { Coverage } from "../../schemas/Analytics.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Period } from "./Flows.ts"
import type { WatchedBoard } from "./Spells.ts"
import * as Spells from "./Spells.ts"

/** A board that was not read for longer is not followed: what became of its postings is not known. */
const recent = 3

/** Sorted by board. */
export const of = (boards: ReadonlyArray<WatchedBoard>, period: Period): ReadonlyArray<Coverage> =>
  boards.toSorted((a, b) => Canonical.compare(a.board, b.board)).map((board) => ({
    board: board.board,
    provider: board.provider,
    days_followed: daysFollowed(board, period),
    steady: isSteady(board, period)
  }))

/** Known before the period, and read in its last days. */
export const isSteady = ({ first_observed, observed_on }: WatchedBoard, { before, end }: Period): boolean =>
  first_observed !== null && observed_on !== null && Spells.numberOf(first_observed) <= before && Spells.numberOf(observed_on) > end - recent

const daysFollowed = ({ first_observed, observed_on }: WatchedBoard, { before, end }: Period): number =>
  first_observed === null || observed_on === null
    ? 0
    : Math.max(0, Math.min(Spells.numberOf(observed_on), end) - Math.max(Spells.numberOf(first_observed), before + 1) + 1)
