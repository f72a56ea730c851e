/**
 * A run to compare or recompute, wherever it is: among the runs, as a bundle from another site, or as a bare `run.json`.
 */
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import type { NodeRecord } from "../engine/Record.ts"
import type { Store } from "../engine/Store.ts"
import type { Digest } from "../platform/Digest.ts"
import * as Disk from "../platform/Disk.ts"
import * as Bundle from "../runs/Bundle.ts"
import * as Pins from "../runs/Pins.ts"
import type { RunId } from "../runs/RunId.ts"
import type * as RunRecord from "../runs/RunRecord.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import type { Home } from "./Home.ts"

export interface RunSource {
  /** As the caller named it, with the run's id. */
  readonly name: string
  readonly runs: RunRepository.RunRepository
  readonly id: RunId
  readonly record: RunRecord.RunRecord
  readonly nodes: ReadonlyArray<NodeRecord>
}

/** Finds a run that computed a graph. A bundle is checked whole and unpacked for the scope. */
export const open = Effect.fnUntraced(function*(home: Home, reference: string) {
  const { entry, runs } = yield* locate(home, reference)
  if (entry.state === "damaged") return yield* entry.problem
  if (entry.state === "open") return yield* new Bundle.RunUnfinished({ run: entry.id })
  if (entry.record.nodes === null) return yield* new RunRepository.NothingComputed({ run: entry.id })
  const { id, record } = entry
  const source: RunSource = {
    name: reference === id ? id : `${reference} (${id})`,
    runs,
    id,
    record,
    nodes: yield* RunRepository.nodes(runs, id, record)
  }
  return source
})

const locate = Effect.fnUntraced(function*(home: Home, reference: string) {
  const disk = yield* Disk.Disk
  const path = Path.resolve(reference)
  if (disk.stat(path)?.kind !== "file") {
    const runs: RunRepository.RunRepository = { disk, folder: home.runs }
    return { runs, entry: yield* RunRepository.resolve(runs, reference, "computed") }
  }
  const bare = RunRepository.ofRecordFile(disk, path)
  if (bare !== undefined) return bare
  const bundle = yield* Bundle.open(path)
  const folder = yield* Effect.acquireRelease(
    Effect.sync(() => fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-"))),
    (folder) => Effect.sync(() => fs.rmSync(folder, { recursive: true, force: true }))
  )
  const runs: RunRepository.RunRepository = { disk, folder }
  yield* Bundle.place(runs, bundle)
  return { runs, entry: RunRepository.entry(runs, bundle.id) }
})

/** Any content a run knows by digest: an artifact, a configuration file, a pin's blob, or an output the cache still has. */
export const content = ({ id, record, runs }: RunSource, store: Store["Service"], digest: string): Effect.Effect<Uint8Array | undefined> =>
  Effect.gen(function*() {
    const artifact = record.artifacts.find((one) => one.digest === digest)
    if (artifact !== undefined) {
      const published = yield* Effect.result(RunRepository.artifact(runs, id, artifact))
      if (published._tag === "Success") return published.success
    }
    const kept = Pins.read(runs.disk, runs.folder, digest as Digest)
    return kept._tag === "intact" ? kept.content : yield* store.read(digest as Digest)
  })
