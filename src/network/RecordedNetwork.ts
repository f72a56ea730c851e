/**
 * The network as it was recorded: each provider is answered from its own pin and from nothing else.
 *
 * Serves a snapshot set, boards that were asked before the graph began, and the pins of an earlier run alike. The fingerprint covers what a
 * stage gets to see, and not when it was recorded: the same answer taken again, or at another site, is the same. Opens no socket.
 */
import * as Effect from "effect/Effect"
import { DamagedRecording, NotRecorded } from "../../schemas/Board.ts"
import type { Request } from "../../schemas/Board.ts"
import { AnswerRefused, EgressRefused, Unreachable, UnreachableReason } from "../../schemas/Egress.ts"
import { type NetworkPin, none, recorded } from "../../schemas/NetworkPin.ts"
import type { Refused } from "../../schemas/PolicyLog.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import type { Exchange } from "../../schemas/SnapshotSet.ts"
import * as Capability from "../engine/Capability.ts"
import { Network } from "../capabilities/Network.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"

export interface Recording {
  readonly pin: (provider: string) => NetworkPin
  /** What the provider's answers were known by, where that was recorded with them. */
  readonly fingerprint?: (provider: string) => string | undefined
  /** The verified bytes of a body, or why there are none. */
  readonly body: (digest: Digest.Digest) => Effect.Effect<Uint8Array, string>
}

export const bound = (recording: Recording): Capability.Bound<Network> =>
  Capability.bind(Network, (scope) => {
    const provider = scope as ProviderId
    const pin = recording.pin(provider)
    const { exchanges, refused, stale } = pin
    const ask = Effect.fnUntraced(function*({ body: sent, url }: Request) {
      if (refused !== null) return yield* errorOf(refused)
      const digest = sent === undefined ? undefined : Digest.of(sent)
      const exchange = exchanges.find((one) => one.url === url && one.sent === digest)
      if (exchange === undefined) return yield* new NotRecorded({ provider, url })
      const body = yield* Effect.mapError(
        recording.body(exchange.body as Digest.Digest),
        (reason) => new DamagedRecording({ provider, url, body: exchange.body, reason })
      )
      return { url, status: exchange.status, mediaType: exchange.headers["content-type"] ?? null, body, stale }
    })
    return {
      service: Network.of({ fingerprint: recording.fingerprint?.(provider) ?? fingerprintOf(pin), ask }),
      pin: Effect.succeed({
        document: pin as unknown as Canonical.Json,
        blobs: exchanges.map(({ body }) => ({
          digest: body as Digest.Digest,
          content: Effect.orElseSucceed(recording.body(body as Digest.Digest), () => undefined)
        }))
      })
    }
  })

/** The pin in a run record. Early runs listed the exchanges alone. */
export const pinOf = (document: Canonical.Json | undefined): NetworkPin => {
  if (document === undefined) return none
  return Array.isArray(document) ? recorded(document as unknown as ReadonlyArray<Exchange>) : document as unknown as NetworkPin
}

const fingerprintOf = ({ exchanges, refused, stale }: NetworkPin): string => {
  const answers = exchanges.map(seen)
  return Canonical.digestUnsafe(refused !== null ? { refused } : stale !== null ? { answers, stale } : answers)
}

const seen = ({ body, headers, sent, status, url }: Exchange) => ({ url, sent: sent ?? null, status, mediaType: headers["content-type"] ?? null, body })

const errorOf = ({ detail, layer, reason, url }: Refused): EgressRefused | Unreachable | AnswerRefused => {
  if (layer !== null) return new EgressRefused({ layer, reason: reason as EgressRefused["reason"], url, detail })
  return isUnreachable(reason) ? new Unreachable({ reason, url, detail }) : new AnswerRefused({ reason: reason as AnswerRefused["reason"], url, detail })
}

const isUnreachable = (reason: string): reason is Unreachable["reason"] => (UnreachableReason.literals as ReadonlyArray<string>).includes(reason)
