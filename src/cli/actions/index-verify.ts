/**
 * Holds the index of the runs against their records.
 */
import * as Effect from "effect/Effect"
import * as Disk from "../../platform/Disk.ts"
import * as Sqlite from "../../platform/Sqlite.ts"
import * as Indexing from "../../runs/Indexing.ts"
import * as Unwritable from "../../store/Unwritable.ts"
import * as Exit from "../Exit.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as IndexView from "../views/IndexView.ts"

const codes: Readonly<Record<Indexing.Verdict["state"], number>> = {
  in_step: Exit.codes.done,
  absent: Exit.codes.different,
  behind: Exit.codes.different,
  foreign: Exit.codes.violated,
  damaged: Exit.codes.violated,
  contradicts: Exit.codes.violated
}

export const indexVerify = Effect.fnUntraced(function*() {
  const { home, json } = yield* shared
  yield* Sqlite.required
  const runs = { disk: yield* Disk.Disk, folder: home.runs }
  const verified = yield* Unwritable.attempt(() => Indexing.verify(runs))
  if (json) Terminal.json(IndexView.document(verified))
  else Terminal.result(IndexView.render(verified, Terminal.inkFor(process.stdout)))
  process.exitCode = codes[verified.verdict.state]
})
