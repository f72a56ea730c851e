/**
 * Builds the index of the runs anew.
 */
import * as Effect from "effect/Effect"
import * as Path from "node:path"
import * as Disk from "../../platform/Disk.ts"
import * as Sqlite from "../../platform/Sqlite.ts"
import * as Indexing from "../../runs/Indexing.ts"
import * as Lease from "../../store/Lease.ts"
import * as Owner from "../../store/Owner.ts"
import * as Unwritable from "../../store/Unwritable.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as IndexView from "../views/IndexView.ts"

export const indexRebuild = Effect.fnUntraced(function*() {
  const { home, json } = yield* shared
  yield* Sqlite.required
  const runs = { disk: yield* Disk.Disk, folder: home.runs }
  const indexed = yield* Effect.scoped(Effect.andThen(
    Lease.acquire({ path: Path.join(home.state, "lease.json"), owner: Owner.current("index rebuild") }),
    Unwritable.attempt(() => Indexing.rebuild(runs))
  ))
  if (json) Terminal.json(IndexView.rebuiltDocument(indexed))
  else Terminal.result(IndexView.rebuilt(indexed, Terminal.inkFor(process.stdout)))
})
