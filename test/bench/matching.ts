/**
 * The way from boards' bytes to a ranked list and nothing else of a day, as a process: `node matching.js HOME`. Prints how many nodes ran.
 *
 * The stages, the store, the threads and the recorded boards are those of a daily run.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { daily } from "../../graph/daily.ts"
import { clusterBoard } from "../../graph/stages/cluster-board.ts"
import { clusterPostings } from "../../graph/stages/cluster-postings.ts"
import { fetchBoard } from "../../graph/stages/fetch-board.ts"
import { rankJobs } from "../../graph/stages/rank-jobs.ts"
import { readBoard } from "../../graph/stages/read-board.ts"
import { scorePosting } from "../../graph/stages/score-posting.ts"
import { splitBoard } from "../../graph/stages/split-board.ts"
import { understandPosting } from "../../graph/stages/understand-posting.ts"
import { none, recorded } from "../../schemas/NetworkPin.ts"
import * as Today from "../../src/capabilities/Today.ts"
import * as Home from "../../src/cli/Home.ts"
import * as Preparation from "../../src/cli/Preparation.ts"
import * as Threads from "../../src/cli/Threads.ts"
import * as World from "../../src/cli/World.ts"
import * as Capability from "../../src/engine/Capability.ts"
import * as Engine from "../../src/engine/Engine.ts"
import * as Graph from "../../src/engine/Graph.ts"
import { Store } from "../../src/engine/Store.ts"
import * as RecordedNetwork from "../../src/network/RecordedNetwork.ts"
import * as SnapshotSet from "../../src/network/SnapshotSet.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as DiskStore from "../../src/store/DiskStore.ts"

const home = Home.at(process.argv[2]!)
const graph = Graph.make("matching", {
  stages: [fetchBoard, readBoard, splitBoard, understandPosting, clusterBoard, clusterPostings, scorePosting, rankJobs],
  targets: [rankJobs]
})

const program = Effect.gen(function*() {
  const { source } = yield* Preparation.settings(home)
  const { providers } = yield* SnapshotSet.load(home.snapshots)
  const network = RecordedNetwork.bound({
    pin: (provider) => {
      const found = providers[provider as keyof typeof providers]
      return found === undefined ? none : recorded(found.exchanges)
    },
    body: (digest) => Effect.mapError(SnapshotSet.body(home.snapshots, digest), ({ reason }) => reason)
  })
  const ready = Result.getOrThrow(Engine.ready(graph, {
    settings: source,
    codes: Object.fromEntries(daily.stages.map(({ name }) => [name, Digest.of(name)])),
    runtime: World.runtime(),
    capabilities: Capability.merge(network, Today.on("2026-11-20"))
  }))
  const crew = yield* Threads.crew()
  const { settled } = yield* Engine.execution(ready, { store: yield* Store, ...(crew !== undefined && { crew }), concurrency: 6, emit: () => {}, previous: () => undefined }).run
  const failed = settled.find(({ status }) => status === "failed" || status === "skipped")
  if (failed !== undefined) throw new Error(`${failed.node.id} gave nothing`)
  process.stdout.write(`${settled.filter(({ status }) => status === "ran").length}\n`)
})
await Effect.runPromise(Effect.scoped(program).pipe(Effect.provide(DiskStore.layer({ folder: home.cache }))))
