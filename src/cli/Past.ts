/**
 * Which ledger today's boards are folded onto: that of the published run about the latest day that is not
 * after today, and of several about one day the newest.
 *
 * A ledger, or a run, that is damaged or of a version that this program does not know is passed over and told of.
 *
 * A run that saw the very same boards on the very same day is not the past but the same observation: whoever repeats it
 * starts from where it started, and finds nothing to do.
 */
import * as Effect from "effect/Effect"
import * as Catalogue from "../artifacts/Catalogue.ts"
import { Network } from "../capabilities/Network.ts"
import * as History from "../capabilities/History.ts"
import * as PastLedger from "../capabilities/PastLedger.ts"
import type * as Capability from "../engine/Capability.ts"
import type { NodeRecord } from "../engine/Record.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Digest } from "../platform/Digest.ts"
import * as Pins from "../runs/Pins.ts"
import * as Pinning from "./Pinning.ts"
import * as PublishedDocument from "../runs/PublishedDocument.ts"
import type { RunId } from "../runs/RunId.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import type * as RunRecord from "../runs/RunRecord.ts"

export interface Past extends History.Past {
  /** Ledgers that should have served and are damaged, or of a version that is not known here: sentences. */
  readonly damaged: ReadonlyArray<string>
}

export const none: Past = { ...History.nothing, damaged: [] }

export const find = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, day: string, network: Capability.Bound<Network>) {
  const damaged: Array<string> = []
  const unread: Array<RunRepository.RunDamaged> = []
  // Of runs that cannot be read, those after the one that serves might have.
  const told = (id: RunId | undefined) => [...damaged, ...unread.filter(({ run }) => id === undefined || run > id).map(({ message }) => message)]
  for (const { id, record } of candidates(runs, day, unread)) {
    if (isSameObservation(record, day, network)) {
      const ledger = Pinning.ledgerOf(record.pins)
      if (ledger === null) return { ...none, damaged: told(id) }
      const found = Pins.read(runs.disk, runs.folder, ledger)
      const problem = found._tag === "intact" ? unusable(runs, { digest: ledger, content: found.content }) : `it is ${found._tag}`
      if (found._tag === "intact" && problem === undefined) return past(runs, { digest: ledger, content: found.content }, told(id))
      damaged.push(`the ledger run ${id} started from cannot be used: ${problem}`)
      continue
    }
    const ledger = record.artifacts.find(({ name }) => name === Catalogue.ledger.name)
    if (ledger === undefined) continue
    const content = yield* Effect.result(RunRepository.artifact(runs, id, ledger))
    if (content._tag === "Failure") {
      damaged.push(content.failure.message)
      continue
    }
    const found = { digest: ledger.digest as Digest, content: content.success }
    const reason = unusable(runs, found)
    if (reason === undefined) return past(runs, found, told(id))
    damaged.push(new PublishedDocument.ArtifactUnreadable({ run: id, artifact: ledger.name, reason }).message)
  }
  return { ...none, damaged: told(undefined) }
})

type Committed = Extract<RunRepository.Entry, { readonly state: "committed" }>

/** Published runs that may be the past of a day, the best first: the latest day before it or itself, and of one day the newest run. */
function* candidates(runs: RunRepository.RunRepository, day: string, unread: Array<RunRepository.RunDamaged>): Generator<Committed> {
  const earlier: Array<Committed> = []
  for (const entry of RunRepository.entries(runs)) {
    if (entry.state === "damaged") unread.push(entry.problem)
    if (entry.state !== "committed" || !isPublished(entry.record) || entry.record.as_of > day) continue
    // No day is later than the day itself, so a run about it needs no look at the others.
    if (entry.record.as_of === day) yield entry
    else earlier.push(entry)
  }
  yield* earlier.sort((a, b) => Canonical.compare(b.record.as_of, a.record.as_of))
}

const isPublished = ({ outcome }: RunRecord.RunRecord): boolean => outcome === "succeeded" || outcome === "degraded"

/** Why a ledger, or a table it names, cannot be folded onto. */
const unusable = (runs: RunRepository.RunRepository, ledger: NonNullable<Past["ledger"]>): string | undefined => {
  const misfit = PastLedger.misfit(ledger.content)
  if (misfit !== undefined) return misfit
  for (const digest of PastLedger.tablesIn(ledger)) {
    const found = Pins.read(runs.disk, runs.folder, digest)
    if (found._tag !== "intact") return found._tag === "absent" ? `its table ${digest} is gone` : `its table is damaged: ${found.reason}`
  }
  return undefined
}

const past = (runs: RunRepository.RunRepository, ledger: NonNullable<Past["ledger"]>, damaged: ReadonlyArray<string>): Past => ({
  ledger,
  read: (digest) =>
    Effect.sync(() => {
      const found = Pins.read(runs.disk, runs.folder, digest)
      return found._tag === "intact" ? found.content : undefined
    }),
  damaged
})

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
  for (const entry of RunRepository.entries(runs)) {
    if (entry.state !== "committed" || entry.record.nodes === null) continue
    const nodes = Effect.runSync(Effect.result(RunRepository.nodes(runs, entry.id, entry.record)))
    if (nodes._tag === "Success") return new Map(nodes.success.map((record) => [record.node, record]))
  }
  return new Map()
}
