/**
 * The pages of a snapshot set, as whoever asks a board would get them. Opens no socket.
 */
import * as Effect from "effect/Effect"
import type { Page, Request } from "../../schemas/Board.ts"
import type { Exchange } from "../../schemas/SnapshotSet.ts"
import * as SnapshotSet from "../network/SnapshotSet.ts"
import * as Digest from "../platform/Digest.ts"

export interface RecordedPages {
  readonly folder: string
  /** What is recorded under a provider. */
  readonly exchanges: (provider: string) => ReadonlyArray<Exchange>
  /** A page, or why there is none, as a clause. */
  readonly ask: (provider: string, request: Request) => Effect.Effect<Page, string>
}

export const load = Effect.fnUntraced(function*(folder: string) {
  const manifest = yield* SnapshotSet.load(folder)
  const providers = manifest.providers as { readonly [provider: string]: { readonly exchanges: ReadonlyArray<Exchange> } }
  const exchanges = (provider: string) => (Object.hasOwn(providers, provider) ? providers[provider]!.exchanges : [])
  const ask = Effect.fnUntraced(function*(provider: string, { body: sent, url }: Request): Effect.fn.Return<Page, string> {
    const digest = sent === undefined ? undefined : Digest.of(sent)
    const exchange = exchanges(provider).find((one) => one.url === url && one.sent === digest)
    if (exchange === undefined) return yield* Effect.fail(`no answer is recorded for ${url}`)
    const bytes = yield* Effect.mapError(SnapshotSet.body(folder, exchange.body), ({ reason }) => `the recorded body ${exchange.body} of ${url} ${reason}`)
    return { url, ...(sent !== undefined && { sent }), status: exchange.status, body: yield* decoded(url, bytes) }
  })
  return { folder, exchanges, ask } satisfies RecordedPages as RecordedPages
})

/** A body as text, exactly as served. */
export const decoded = (url: string, bytes: Uint8Array): Effect.Effect<string, string> =>
  Effect.try({ try: () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), catch: () => `the answer of ${url} is not UTF-8` })
