/**
 * The ledger of a day: what is known of every board, and in which table its postings are.
 *
 * Boards are known by (system, board), so renaming a provider changes no history. What is not read keeps what is known of it, and its
 * postings with it. Those of an employer that does not want to be read are withdrawn, those of the boards it had before too.
 */
import type { Day } from "../../schemas/Day.ts"
import type { BoardKey, Ledger, LedgerBoard, TableReference } from "../../schemas/Ledger.ts"
import type { HistoryTable } from "../../schemas/PostingHistory.ts"
import { isRead, type Provider } from "../../schemas/Provider.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Observation from "./Observation.ts"

export interface Today {
  readonly as_of: Day
  /** The whole registry. */
  readonly providers: ReadonlyArray<Provider>
  /** Provider to its board after today, of those that are read. */
  readonly boards: ReadonlyMap<string, LedgerBoard>
  /** The tables of today, one for each provider that is read. */
  readonly tables: ReadonlyArray<HistoryTable>
}

/**
 * A day follows a ledger of an earlier day, or of its own (boards may be read twice a day), or none. `fold` takes this for
 * granted; its stage fails with `HistoryAhead`.
 */
export const follows = (as_of: Day, previous: Pick<Ledger, "as_of"> | null): boolean => previous === null || previous.as_of <= as_of

export const fold = (previous: Ledger | null, today: Today): Ledger => {
  const before = new Map((previous?.boards ?? []).map((board) => [board.board, board]))
  const tables = referencesOf(today.tables)
  const read = new Set([...boardsOf(today.providers).values()].flat())
  const named = today.providers.map((provider) => {
    const board = Observation.boardKey(provider)
    return today.boards.get(provider.id) ?? Observation.unread(before.get(board), provider, today.as_of)
  })
  const keys = new Set(named.map(({ board }) => board))
  const [withdrawn, moved] = [earlierOf(today.providers, (provider) => provider.tombstone !== undefined), earlierOf(today.providers, () => true)]
  const left = (previous?.boards ?? []).filter(({ board }) => !keys.has(board)).map((board) =>
    Observation.withStatus(board, withdrawn.has(board.board) ? "withdrawn" : moved.has(board.board) ? "moved" : "removed", today.as_of))
  return {
    schema_version: 2,
    as_of: today.as_of,
    boards: [...named, ...left].map((board) => ({
      ...board,
      table: board.status === "withdrawn" ? null : read.has(board.board) ? tables.get(board.board) ?? null : before.get(board.board)?.table ?? null
    })).sort((a, b) => Canonical.compare(a.board, b.board))
  }
}

/** The boards whose postings each provider that is read keeps: its own, and those it had before, unless they are another's now. */
export const boardsOf = (providers: ReadonlyArray<Provider>): ReadonlyMap<string, ReadonlyArray<BoardKey>> => {
  const claimed = new Set(providers.map(Observation.boardKey))
  return new Map(providers.toSorted((a, b) => Canonical.compare(a.id, b.id)).filter(isRead).map((provider) => {
    const earlier = [...new Set((provider.history ?? []).map(Observation.boardKey))].filter((board) => !claimed.has(board))
    for (const board of earlier) claimed.add(board)
    return [provider.id, [Observation.boardKey(provider), ...earlier]]
  }))
}

/** Boards that the registry says were some provider's. */
const earlierOf = (providers: ReadonlyArray<Provider>, which: (provider: Provider) => boolean): ReadonlySet<BoardKey> =>
  new Set(providers.filter(which).flatMap(({ history = [] }) => history.map(Observation.boardKey)))

const referencesOf = (tables: ReadonlyArray<HistoryTable>): ReadonlyMap<BoardKey, TableReference> =>
  new Map(tables.flatMap(({ boards, digest }) => boards.map(({ board, rows }) => [board, { digest, rows }])))
