/**
 * What left for the boards in this run, under which decision, and what did not and why: the evidence of the policy log.
 *
 * Nothing in a run over recorded boards. Taken once, at the door: the boards are asked before the graph begins.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as PolicyLog from "../../schemas/PolicyLog.ts"
import * as Capability from "../engine/Capability.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Digest } from "../platform/Digest.ts"

export type Log = PolicyLog.Requests

export class Requests extends Context.Service<Requests, Capability.Shape & { readonly log: Log }>()("signalcraft/capabilities/Requests") {}

export const none: Log = { providers: {}, robots: [] }

/** @param body the bytes of a robots.txt that was read, by digest */
export const from = (log: Log, body: (digest: Digest) => Effect.Effect<Uint8Array | undefined> = () => Effect.succeed(undefined)): Capability.Bound<Requests> =>
  Capability.bind(Requests, () => ({
    service: Requests.of({ fingerprint: Canonical.digestUnsafe(log), log }),
    pin: Effect.succeed({
      document: log as unknown as Canonical.Json,
      blobs: log.robots.flatMap(({ digest }) => (digest === null ? [] : [{ digest: digest as Digest, content: body(digest as Digest) }]))
    })
  }))
