/**
 * A run to compare, wherever it is: among the runs, or as a bare `run.json` with its folder.
 */
import * as Effect from "effect/Effect"
import * as Path from "node:path"
import type { NodeRecord } from "../engine/Record.ts"
import type { Store } from "../engine/Store.ts"
import type { Digest } from "../platform/Digest.ts"
import * as Disk from "../platform/Disk.ts"
import * as Pins from "../runs/Pins.ts"
import type * as RunRecord from "../runs/RunRecord.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import type { Home } from "./Home.ts"

export interface RunSource {
  /** As the caller named it. */
  readonly name: string
  readonly record: RunRecord.RunRecord
  readonly nodes: ReadonlyArray<NodeRecord>
  /** Any content the run knows by digest: an output, an artifact, a configuration file, a pin's blob. */
  readonly content: (digest: string) => Effect.Effect<Uint8Array | undefined>
}

export const open = Effect.fnUntraced(function*(home: Home, store: Store["Service"], reference: string) {
  const disk = yield* Disk.Disk
  const isFile = disk.stat(reference)?.kind === "file"
  const folder = isFile ? Path.dirname(Path.dirname(Path.resolve(reference))) : home.runs
  const runs: RunRepository.RunRepository = { disk, folder }
  const name = isFile ? Path.basename(Path.dirname(Path.resolve(reference))) : reference
  const entry = isFile ? RunRepository.entry(runs, name) : yield* RunRepository.resolve(runs, name, RunRepository.computed)
  return yield* ofEntry(runs, store, entry, reference)
})

const ofEntry = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, store: Store["Service"], entry: RunRepository.Entry, name: string) {
  if (entry.state === "damaged") return yield* entry.problem
  if (entry.state === "open" || entry.record.nodes === null) return yield* new RunRepository.NothingComputed({ run: entry.id })
  const { id, record } = entry
  const source: RunSource = {
    name: name === id ? id : `${name} (${id})`,
    record,
    nodes: yield* RunRepository.nodes(runs, id, record),
    content: (digest) =>
      Effect.gen(function*() {
        const artifact = record.artifacts.find((one) => one.digest === digest)
        const kept = artifact === undefined
          ? Pins.read(runs.disk, runs.folder, digest as Digest)
          : yield* Effect.match(RunRepository.artifact(runs, id, artifact), {
            onSuccess: (content): Pins.Found => ({ _tag: "intact", content }),
            onFailure: (): Pins.Found => ({ _tag: "absent" })
          })
        return kept._tag === "intact" ? kept.content : yield* store.read(digest as Digest)
      })
  }
  return source
})
