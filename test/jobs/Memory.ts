/**
 * Everything the stages of history keep from day to day, folded as they fold it: in one step, in memory.
 */
import type { Changes as ChangesDocument } from "../../schemas/Changes.ts"
import type { BoardKey, Ledger as LedgerDocument } from "../../schemas/Ledger.ts"
import type { Posting } from "../../schemas/Posting.ts"
import { type HistoryTable, type PostingHistory, type Traits, unknown } from "../../schemas/PostingHistory.ts"
import { isRead, type Provider } from "../../schemas/Provider.ts"
import * as Changes from "../../src/jobs/Changes.ts"
import * as History from "../../src/jobs/History.ts"
import * as Ledger from "../../src/jobs/Ledger.ts"
import * as Observation from "../../src/jobs/Observation.ts"
import * as Settled from "../../src/jobs/Settled.ts"

export interface Today {
  readonly as_of: string
  readonly providers: ReadonlyArray<Provider>
  readonly results: Settled.Results<Omit<Observation.Reading, "postings"> & { readonly postings: ReadonlyArray<Posting> }>
}

export interface Memory {
  readonly ledger: LedgerDocument
  /** The rows of every table, by the table's digest. */
  readonly tables: ReadonlyMap<string, ReadonlyArray<PostingHistory>>
  /** What happened since the memory before. */
  readonly changes: ChangesDocument
}

export const rows = (memory: Memory | null): ReadonlyArray<PostingHistory> => (memory?.ledger.boards ?? []).flatMap(({ board }) => rowsOf(memory, board))

export const rowsOf = (memory: Memory | null, key: BoardKey): ReadonlyArray<PostingHistory> => {
  const digest = memory?.ledger.boards.find(({ board }) => board === key)?.table?.digest
  return digest === undefined ? [] : memory!.tables.get(digest)!.filter(({ board }) => board === key)
}

export interface Options {
  readonly traits?: (posting: Posting) => Traits
  /** How a table is known; by its bytes unless that costs too much. */
  readonly table?: (rows: ReadonlyArray<PostingHistory>) => HistoryTable
}

export const fold = (memory: Memory | null, today: Today, { table = History.table, traits = () => unknown }: Options = {}): Memory => {
  const before = new Map((memory?.ledger.boards ?? []).map((board) => [board.board, board]))
  const results = Settled.byProvider(today.results)
  const boards = new Map<string, LedgerDocument["boards"][number]>()
  const tables: Array<HistoryTable> = []
  const kept = new Map<string, ReadonlyArray<PostingHistory>>(memory?.tables)
  const owned = Ledger.boardsOf(today.providers)
  const pieces: Array<readonly [before: ReadonlyArray<PostingHistory>, after: ReadonlyArray<PostingHistory>]> = []
  for (const provider of today.providers.filter(isRead)) {
    const result = results.get(provider.id)
    const keys = owned.get(provider.id)!
    const known = before.get(keys[0]!)
    const observation = Observation.of(known, provider, result, today.as_of)
    const digests = new Set(keys.map((key) => before.get(key)?.table?.digest))
    const whole = digests.size === 1 ? memory?.tables.get([...digests][0]!) : undefined
    const earlier = whole?.every(({ board }) => keys.includes(board)) ? whole : keys.flatMap((key) => rowsOf(memory, key))
    const later = History.fold(earlier, known, observation, result?._tag === "ok" ? result.value.postings.map((posting) => ({ posting, traits: traits(posting) })) : [])
    boards.set(provider.id, observation.board)
    const made = table(later)
    tables.push(made)
    kept.set(made.digest, later)
    pieces.push([earlier, later])
  }
  const ledger = Ledger.fold(memory?.ledger ?? null, { as_of: today.as_of, providers: today.providers, boards, tables })
  const { current, known } = Changes.viewOf(memory?.ledger.boards ?? [], ledger.boards)
  const changes = Changes.join(memory?.ledger ?? null, ledger, pieces.map(([from, to]) => Changes.ofPostings(from, to, known, current)))
  const named = new Set(ledger.boards.map(({ table }) => table?.digest))
  return { ledger, tables: new Map([...kept].filter(([digest]) => named.has(digest))), changes }
}
