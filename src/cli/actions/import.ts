/**
 * Takes a run from a bundle.
 */
import * as Effect from "effect/Effect"
import * as Path from "node:path"
import * as Disk from "../../platform/Disk.ts"
import * as Archive from "../../runs/Archive.ts"
import * as Bundle from "../../runs/Bundle.ts"
import * as Indexing from "../../runs/Indexing.ts"
import * as Lease from "../../store/Lease.ts"
import * as Owner from "../../store/Owner.ts"
import * as Unwritable from "../../store/Unwritable.ts"
import * as InputFile from "../InputFile.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as ImportView from "../views/ImportView.ts"

export const importRun = Effect.fnUntraced(function*({ file }: { readonly file: string }) {
  const { home, json } = yield* shared
  const disk = yield* Disk.Disk
  const { bytes } = yield* InputFile.read(file, Archive.maximumBytes)
  const bundle = yield* Bundle.decode(file === "-" ? "stdin" : file, bytes)
  const runs = { disk, folder: home.runs }
  const placed = yield* Effect.scoped(Effect.andThen(
    Lease.acquire({ path: Path.join(home.state, "lease.json"), owner: Owner.current(`import of ${bundle.id}`) }),
    Effect.tap(Bundle.place(runs, bundle), Unwritable.attempt(() => Indexing.update(runs)))
  ))
  const imported = { bundle, placed }
  if (json) Terminal.json(ImportView.document(imported))
  else Terminal.result(ImportView.render(imported, Terminal.inkFor(process.stdout)))
})
