/**
 * Which ledger today's boards are folded onto: that of the published run about the latest day that is not
 * after today, and of several about one day the newest. Likewise what each candidate's earlier runs published.
 *
 * A document, or a run, that is damaged or of a version that this program does not know is passed over and told of.
 *
 * A run that saw the very same boards on the very same day is not the past but the same observation: whoever repeats it
 * starts from where it started, and finds nothing to do.
 */
import * as Effect from "effect/Effect"
import * as Catalogue from "../artifacts/Catalogue.ts"
import type * as Earlier from "../capabilities/Earlier.ts"
import { Network } from "../capabilities/Network.ts"
import * as History from "../capabilities/History.ts"
import * as PastLedger from "../capabilities/PastLedger.ts"
import type * as Capability from "../engine/Capability.ts"
import type { NodeRecord } from "../engine/Record.ts"
import type { Digest } from "../platform/Digest.ts"
import * as VersionedDocument from "../platform/VersionedDocument.ts"
import * as Pins from "../runs/Pins.ts"
import * as Pinning from "./Pinning.ts"
import * as PublishedDocument from "../runs/PublishedDocument.ts"
import type { RunId } from "../runs/RunId.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import type * as RunRecord from "../runs/RunRecord.ts"
import * as World from "./World.ts"

export interface Past extends History.Past {
  /** What each candidate's earlier runs published. */
  readonly earlier: Earlier.Source
  /** Documents that should have served and are damaged, or of a version that is not known here, with what served instead: sentences. */
  readonly damaged: ReadonlyArray<string>
}

export const none: Past = { ...History.nothing, earlier: { of: () => null, read: () => Effect.succeed(undefined) }, damaged: [] }

/** The runs that may be the past of a day, the best first, each read when it is first asked for. */
interface Before {
  readonly runs: RunRepository.RunRepository
  /** Whether a run saw what is to be seen: what it started from serves, not what it left. */
  readonly isSame: (record: RunRecord.RunRecord) => boolean
  readonly entries: () => Iterable<Pick<Committed, "id" | "record">>
}

export const find = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, day: string, network: Capability.Bound<Network>, candidates: ReadonlyArray<string>) {
  const unread: Array<RunRepository.RunDamaged> = []
  const before: Before = { runs, isSame: (record) => isSameObservation(record, day, network), entries: remembered(runsBefore(runs, day, unread)) }
  const found = yield* ledgerOf(before)
  // Of runs that cannot be read, those after the one that serves might have.
  const missed = [...found.passed, ...unread.filter((problem) => found.run === undefined || problem.run > found.run).map(({ message }) => message)]
  return yield* pastOf(before, found, candidates, missed.map((sentence) => `${found.digest === null ? "History begins anew" : "An older ledger served"}, because ${sentence}`))
})

/** What a run leaves for the days after it; `undefined` if it published no ledger. */
export const after = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, id: RunId, record: RunRecord.RunRecord) {
  const before: Before = { runs, isSame: () => false, entries: () => [{ id, record }] }
  const found = yield* ledgerOf(before)
  if (found.digest === null) return found.passed.length === 0 ? undefined : yield* new RunRepository.RunDamaged({ run: id, file: "artifacts", reason: found.passed.join("; ") })
  return yield* pastOf(before, found, [...new Set(record.artifacts.flatMap(({ candidate }) => candidate ?? []))], [])
})

const ledgerOf = (before: Before) =>
  latest(before, { artifact: Catalogue.ledger.name, startedFrom: ({ pins }) => pins[History.History.key] && Pinning.ledgerOf(pins), misfit: unusable(before.runs) }, null)

const pastOf = Effect.fnUntraced(function*(before: Before, { content, digest }: Latest, candidates: ReadonlyArray<string>, missed: ReadonlyArray<string>) {
  const { damaged, ...earlier } = yield* earlierOf(before, candidates)
  const { disk, folder } = before.runs
  const past: Past = {
    ledger: digest === null ? null : { digest, content: content! },
    read: (digest) =>
      Effect.sync(() => {
        const found = Pins.read(disk, folder, digest)
        return found._tag === "intact" ? found.content : undefined
      }),
    earlier,
    damaged: [...missed, ...damaged]
  }
  return past
})

const remembered = <A>(source: Generator<A>): () => Iterable<A> => {
  const known: Array<A> = []
  return function*() {
    for (let index = 0;; index++) {
      if (index === known.length) {
        const next = source.next()
        if (next.done === true) return
        known.push(next.value)
      }
      yield known[index]!
    }
  }
}

/** What was published last for each candidate, by the same rules. */
const earlierOf = Effect.fnUntraced(function*(before: Before, candidates: ReadonlyArray<string>) {
  const digests = new Map<string, Digest>()
  const contents = new Map<Digest, Uint8Array>()
  const damaged: Array<string> = []
  for (const candidate of candidates) {
    for (const { artifact, key, version } of World.earlier) {
      const { content, digest, passed } = yield* latest(before, {
        artifact,
        startedFrom: ({ pins }) => pins[key]?.[candidate]?.document as Digest | null | undefined,
        misfit: (content) => VersionedDocument.misfit(version, content)
      }, candidate)
      if (digest !== null) {
        digests.set(`${key} ${candidate}`, digest)
        contents.set(digest, content)
      }
      damaged.push(...passed.map((sentence) => `${digest === null ? "No earlier" : "Older"} ${artifact} of ${candidate} served, because ${sentence}`))
    }
  }
  const source: Earlier.Source = { of: (capability, candidate) => digests.get(`${capability} ${candidate}`) ?? null, read: (digest) => Effect.succeed(contents.get(digest)) }
  return { ...source, damaged }
})

/** A document of the past: its name, which of them a run started from, and why bytes are none. */
interface Wanted {
  readonly artifact: string
  /** `undefined` where the run did not ask. */
  readonly startedFrom: (record: RunRecord.RunRecord) => Digest | null | undefined
  readonly misfit: (content: Uint8Array, digest: Digest) => string | undefined
}

type Latest =
  & {
    /** Why documents that should have served did not: sentences. */
    readonly passed: ReadonlyArray<string>
    /** The run that decided. */
    readonly run: RunId | undefined
  }
  & ({ readonly digest: Digest; readonly content: Uint8Array } | { readonly digest: null; readonly content: undefined })

/** What the same observation started from, else what a run left. */
const latest = Effect.fnUntraced(function*({ entries, isSame, runs }: Before, { artifact, misfit, startedFrom }: Wanted, candidate: string | null): Effect.fn.Return<Latest> {
  const passed: Array<string> = []
  for (const { id: run, record } of entries()) {
    const digest = startedFrom(record)
    if (digest !== undefined && isSame(record)) {
      if (digest === null) return { digest: null, content: undefined, passed, run }
      const found = Pins.read(runs.disk, runs.folder, digest)
      const problem = found._tag === "intact" ? misfit(found.content, digest) : `it is ${found._tag}`
      if (found._tag === "intact" && problem === undefined) return { digest, content: found.content, passed, run }
      passed.push(`the ${artifact} run ${run} started from cannot be used: ${problem}`)
      continue
    }
    const published = record.artifacts.find((one) => one.name === artifact && one.candidate === candidate && one.media_type === "application/json")
    if (published === undefined) continue
    const content = yield* Effect.result(RunRepository.artifact(runs, run, published))
    if (content._tag === "Failure") {
      passed.push(content.failure.message)
      continue
    }
    const problem = misfit(content.success, published.digest as Digest)
    if (problem === undefined) return { digest: published.digest as Digest, content: content.success, passed, run }
    passed.push(new PublishedDocument.ArtifactUnreadable({ run, artifact, reason: problem }).message)
  }
  return { digest: null, content: undefined, passed, run: undefined }
})

type Committed = Extract<RunRepository.Entry, { readonly state: "committed" }>

/** Published runs that may be the past of a day, the best first: the latest day before it or itself, and of one day the newest run. */
function* runsBefore(runs: RunRepository.RunRepository, day: string, unread: Array<RunRepository.RunDamaged>): Generator<Committed> {
  const seen = new Set<RunId>()
  // No day is later than the day itself, so a run about it needs no look at the others.
  for (const search of [() => RunRepository.newest(runs, { kind: "published", day }), () => RunRepository.before(runs, day)]) {
    for (const entry of search()) {
      if (entry.state === "committed") yield entry
      if (entry.state === "damaged" && !seen.has(entry.id)) unread.push(entry.problem)
      seen.add(entry.id)
    }
  }
}

/** Why a ledger, or a table it names, cannot be folded onto. */
const unusable = (runs: RunRepository.RunRepository) => (content: Uint8Array, digest: Digest): string | undefined => {
  const misfit = PastLedger.misfit(content)
  if (misfit !== undefined) return misfit
  for (const table of PastLedger.tablesIn({ digest, content })) {
    const found = Pins.read(runs.disk, runs.folder, table)
    if (found._tag !== "intact") return found._tag === "absent" ? `its table ${table} is gone` : `its table is damaged: ${found.reason}`
  }
  return undefined
}

const isSameObservation = (record: RunRecord.RunRecord, day: string, network: Capability.Bound<Network>): boolean =>
  record.as_of === day
  && Object.entries(record.pins[Network.key] ?? {}).every(([scope, { fingerprint }]) =>
    network.grants.get(Network.key)!(scope).service.fingerprint === fingerprint)

/** What the last run that computed anything recorded of a node: what a new key is explained against. Read when first asked. */
export const nodeOf = (runs: RunRepository.RunRepository): (node: string) => NodeRecord | undefined => {
  let known: ReadonlyMap<string, NodeRecord> | undefined
  return (node) => {
    known ??= lastNodes(runs)
    return known.get(node)
  }
}

const lastNodes = (runs: RunRepository.RunRepository): ReadonlyMap<string, NodeRecord> => {
  for (const entry of RunRepository.newest(runs, { kind: "computed" })) {
    if (entry.state !== "committed") continue
    const nodes = Effect.runSync(Effect.result(RunRepository.nodes(runs, entry.id, entry.record)))
    if (nodes._tag === "Success") return new Map(nodes.success.map((record) => [record.node, record]))
  }
  return new Map()
}
