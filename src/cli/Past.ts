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
import { History } from "../capabilities/History.ts"
import * as PastLedger from "../capabilities/PastLedger.ts"
import type * as Capability from "../engine/Capability.ts"
import type { NodeRecord } from "../engine/Record.ts"
import type { Digest } from "../platform/Digest.ts"
import * as Pins from "../runs/Pins.ts"
import * as PublishedDocument from "../runs/PublishedDocument.ts"
import type { RunId } from "../runs/RunId.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import type * as RunRecord from "../runs/RunRecord.ts"

export interface Past {
  readonly ledger: Digest | null
  readonly read: (digest: Digest) => Effect.Effect<Uint8Array | undefined>
  /** Ledgers that should have served and are damaged, or of a version that is not known here: sentences. */
  readonly damaged: ReadonlyArray<string>
}

export const none: Past = { ledger: null, read: () => Effect.succeed(undefined), damaged: [] }

export const find = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, day: string, network: Capability.Bound<Network>) {
  const damaged: Array<string> = []
  const unread: Array<RunRepository.RunDamaged> = []
  // Of runs that cannot be read, those after the one that serves might have.
  const told = (id: RunId | undefined) => [...damaged, ...unread.filter(({ run }) => id === undefined || run > id).map(({ message }) => message)]
  for (const { id, record } of candidates(runs, day, unread)) {
    if (isSameObservation(record, day, network)) {
      const ledger = (record.pins[History.key]?.[""]?.document ?? null) as Digest | null
      if (ledger === null) return { ...none, damaged: told(id) }
      const found = Pins.read(runs.disk, runs.folder, ledger)
      const problem = found._tag === "intact" ? PastLedger.misfit(found.content) : `it is ${found._tag}`
      if (found._tag === "intact" && problem === undefined) return past(ledger, found.content, told(id))
      damaged.push(`the ledger run ${id} started from cannot be used: ${problem}`)
      continue
    }
    const left = yield* Effect.result(after(runs, id, record))
    if (left._tag === "Failure") damaged.push(left.failure.message)
    else if (left.success !== undefined) return { ...left.success, damaged: told(id) }
  }
  return { ...none, damaged: told(undefined) }
})

/** What a run leaves for the days after it; `undefined` if it published no ledger. */
export const after = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, id: RunId, record: RunRecord.RunRecord) {
  const ledger = record.artifacts.find(({ name }) => name === Catalogue.ledger.name)
  if (ledger === undefined) return undefined
  const content = yield* RunRepository.artifact(runs, id, ledger)
  const reason = PastLedger.misfit(content)
  if (reason !== undefined) return yield* new PublishedDocument.ArtifactUnreadable({ run: id, artifact: ledger.name, reason })
  return past(ledger.digest as Digest, content, [])
})

type Committed = Extract<RunRepository.Entry, { readonly state: "committed" }>

/** Published runs that may be the past of a day, the best first: the latest day before it or itself, and of one day the newest run. */
function* candidates(runs: RunRepository.RunRepository, day: string, unread: Array<RunRepository.RunDamaged>): Generator<Committed> {
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

const past = (ledger: Digest, content: Uint8Array, damaged: ReadonlyArray<string>): Past => ({
  ledger,
  read: (digest) => Effect.succeed(digest === ledger ? content : undefined),
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
  for (const entry of RunRepository.newest(runs, { kind: "computed" })) {
    if (entry.state !== "committed") continue
    const nodes = Effect.runSync(Effect.result(RunRepository.nodes(runs, entry.id, entry.record)))
    if (nodes._tag === "Success") return new Map(nodes.success.map((record) => [record.node, record]))
  }
  return new Map()
}
