/**
 * What a run knew of every board and posting when it ended: its ledger, and the rows of the tables that the ledger names.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { HistoryUnreadable, type Ledger } from "../../schemas/Ledger.ts"
import type { PostingHistory } from "../../schemas/PostingHistory.ts"
import * as Catalogue from "../artifacts/Catalogue.ts"
import * as PastLedger from "../capabilities/PastLedger.ts"
import type { Digest } from "../platform/Digest.ts"
import * as Pins from "../runs/Pins.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import type { Home } from "./Home.ts"
import * as Published from "./Published.ts"

export interface HistoryOf {
  readonly ledger: Ledger
  readonly rows: ReadonlyArray<PostingHistory>
}

export const read = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, entry: Published.Committed, home: Home) {
  const chosen = yield* Published.choose(entry, Catalogue.ledger.name, { candidate: Option.none(), format: Option.some("json") }, home)
  const digest = chosen.digest as Digest
  const unreadable = (reason: string) => new HistoryUnreadable({ digest, reason })
  const content = yield* RunRepository.artifact(runs, entry.id, chosen)
  const { ledger, rows } = yield* Effect.mapError(Effect.fromResult(PastLedger.decode({ content, digest })), unreadable)
  const tables = PastLedger.tablesIn({ content, digest })
  const kept = yield* Effect.forEach(tables, (table) => {
    const found = Pins.read(runs.disk, runs.folder, table)
    const read = found._tag === "intact" ? PastLedger.rows(found.content, table) : Result.fail(found._tag === "absent" ? `its table ${table} is gone` : found.reason)
    return Effect.mapError(Effect.fromResult(read), unreadable)
  })
  const tableOf = new Map(ledger.boards.map(({ board, table }) => [board, table?.digest]))
  const history: HistoryOf = { ledger, rows: [...rows, ...kept.flatMap((rows, index) => rows.filter(({ board }) => tableOf.get(board) === tables[index]))] }
  return history
})
