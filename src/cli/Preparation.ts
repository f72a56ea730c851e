/**
 * What stands before any run, plan or explanation: settings read, code identified, the recorded boards found, the past chosen.
 *
 * Reads everything, writes nothing, takes no lease.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as fs from "node:fs"
import * as Path from "node:path"
import { Budgets, generous } from "../../schemas/Budgets.ts"
import { type NetworkPin, none, recorded } from "../../schemas/NetworkPin.ts"
import type { Policies } from "../../schemas/Policy.ts"
import { isLive, isRead } from "../../schemas/Provider.ts"
import type { Provider, ProviderId } from "../../schemas/Provider.ts"
import type { SnapshotManifest } from "../../schemas/SnapshotSet.ts"
import { daily } from "../../graph/daily.ts"
import { policies, registry } from "../../graph/settings.ts"
import * as CodeTable from "../build/CodeTable.ts"
import * as Marks from "../capabilities/Marks.ts"
import type { Network } from "../capabilities/Network.ts"
import * as Requests from "../capabilities/Requests.ts"
import type * as Capability from "../engine/Capability.ts"
import * as Engine from "../engine/Engine.ts"
import * as Graph from "../engine/Graph.ts"
import * as Setting from "../engine/Setting.ts"
import * as RecordedNetwork from "../network/RecordedNetwork.ts"
import * as SnapshotSet from "../network/SnapshotSet.ts"
import type { Digest } from "../platform/Digest.ts"
import type * as RunRepository from "../runs/RunRepository.ts"
import * as ConfigFolder from "./ConfigFolder.ts"
import type { Home } from "./Home.ts"
import type { Live } from "./LiveBoards.ts"
import type { MarkedPostings } from "./MarkedPostings.ts"
import * as Past from "./Past.ts"
import * as World from "./World.ts"

export interface Request {
  readonly home: Home
  /** The day the run is about, `YYYY-MM-DD`. */
  readonly day: string
  /** The snapshot set to read boards from; `null` for the home's own, with what live boards answered last. */
  readonly snapshots: string | null
  /** Whether boards that are read live are to be asked. */
  readonly live: boolean
}

/** The configuration, as far as it can be read, and all that is wrong with it. */
export interface Settings {
  readonly source: Setting.Source
  /** Empty where the registry itself does not hold. */
  readonly providers: ReadonlyArray<Provider>
  /** Digest of the registry in canonical form; `null` where it does not hold. */
  readonly registryHash: string | null
  /** `null` where they do not hold. */
  readonly policies: Policies | null
  readonly budgets: Budgets
  readonly problems: ReadonlyArray<Setting.Problem>
}

/** `config/budgets.v1.json`: read at the door alone. What a board answered does not depend on what asking it may cost. */
const budgets = Setting.optional(Setting.make("budgets.v1", Budgets), { ...generous })

export const nothing: Settings = { source: {}, providers: [], registryHash: null, policies: null, budgets: generous, problems: [] }

/** What of the configuration a run reads. */
export const settingFiles: ReadonlyArray<string> = [...Graph.settingFiles(daily), budgets.file]

export const settings = (home: Home): Effect.Effect<Settings> => Effect.map(ConfigFolder.read(home.config, settingFiles), understood)

/** What the graph finds in files that were read. */
export const understood = ({ problems, source }: ConfigFolder.Configuration): Settings => {
  const unreadable = new Set(problems.map(({ file }) => file))
  const misread = Result.match(Graph.nodes(daily, source), { onSuccess: () => [], onFailure: (found) => found })
  const overspent = Result.match(Setting.read(budgets, source), { onSuccess: () => [], onFailure: (found) => found })
  const providers = Result.getOrUndefined(Setting.read(registry, source))
  return {
    source,
    providers: providers?.value ?? [],
    registryHash: providers?.digest ?? null,
    policies: Result.getOrUndefined(Setting.read(policies, source))?.value ?? null,
    budgets: Result.getOrUndefined(Setting.read(budgets, source))?.value ?? generous,
    problems: [...problems, ...[...misread, ...overspent].filter(({ file }) => !unreadable.has(file))]
  }
}

/** Checked parts of the world that do not depend on other runs. */
export interface Parts {
  readonly settings: Settings
  readonly codes: Graph.Codes
  readonly commit: string | null
  readonly recordings: ReadonlyArray<Recording>
}

export const parts = Effect.fnUntraced(function*(request: Request, settings: Settings) {
  if (settings.problems.length > 0) return yield* new ConfigFolder.BadConfig({ problems: settings.problems })
  const parts: Parts = { settings, codes: yield* CodeTable.load, commit: yield* CodeTable.commit, recordings: yield* recordingsOf(request, settings) }
  return parts
})

/** Which boards are asked before the graph begins. */
export const liveIn = (request: Request, { providers }: Settings): ReadonlyArray<Provider> =>
  request.live && request.snapshots === null ? providers.filter(isLive) : []

export const ready = Effect.fnUntraced(function*(request: Request, parts: Parts, runs: RunRepository.RunRepository, live: Live = nobody) {
  const { codes, settings } = parts
  const network = RecordedNetwork.bound({
    pin: (provider) => live.pins.get(provider) ?? recordedIn(parts.recordings, provider),
    body: (digest) => bodyIn(parts.recordings, live, digest)
  })
  const past = yield* Past.find(runs, request.day, network, Object.keys(Object(settings.source["candidates/"])))
  const marks = yield* marksOf(request.home, runs, settings)
  const ready = yield* joined({ settings, codes }, {
    day: request.day,
    network,
    requests: Requests.from(live.requests, (digest) => Effect.succeed(live.bodies.get(digest))),
    marks: Marks.from((candidate) => marks.get(candidate)?.marked ?? []),
    past
  })
  const damaged = [...marks].flatMap(([candidate, { damaged }]) => (damaged > 0 ? [`${damaged} lines of the marks of ${candidate} do not hold and were passed over: graph marks --candidate ${candidate}`] : []))
  const prepared: Prepared = { ready, remarks: [...live.remarks, ...damaged, ...past.damaged] }
  return prepared
})

export interface Prepared {
  readonly ready: Engine.Ready
  /** What was met and gone round: sentences. */
  readonly remarks: ReadonlyArray<string>
}

/** The daily graph over what a day is given. */
export const joined = ({ codes, settings }: Pick<Parts, "codes" | "settings">, given: {
  readonly day: string
  readonly network: Capability.Bound<Network>
  readonly requests: Capability.Bound<Requests.Requests>
  readonly marks: Capability.Bound<Marks.Marks>
  readonly past: Past.Past
}): Effect.Effect<Engine.Ready, ConfigFolder.BadConfig> => {
  const { day, marks, network, past, requests } = given
  const world = World.make({ settings: settings.source, codes, runtime: World.runtime(), day, network, requests, marks, past, earlier: past.earlier, providers: settings.providers })
  return Effect.mapError(Effect.fromResult(Engine.ready(daily, world)), (problems) => new ConfigFolder.BadConfig({ problems }))
}

/** All of it, for whoever needs no lease in between. */
export const all = Effect.fnUntraced(function*(request: Request, runs: RunRepository.RunRepository) {
  return yield* ready(request, yield* parts(request, yield* settings(request.home)), runs)
})

/** Loaded where somebody marked something. */
const marksOf = Effect.fnUntraced(function*(home: Home, { disk }: RunRepository.RunRepository, { source }: Settings) {
  if (disk.stat(Path.join(home.state, "candidates")) === undefined) return new Map<string, MarkedPostings>()
  const { marked } = yield* Effect.promise(() => import("./MarkedPostings.ts"))
  return marked(disk, home, Object.keys(Object(source["candidates/"])))
})

const nobody: Live = { pins: new Map(), requests: Requests.none, bodies: new Map(), remarks: [] }

/** A snapshot set that answers. */
interface Recording {
  readonly folder: string
  readonly manifest: SnapshotManifest
}

/** The set that was named alone; else what live boards answered last, before the home's own set, which may be absent where all are live. */
const recordingsOf = Effect.fnUntraced(function*({ home, snapshots }: Request, { providers }: Settings) {
  const load = (folder: string) => Effect.map(SnapshotSet.load(folder), (manifest): Recording => ({ folder, manifest }))
  if (snapshots !== null) return [yield* load(snapshots)]
  // One that cannot be read is for whoever asks the boards to set aside.
  const live = providers.some(isLive) ? yield* Effect.match(load(home.boards), { onFailure: () => [], onSuccess: (one) => [one] }) : []
  const isNeeded = !providers.some(isLive) || providers.some((provider) => isRead(provider) && !isLive(provider))
  return [...live, ...(isNeeded || fs.existsSync(Path.join(home.snapshots, "manifest.json")) ? [yield* load(home.snapshots)] : [])]
})

const recordedIn = (recordings: ReadonlyArray<Recording>, provider: string): NetworkPin => {
  for (const { manifest } of recordings) {
    const found = manifest.providers[provider as ProviderId]
    if (found !== undefined) return recorded(found.exchanges)
  }
  return none
}

const bodyIn = Effect.fnUntraced(function*(recordings: ReadonlyArray<Recording>, live: Live, digest: Digest): Effect.fn.Return<Uint8Array, string> {
  const fresh = live.bodies.get(digest)
  if (fresh !== undefined) return fresh
  let reason = "no snapshot set holds it"
  for (const { folder } of recordings) {
    const found = yield* Effect.result(SnapshotSet.body(folder, digest))
    if (Result.isSuccess(found)) return found.success
    reason = found.failure.reason
  }
  return yield* Effect.fail(reason)
})
