/**
 * What stands before any run, plan or explanation: settings read, code identified, the recorded boards found, the past chosen.
 *
 * Reads everything, writes nothing, takes no lease.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Provider } from "../../schemas/Provider.ts"
import type { Exchange } from "../../schemas/SnapshotSet.ts"
import { daily } from "../../graph/daily.ts"
import { registry } from "../../graph/settings.ts"
import * as CodeTable from "../build/CodeTable.ts"
import type { Network } from "../capabilities/Network.ts"
import type * as Capability from "../engine/Capability.ts"
import * as Engine from "../engine/Engine.ts"
import * as Graph from "../engine/Graph.ts"
import * as Setting from "../engine/Setting.ts"
import * as RecordedNetwork from "../network/RecordedNetwork.ts"
import * as SnapshotSet from "../network/SnapshotSet.ts"
import type * as RunRepository from "../runs/RunRepository.ts"
import * as ConfigFolder from "./ConfigFolder.ts"
import type { Home } from "./Home.ts"
import * as Past from "./Past.ts"
import * as World from "./World.ts"

export interface Request {
  readonly home: Home
  /** The day the run is about, `YYYY-MM-DD`. */
  readonly day: string
  /** The snapshot set to read boards from. */
  readonly snapshots: string
}

/** The configuration, as far as it can be read, and all that is wrong with it. */
export interface Settings {
  readonly source: Setting.Source
  /** Empty where the registry itself does not hold. */
  readonly providers: ReadonlyArray<Provider>
  readonly problems: ReadonlyArray<Setting.Problem>
}

export const settings = Effect.fnUntraced(function*(home: Home) {
  const { problems, source } = yield* ConfigFolder.read(home.config, Graph.settingFiles(daily))
  const unreadable = new Set(problems.map(({ file }) => file))
  const misread = Result.match(Graph.nodes(daily, source), { onSuccess: () => [], onFailure: (found) => found })
  const read: Settings = {
    source,
    providers: Result.getOrElse(Result.map(Setting.read(registry, source), ({ value }) => value), () => []),
    problems: [...problems, ...misread.filter(({ file }) => !unreadable.has(file))]
  }
  return read
})

/** Checked parts of the world that do not depend on other runs. */
export interface Parts {
  readonly settings: Settings
  readonly codes: Graph.Codes
  readonly network: Capability.Bound<Network>
}

export const parts = Effect.fnUntraced(function*(request: Request, settings: Settings) {
  if (settings.problems.length > 0) return yield* new ConfigFolder.BadConfig({ problems: settings.problems })
  const parts: Parts = { settings, codes: yield* CodeTable.load, network: yield* recorded(request.snapshots) }
  return parts
})

export const ready = Effect.fnUntraced(function*(request: Request, parts: Parts, runs: RunRepository.RunRepository) {
  const { codes, network, settings } = parts
  const past = yield* Past.find(runs, request.day, network)
  const world = World.make({
    settings: settings.source,
    codes,
    runtime: World.runtime(),
    day: request.day,
    network,
    ledger: past.ledger,
    readLedger: past.read
  })
  const ready = yield* Effect.mapError(Effect.fromResult(Engine.ready(daily, world)), (problems) => new ConfigFolder.BadConfig({ problems }))
  return { ready, remarks: past.damaged.map((sentence) => `An older ledger served, because ${sentence}`) }
})

/** All of it, for whoever needs no lease in between. */
export const all = Effect.fnUntraced(function*(request: Request, runs: RunRepository.RunRepository) {
  return yield* ready(request, yield* parts(request, yield* settings(request.home)), runs)
})

const recorded = Effect.fnUntraced(function*(snapshots: string) {
  const manifest = yield* SnapshotSet.load(snapshots)
  const providers = manifest.providers as { readonly [provider: string]: { readonly exchanges: ReadonlyArray<Exchange> } }
  return RecordedNetwork.bound({
    exchanges: (provider) => providers[provider]?.exchanges ?? [],
    body: (digest) => Effect.mapError(SnapshotSet.body(snapshots, digest), ({ reason }) => reason)
  })
})
