/**
 * What was known before this run: the boards of the ledger to fold today's onto, and the rows of their postings.
 *
 * A node split by providers reaches the boards of its own provider alone. The fingerprint is the digest of what is known of them, so a run
 * over equal boards and an equal past is the same run. Which past that is, the run repository decides; where it lies, nobody here knows.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { HistoryUnreadable, type BoardKey, type Ledger } from "../../schemas/Ledger.ts"
import type { PostingHistory } from "../../schemas/PostingHistory.ts"
import * as Capability from "../engine/Capability.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Digest } from "../platform/Digest.ts"
import * as PastLedger from "./PastLedger.ts"

export class History extends Context.Service<History, Capability.Shape & {
  /** With the boards of the node's provider alone, where it has one; `null` before the first run. */
  readonly ledger: Effect.Effect<Ledger | null, HistoryUnreadable>
  /** The rows of those boards, sorted by identity. */
  readonly rows: Effect.Effect<ReadonlyArray<PostingHistory>, HistoryUnreadable>
}>()("signalcraft/capabilities/History") {}

/** The ledger of an earlier run and what else it needs; `read` gives the bytes of its tables, `undefined` when they are gone. */
export interface Past {
  readonly ledger: { readonly digest: Digest; readonly content: Uint8Array } | null
  readonly read: (digest: Digest) => Effect.Effect<Uint8Array | undefined>
}

export const nothing: Past = { ledger: null, read: () => Effect.succeed(undefined) }

/** What a node's history is pinned as. */
export interface Pinned {
  readonly ledger: Digest
  readonly tables: ReadonlyArray<Digest>
}

/** @param boardsOf the boards whose postings each provider keeps */
export const from = ({ ledger, read }: Past, boardsOf: ReadonlyMap<string, ReadonlyArray<BoardKey>>): Capability.Bound<History> => {
  const past = ledger === null ? null : PastLedger.decode(ledger)
  return Capability.bind(History, (scope) => {
    if (ledger === null || past === null) {
      return { service: History.of({ fingerprint: "none", ledger: Effect.succeed(null), rows: Effect.succeed([]) }), pin: Effect.succeed({ document: null, blobs: [] }) }
    }
    const unreadable = (reason: string, digest: Digest = ledger.digest) => new HistoryUnreadable({ digest, reason })
    if (Result.isFailure(past)) {
      const failure = Effect.fail(unreadable(past.failure))
      return { service: History.of({ fingerprint: ledger.digest, ledger: failure, rows: failure }), pin: Effect.succeed(pinOf(ledger, [], read)) }
    }
    const whole = past.success.ledger
    const own = scope === null ? whole : { ...whole, boards: whole.boards.filter(({ board }) => boardsOf.get(scope)?.includes(board)) }
    const tables = [...new Set(own.boards.flatMap(({ table }) => (table === null ? [] : [table.digest as Digest])))]
    const rowsIn = Effect.fnUntraced(function*(digest: Digest) {
      if (digest === ledger.digest) return past.success.rows
      const content = yield* read(digest)
      if (content === undefined) return yield* Effect.die(new Error(`the table ${digest} of an earlier run is gone`))
      return yield* Effect.mapError(Effect.fromResult(PastLedger.rows(content, digest)), (reason) => unreadable(reason, digest))
    })
    return {
      service: History.of({
        fingerprint: scope === null ? ledger.digest : Canonical.digestUnsafe(own),
        ledger: Effect.succeed(own),
        rows: Effect.map(Effect.forEach(tables, rowsIn), (lists) => rowsOf(own, tables, lists))
      }),
      pin: Effect.succeed(pinOf(ledger, scope === null ? [] : tables, read))
    }
  })
}

/** A table may hold rows of boards that are kept elsewhere by now. */
const rowsOf = ({ boards }: Ledger, tables: ReadonlyArray<Digest>, lists: ReadonlyArray<ReadonlyArray<PostingHistory>>): ReadonlyArray<PostingHistory> => {
  const table = new Map(boards.map((board) => [board.board, board.table?.digest]))
  const own = lists.map((rows, index) => rows.filter(({ board }) => table.get(board) === tables[index]))
  return own.length === 1 ? own[0]! : own.flat().sort((a, b) => Canonical.compare(a.id, b.id))
}

const pinOf = (ledger: NonNullable<Past["ledger"]>, tables: ReadonlyArray<Digest>, read: Past["read"]): Capability.Pin => ({
  document: { ledger: ledger.digest, tables },
  blobs: [
    { digest: ledger.digest, content: Effect.succeed(ledger.content) },
    ...tables.filter((digest) => digest !== ledger.digest).map((digest) => ({ digest, content: read(digest) }))
  ]
})
