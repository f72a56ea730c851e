/**
 * Compares a snapshot set with its manifest.
 */
import * as Effect from "effect/Effect"
import * as Path from "node:path"
import * as SnapshotSet from "../../network/SnapshotSet.ts"
import * as Completeness from "../Completeness.ts"
import * as Exit from "../Exit.ts"
import * as RecordedPages from "../RecordedPages.ts"
import * as RegistryFile from "../RegistryFile.ts"
import { root, shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as SnapshotView from "../views/SnapshotView.ts"

export const snapshotVerify = Effect.fnUntraced(function*(input: { readonly folder: string; readonly complete: boolean }) {
  const { json } = yield* root
  const folder = Path.resolve(input.folder)
  const { providers } = yield* SnapshotSet.load(folder)
  const problems = yield* SnapshotSet.verify(folder)
  const exchanges = Object.values(providers).reduce((sum, provider) => sum + provider.exchanges.length, 0)
  const gaps = input.complete ? yield* missing(folder) : []
  const verified: SnapshotView.Verified = { folder, providers: Object.keys(providers).length, exchanges, problems, gaps }
  if (json) Terminal.json(SnapshotView.verifiedDocument(verified))
  else Terminal.result(SnapshotView.renderVerified(verified, Terminal.inkFor(process.stdout)))
  process.exitCode = SnapshotView.isSound(verified) ? Exit.codes.done : Exit.codes.violated
})

/** The boards of the registry that the set does not hold whole. */
const missing = Effect.fnUntraced(function*(folder: string) {
  const { home } = yield* shared
  const { providers } = yield* RegistryFile.read(home)
  return yield* Completeness.gaps(yield* RecordedPages.load(folder), providers)
})
