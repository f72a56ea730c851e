/**
 * Replays a run: checks what is stored of it, recomputes it, compares.
 */
import * as Effect from "effect/Effect"
import * as Disk from "../../platform/Disk.ts"
import * as RunRepository from "../../runs/RunRepository.ts"
import * as Exit from "../Exit.ts"
import * as Replay from "../Replay.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as ReplayView from "../views/ReplayView.ts"

export const replay = Effect.fnUntraced(function*(input: { readonly run: string }) {
  const { home, json } = yield* shared
  const runs = { disk: yield* Disk.Disk, folder: home.runs }
  const entry = yield* RunRepository.resolve(runs, input.run, RunRepository.computed)
  if (entry.state === "damaged") return yield* entry.problem
  if (entry.state === "open" || entry.record.nodes === null) return yield* new RunRepository.NothingComputed({ run: entry.id })
  const recorded = yield* RunRepository.nodes(runs, entry.id, entry.record)
  const replayed = yield* Replay.replay(home.runs, entry.id, entry.record, recorded)
  if (json) Terminal.json(ReplayView.document(entry.id, replayed))
  else Terminal.result(ReplayView.render(entry.id, replayed, Terminal.inkFor(process.stdout)))
  process.exitCode = exitOf(replayed)
})

/** Other bytes under the same key are a violation; under another key, a difference. */
const exitOf = ({ artifacts, deviations }: Replay.Replayed): number => {
  if (deviations.some(({ causes }) => causes.length === 0)) return Exit.codes.violated
  return deviations.length > 0 || artifacts.length > 0 ? Exit.codes.different : Exit.codes.done
}
