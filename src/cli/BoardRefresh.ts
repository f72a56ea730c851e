/**
 * Asks a board anew, page by page, through the shielded client, and records all of it or nothing.
 *
 * What was recorded before is asked for again only if it changed. Whatever is refused or fails leaves the set as it was.
 */
import * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import type { Page, Request } from "../../schemas/Board.ts"
import type { Failure } from "../network/Client.ts"
import type { BoardAddress, ProviderId } from "../../schemas/Provider.ts"
import * as Questions from "../boards/Questions.ts"
import type * as Client from "../network/Client.ts"
import * as SnapshotSet from "../network/SnapshotSet.ts"

export interface Refreshed {
  readonly provider: ProviderId
  readonly outcome: "recorded" | "unchanged" | "failed"
  readonly pages: number
  readonly bytes: number
  /** Why each URL could be asked, in the order asked. */
  readonly permits: ReadonlyArray<Client.Permit>
  readonly failure: { readonly _tag: string; readonly reason: string; readonly message: string } | null
}

/**
 * Refreshes several boards: asked side by side, recorded one after the other, for each writes the set's one manifest.
 *
 * @param now when the answers count as received, ISO 8601 in UTC
 */
export const refresh = Effect.fnUntraced(function*(client: Client.Client, folder: string, providers: ReadonlyArray<BoardAddress>, now: string) {
  const asked = yield* Effect.forEach(providers, (provider) => {
    const permits: Array<Client.Permit> = []
    return Effect.map(Effect.result(ask(client, folder, provider, permits)), (answers) => ({ provider, permits, answers }))
  }, { concurrency: 4 })
  return yield* Effect.forEach(asked, (one) => record(folder, one, now))
})

interface Asked {
  readonly provider: BoardAddress
  readonly permits: ReadonlyArray<Client.Permit>
  readonly answers: Result.Result<ReadonlyArray<Answered>, Failure | NotAsked>
}

const record = Effect.fnUntraced(function*(folder: string, { answers: asked, permits, provider }: Asked, now: string) {
  const told = { provider: provider.id, permits }
  if (asked._tag === "Failure") {
    const { _tag, message, reason } = asked.failure
    const refreshed: Refreshed = { ...told, outcome: "failed", pages: 0, bytes: 0, failure: { _tag, reason, message } }
    return refreshed
  }
  const answers = asked.success
  const changed = answers.some(({ unchanged }) => !unchanged)
  if (changed) {
    for (const { body, headers, status, url } of answers) yield* SnapshotSet.add(folder, provider.id, { url, status, headers, body, received_at: now })
  }
  const refreshed: Refreshed = {
    ...told,
    outcome: changed ? "recorded" : "unchanged",
    pages: answers.length,
    bytes: answers.reduce((sum, { body }) => sum + body.length, 0),
    failure: null
  }
  return refreshed
})

interface Answered extends Client.Pinned {
  /** As the graph asks for it, whatever a redirect made of it. */
  readonly url: string
  readonly unchanged: boolean
}

/** The system is read by sending it a query, and the client only ever asks. */
interface NotAsked {
  readonly _tag: "NotAsked"
  readonly reason: "post"
  readonly message: string
}

const ask = Effect.fnUntraced(function*(
  client: Client.Client,
  folder: string,
  provider: BoardAddress,
  permits: Array<Client.Permit>
): Effect.fn.Return<ReadonlyArray<Answered>, Failure | NotAsked> {
  const answers: Array<Answered> = []
  const pages: Array<Page> = []
  let request: Request | undefined = Questions.first(provider)
  while (request !== undefined && pages.length < Questions.maximumPages) {
    const { method, url }: Request = request
    if (method !== "GET") {
      return yield* Effect.fail<NotAsked>({ _tag: "NotAsked", reason: "post", message: `${provider.id}: ${provider.system} is read by POST, which this client does not send. Record its answers by hand: graph snapshot add` })
    }
    const fetched: Client.Fetched = yield* client.fetch({ provider: provider.id, url, kind: Questions.kind(provider, url), pinned: yield* recorded(folder, provider.id, url) })
    permits.push(...fetched.permits)
    answers.push({ url, status: fetched.status, headers: fetched.headers, body: fetched.body, unchanged: fetched.unchanged })
    pages.push({ url, status: fetched.status, body: new TextDecoder("utf-8", { ignoreBOM: true }).decode(fetched.body) })
    request = fetched.status === 200 ? Questions.next(provider, pages) : undefined
  }
  return answers
})

/** What the set holds for a URL, if it is whole. */
const recorded = Effect.fnUntraced(function*(folder: string, provider: ProviderId, url: string) {
  const manifest = yield* Effect.orElseSucceed(SnapshotSet.load(folder), () => undefined)
  const exchange = manifest?.providers[provider]?.exchanges.find((one) => one.url === url)
  if (exchange === undefined) return undefined
  const body = yield* Effect.orElseSucceed(SnapshotSet.body(folder, exchange.body), () => undefined)
  return body === undefined ? undefined : { status: exchange.status, headers: exchange.headers, body }
})
