/**
 * History as a fold: yesterday's ledger and today's boards give today's ledger.
 *
 * Only a complete answer may close a posting, and an answer without a single posting closes none: a board that emptied at
 * once has moved or died. Boards are known by (system, board), so renaming a provider changes no history. Rows of a board
 * that failed, emptied, was disabled, left the registry or answered with what it said on an earlier day stay as they are. Rows of an
 * employer that does not want to be read are withdrawn, those of the boards it had before too.
 */
import type { Stale, Withheld } from "../../schemas/Board.ts"
import type { Day } from "../../schemas/Day.ts"
import type { BoardKey, BoardStatus, Ledger, LedgerBoard, LedgerRow } from "../../schemas/Ledger.ts"
import type { Posting, PostingId } from "../../schemas/Posting.ts"
import type { Provider } from "../../schemas/Provider.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as PostingDiff from "./PostingDiff.ts"
import * as Settled from "./Settled.ts"

/** What a day adds. `postings` of a result are everything its board serves; a row `withheld` as unusable is served and cannot be read. */
export interface Today {
  readonly as_of: Day
  readonly providers: ReadonlyArray<Provider>
  readonly results: Settled.Results<{ readonly postings: ReadonlyArray<Posting>; readonly partial?: string | null; readonly structure?: string | null; readonly stale?: Stale; readonly withheld?: ReadonlyArray<Pick<Withheld, "row" | "reason">> }>
}

/**
 * A day follows a ledger of an earlier day, or of its own (boards may be read twice a day), or none. `fold` takes this for
 * granted; its stage fails with `HistoryAhead`.
 */
export const follows = (as_of: Day, previous: Ledger | null): boolean => previous === null || previous.as_of <= as_of

export const fold = (previous: Ledger | null, today: Today): Ledger => {
  const boards = foldBoards(previous?.boards ?? [], today)
  const observed = new Map(boards.filter((board) => board.status === "observed").map((board) => [board.board, board]))
  const served = servedBy(observed, today)
  const unreadable = unreadableIn(today)
  const partial = partialIn(today)
  const observedBefore = new Map((previous?.boards ?? []).map(({ board, observed_on }) => [board, observed_on]))
  const withdrawn = withdrawnBy(today.providers)
  const kept = (previous?.rows ?? []).filter(({ board }) => !withdrawn.has(board)).map((row): LedgerRow => {
    const posting = served.get(row.id)
    if (posting !== undefined) return carry(row, posting, today.as_of)
    if (row.state === "closed" || !observed.has(row.board) || partial.has(row.board) || unreadable.has(row.id)) return row
    return { ...row, state: "closed", last_seen: observedBefore.get(row.board) ?? row.first_seen, closed_on: today.as_of }
  })
  const known = new Set(kept.map(({ id }) => id))
  const fresh = [...served.values()].filter(({ id }) => !known.has(id)).map((posting) => open(posting, today.as_of))
  return {
    schema_version: 1,
    as_of: today.as_of,
    boards,
    rows: [...kept, ...fresh].sort((a, b) => Canonical.compare(a.id, b.id))
  }
}

export const boardKey = ({ system, board }: Pick<Provider, "system" | "board">): BoardKey => `${system}/${board.toLowerCase()}`

/** Boards, present and earlier, of employers that do not want to be read. */
const withdrawnBy = (providers: ReadonlyArray<Provider>): ReadonlySet<BoardKey> =>
  new Set(providers.flatMap((provider) => (provider.tombstone === undefined ? [] : [boardKey(provider), ...(provider.history ?? []).map(boardKey)])))

const foldBoards = (previous: ReadonlyArray<LedgerBoard>, today: Today): ReadonlyArray<LedgerBoard> => {
  const before = new Map(previous.map((board) => [board.board, board]))
  const results = Settled.byProvider(today.results)
  const named = today.providers.map((provider) => foldBoard(before.get(boardKey(provider)), provider, results.get(provider.id), today.as_of))
  const keys = new Set(named.map(({ board }) => board))
  const withdrawn = withdrawnBy(today.providers)
  const removed = previous.filter(({ board }) => !keys.has(board)).map((board) => withStatus(board, withdrawn.has(board.board) ? "withdrawn" : "removed", today.as_of))
  return [...named, ...removed].sort((a, b) => Canonical.compare(a.board, b.board))
}

type Served = Today["results"][number]

const foldBoard = (before: LedgerBoard | undefined, provider: Provider, result: Served | undefined, as_of: Day): LedgerBoard => {
  const board: LedgerBoard = {
    board: boardKey(provider),
    status: before?.status ?? "observed",
    since: before?.since ?? as_of,
    first_observed: before?.first_observed ?? null,
    observed_on: before?.observed_on ?? null,
    served: before?.served ?? 0,
    provider: provider.id,
    ...(before?.structure !== undefined && { structure: before.structure })
  }
  if (provider.tombstone !== undefined) return withStatus(board, "withdrawn", as_of)
  if (!provider.enabled) return withStatus(board, "disabled", as_of)
  if (isEmptyAnswer(result) && board.served > 0) return withStatus(board, "emptied", as_of)
  if (result?._tag !== "ok" || result.value.stale !== undefined) return withStatus(board, "unavailable", as_of)
  const served = result.value.postings.length
  if (served === 0 && board.served > 0) return withStatus(board, "emptied", as_of)
  const { structure: _, ...observed } = withStatus(board, "observed", as_of)
  const { structure = null } = result.value
  return { ...observed, first_observed: board.first_observed ?? as_of, observed_on: as_of, served, ...(structure !== null && { structure }) }
}

/** Systems that answer alike for boards without postings and for none: of a board that had postings, it has emptied. */
const isEmptyAnswer = (result: Served | undefined): boolean => result?._tag === "failed" && result.error._tag === "EmptyBoard"

const withStatus = (board: LedgerBoard, status: BoardStatus, as_of: Day): LedgerBoard =>
  board.status === status ? board : { ...board, status, since: as_of }

const servedBy = (observed: ReadonlyMap<BoardKey, LedgerBoard>, { providers, results }: Today): ReadonlyMap<PostingId, Posting> => {
  const byProvider = Settled.byProvider(results)
  const served = new Map<PostingId, Posting>()
  for (const provider of providers) {
    const result = byProvider.get(provider.id)
    if (result?._tag !== "ok" || !observed.has(boardKey(provider))) continue
    for (const posting of result.value.postings) served.set(posting.id, posting)
  }
  return served
}

/** Postings whose rows are on a board and cannot be read today: they stay as they were. */
const unreadableIn = ({ providers, results }: Today): ReadonlySet<string> => {
  const byProvider = Settled.byProvider(results)
  return new Set(providers.flatMap((provider) => {
    const result = byProvider.get(provider.id)
    if (result?._tag !== "ok") return []
    return (result.value.withheld ?? []).filter(({ reason }) => reason === "unusable").map(({ row }) => `${boardKey(provider)}/${row}`)
  }))
}

/** Boards of which only a part was answered: what is absent from them says nothing. */
const partialIn = ({ providers, results }: Today): ReadonlySet<BoardKey> => {
  const byProvider = Settled.byProvider(results)
  return new Set(providers.filter(({ id }) => {
    const result = byProvider.get(id)
    return result?._tag === "ok" && typeof result.value.partial === "string"
  }).map(boardKey))
}

const carry = (row: LedgerRow, posting: Posting, as_of: Day): LedgerRow => ({
  ...open(posting, row.first_seen),
  reopened_on: row.state === "closed" ? as_of : row.reopened_on
})

const open = (posting: Posting, first_seen: Day): LedgerRow => {
  const facts = PostingDiff.facts(posting)
  return {
    id: posting.id,
    board: boardKey(posting),
    provider: posting.provider,
    state: "open",
    first_seen,
    last_seen: null,
    closed_on: null,
    reopened_on: null,
    url: posting.url,
    facts,
    digest: PostingDiff.digest(facts)
  }
}
