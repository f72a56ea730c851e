/**
 * The network as it was recorded: each provider is answered from its own list of exchanges and from nothing else.
 *
 * Serves a snapshot set and the pins of a run alike. The fingerprint covers what a stage gets to see, and not when it was recorded: the
 * same answer taken again, or at another site, is the same. Opens no socket.
 */
import * as Effect from "effect/Effect"
import { DamagedRecording, NotRecorded } from "../../schemas/Board.ts"
import type { Request } from "../../schemas/Board.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import type { Exchange } from "../../schemas/SnapshotSet.ts"
import * as Capability from "../engine/Capability.ts"
import { Network } from "../capabilities/Network.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"

export interface Recording {
  readonly exchanges: (provider: string) => ReadonlyArray<Exchange>
  /** What the provider's answers were known by, where that was recorded with them. */
  readonly fingerprint?: (provider: string) => string | undefined
  /** The verified bytes of a body, or why there are none. */
  readonly body: (digest: Digest.Digest) => Effect.Effect<Uint8Array, string>
}

export const bound = (recording: Recording): Capability.Bound<Network> =>
  Capability.bind(Network, (scope) => {
    const provider = scope as ProviderId
    const exchanges = recording.exchanges(provider)
    const ask = Effect.fnUntraced(function*({ body: sent, url }: Request) {
      const digest = sent === undefined ? undefined : Digest.of(sent)
      const exchange = exchanges.find((one) => one.url === url && one.sent === digest)
      if (exchange === undefined) return yield* new NotRecorded({ provider, url })
      const body = yield* Effect.mapError(
        recording.body(exchange.body as Digest.Digest),
        (reason) => new DamagedRecording({ provider, url, body: exchange.body, reason })
      )
      return { url, status: exchange.status, mediaType: exchange.headers["content-type"] ?? null, body }
    })
    return {
      service: Network.of({ fingerprint: recording.fingerprint?.(provider) ?? Canonical.digestUnsafe(exchanges.map(seen)), ask }),
      pin: Effect.succeed({
        document: exchanges as unknown as Canonical.Json,
        blobs: exchanges.map(({ body }) => ({
          digest: body as Digest.Digest,
          content: Effect.orElseSucceed(recording.body(body as Digest.Digest), () => undefined)
        }))
      })
    }
  })

const seen = ({ body, headers, sent, status, url }: Exchange) => ({ url, sent: sent ?? null, status, mediaType: headers["content-type"] ?? null, body })
