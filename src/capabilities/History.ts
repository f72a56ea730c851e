/**
 * What was known before this run: the ledger to fold today's boards onto.
 *
 * The fingerprint is the ledger's digest, so a run over equal boards and an equal past is the same run. Which past that is,
 * the run repository decides; where it lies, nobody here knows.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { HistoryUnreadable, type Ledger } from "../../schemas/Ledger.ts"
import * as Capability from "../engine/Capability.ts"
import type { Digest } from "../platform/Digest.ts"
import * as PastLedger from "./PastLedger.ts"

export class History extends Context.Service<History, Capability.Shape & {
  /** `null` before the first run. */
  readonly ledger: Effect.Effect<Ledger | null, HistoryUnreadable>
}>()("signalcraft/capabilities/History") {}

/** The bytes of a ledger artifact, by digest; `undefined` when they are gone. */
export type Reader = (digest: Digest) => Effect.Effect<Uint8Array | undefined>

export const from = (digest: Digest | null, read: Reader): Capability.Bound<History> =>
  Capability.bind(History, () => ({
    service: History.of({
      fingerprint: digest ?? "none",
      ledger: digest === null ? Effect.succeed(null) : Effect.flatMap(read(digest), (content) =>
        content === undefined
          ? Effect.die(new Error(`the ledger ${digest} of an earlier run is gone`))
          : Effect.mapError(Effect.fromResult(PastLedger.decode(content)), (reason) => new HistoryUnreadable({ digest, reason })))
    }),
    pin: Effect.succeed({ document: digest, blobs: digest === null ? [] : [{ digest, content: read(digest) }] })
  }))
