/**
 * Replays a run: reads back what is stored of it, recomputes it, compares.
 */
import * as Effect from "effect/Effect"
import type { Digest } from "../../platform/Digest.ts"
import * as Verification from "../../runs/Verification.ts"
import * as DiskStore from "../../store/DiskStore.ts"
import * as Unwritable from "../../store/Unwritable.ts"
import * as Exit from "../Exit.ts"
import type { Home } from "../Home.ts"
import * as Replay from "../Replay.ts"
import { shared } from "../Root.ts"
import * as RunSource from "../RunSource.ts"
import * as Terminal from "../Terminal.ts"
import * as ReplayView from "../views/ReplayView.ts"

export const replay = Effect.fnUntraced(function*(input: { readonly run: string }) {
  const { home, json } = yield* shared
  yield* Effect.scoped(Effect.gen(function*() {
    const source = yield* RunSource.open(home, input.run)
    const damages = yield* damagesOf(home, source)
    const replayed = damages.length > 0 ? undefined : yield* Replay.replay(source)
    if (json) Terminal.json(ReplayView.document(source.id, damages, replayed))
    else Terminal.result(ReplayView.render(source.id, damages, replayed, Terminal.inkFor(process.stdout)))
    process.exitCode = exitOf(replayed)
  }))
})

const exitOf = (replayed: Replay.Replayed | undefined): number => {
  if (replayed === undefined || Replay.isViolated(replayed)) return Exit.codes.violated
  return Replay.deviations(replayed).length > 0 || replayed.artifacts.length > 0 ? Exit.codes.different : Exit.codes.done
}

/** What is stored of the run and is not what was recorded: its files, its pins, and its outputs where the cache still has them. */
const damagesOf = Effect.fnUntraced(function*(home: Home, { id, nodes, runs }: RunSource.RunSource) {
  const report = yield* Unwritable.attempt(() => Verification.verifyUnsafe(runs, [id], { strayBlobs: false }))
  const stored = report.problems.map(({ file, reason }) => ({ what: `runs/${file}`, reason }))
  const store = yield* DiskStore.make({ folder: home.cache })
  const outputs = new Map(nodes.flatMap((node) => (node.status === "ok" ? [[node.output, node.node] as const] : [])))
  yield* store.intact(outputs.keys())
  const cached = (yield* store.damages).flatMap(({ name, reason }) => {
    const node = outputs.get(name as Digest)
    return node === undefined ? [] : [{ what: `the recorded output of ${node} in the cache (${name})`, reason }]
  })
  const damages: ReadonlyArray<ReplayView.Damaged> = [...stored, ...cached]
  return damages
})
