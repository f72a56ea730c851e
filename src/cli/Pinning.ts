/**
 * Keeps what a run reached outside its stages, so that it can be replayed: each capability by scope, its blobs among the pins.
 */
import * as Effect from "effect/Effect"
import { History } from "../capabilities/History.ts"
import { Network } from "../capabilities/Network.ts"
import * as Requests from "../capabilities/Requests.ts"
import type { NetworkPin } from "../../schemas/NetworkPin.ts"
import type * as Capability from "../engine/Capability.ts"
import type * as Engine from "../engine/Engine.ts"
import type * as Run from "../engine/Run.ts"
import * as RecordedNetwork from "../network/RecordedNetwork.ts"
import type * as Canonical from "../platform/Canonical.ts"
import { type Digest, isDigest } from "../platform/Digest.ts"
import * as Pins from "../runs/Pins.ts"
import type * as RunRecord from "../runs/RunRecord.ts"
import type * as RunRepository from "../runs/RunRepository.ts"
import * as Unwritable from "../store/Unwritable.ts"

/** What each provider's board answered, by the pins of a run. */
export const networkPins = (pins: RunRecord.Body["pins"]): ReadonlyArray<readonly [provider: string, pin: NetworkPin]> =>
  Object.entries(pins[Network.key] ?? {}).map(([provider, { document }]) => [provider, RecordedNetwork.pinOf(document as Canonical.Json)] as const)

/** What left for the boards, by the pins of a run; nothing in runs from before that was told. */
export const requestsOf = (pins: RunRecord.Body["pins"]): Requests.Log => (pins[Requests.Requests.key]?.[""]?.document as unknown as Requests.Log | undefined) ?? Requests.none

/** The ledger that a run was folded onto, by its pins. */
export const ledgerOf = (pins: RunRecord.Body["pins"]): Digest | null => {
  for (const { document } of Object.values(pins[History.key] ?? {})) {
    // Early runs pinned the ledger's digest alone.
    const digest = isDigest(document) ? document : (Object(document) as { readonly ledger?: unknown }).ledger
    if (isDigest(digest)) return digest
  }
  return null
}

/** Asks every capability that a settled node used for its pin. */
export const keep = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, { capabilities, nodes }: Engine.Ready, settled: ReadonlyArray<Run.Settled>) {
  const pins: { [capability: string]: { [scope: string]: RunRecord.PinRecord } } = {}
  const reached = new Set(settled.map(({ node }) => node))
  for (const node of nodes.all) {
    if (!reached.has(node)) continue
    for (const capability of node.stage.uses) {
      const scopes = pins[capability.key] ??= {}
      const scope = node.scope ?? ""
      if (scopes[scope] !== undefined) continue
      const grant = capabilities.grants.get(capability.key)!(node.scope)
      const pin = yield* grant.pin
      scopes[scope] = { fingerprint: grant.service.fingerprint, document: pin.document }
      yield* keepBlobs(runs, pin)
    }
  }
  return pins
})

const keepBlobs = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, pin: Capability.Pin) {
  for (const { digest, content } of pin.blobs) {
    if (Pins.read(runs.disk, runs.folder, digest)._tag === "intact") continue
    const bytes = yield* content
    if (bytes !== undefined) yield* Unwritable.attempt(() => Pins.keep(runs.disk, runs.folder, bytes))
  }
})
