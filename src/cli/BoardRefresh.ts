/**
 * Asks boards anew, page by page, through the shielded client, and records each whole or not at all.
 *
 * Nobody is asked without clearance. What was recorded before is asked for again only if it changed. An answer that is refused, fails, or
 * does not read as a board leaves what was recorded as it was; whoever asked still learns what it said.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Semaphore from "effect/Semaphore"
import type { Page } from "../../schemas/Board.ts"
import { EgressRefused, Unreachable } from "../../schemas/Egress.ts"
import type { Policies } from "../../schemas/Policy.ts"
import type { LoggedRequest } from "../../schemas/PolicyLog.ts"
import type { Provider, ProviderId } from "../../schemas/Provider.ts"
import type { Exchange, SnapshotManifest } from "../../schemas/SnapshotSet.ts"
import * as Boards from "../boards/Boards.ts"
import * as Questions from "../boards/Questions.ts"
import type * as Budget from "../network/Budget.ts"
import * as Clearance from "../network/Clearance.ts"
import * as Client from "../network/Client.ts"
import type { Outcome as RobotsOutcome } from "../network/RobotsAccess.ts"
import * as SnapshotSet from "../network/SnapshotSet.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import type { Home } from "./Home.ts"
import * as ReceiptFile from "./ReceiptFile.ts"

export interface Request {
  readonly home: Home
  readonly policies: Policies
  /** The snapshot set that is refreshed; made where there is none. */
  readonly folder: string
  readonly providers: ReadonlyArray<Provider>
  /** When the answers count as received, ISO 8601 in UTC. */
  readonly now: string
  readonly onAsked?: (refreshed: Refreshed) => void
  /** What may be spent on it. */
  readonly budget?: Budget.Budget
}

export interface Refreshed {
  readonly provider: ProviderId
  /** `unread`: it answered, with something that is no board. */
  readonly outcome: "recorded" | "unchanged" | "unread" | "failed"
  /** What it answered today: all pages, or none of them. */
  readonly answers: ReadonlyArray<Answered>
  /** As recorded, now or before; empty unless they were. */
  readonly exchanges: ReadonlyArray<Exchange>
  readonly failure: Client.Failure | null
  readonly requests: ReadonlyArray<LoggedRequest>
}

export interface Answered extends Client.Pinned {
  /** As the graph asks for it, whatever a redirect made of it. */
  readonly url: string
  readonly sent: string | undefined
  readonly unchanged: boolean
}

export interface Refresh {
  readonly boards: ReadonlyArray<Refreshed>
  /** Every robots.txt read for it, sorted by host. */
  readonly robots: ReadonlyArray<Client.Robot>
}

/** A board that takes longer is left to a later run. */
const longest = "15 minutes"
const sideBySide = 8

interface Cleared {
  readonly provider: Provider
  readonly clearance: ReturnType<typeof Clearance.judge>
}

const hostOf = (provider: Provider): string => URL.parse(Questions.first(provider).url)?.hostname ?? ""

/** Asks host beside host, and the boards of one host one after the other; records one at a time, for each writes the set's one manifest. */
export const refresh = Effect.fnUntraced(function*(request: Request) {
  const { budget, folder, home, onAsked, policies, providers } = request
  const manifest = yield* Effect.orElseSucceed(SnapshotSet.load(folder), (): SnapshotManifest => ({ format: "signalcraft/snapshot-set/1", providers: {} }))
  const cleared = yield* Effect.forEach(providers, (provider) =>
    Effect.map(ReceiptFile.read(home, provider.id), (found): Cleared => ({ provider, clearance: Clearance.judge(provider, found) })))
  const kept = yield* keptRobots(folder, manifest)
  const some = cleared.some(({ clearance }) => Result.isSuccess(clearance))
  const client = some
    ? yield* Effect.result(Client.make({ policies, kept, budget }))
    : Result.fail(new EgressRefused({ layer: "registry", reason: "not_live", url: "", detail: "nobody may be asked" }))
  const turn = yield* Semaphore.make(1)
  const askOne = ({ clearance, provider }: Cleared, patient: boolean): Effect.Effect<Asked> => {
    const refused = Result.isFailure(clearance) ? clearance.failure : Result.isFailure(client) ? client.failure : undefined
    if (refused !== undefined || Result.isFailure(client)) return Effect.succeed({ requests: [], answers: Result.fail(refused!) })
    return ask(client.success, provider, patient, (url, sent) => recorded(folder, manifest, provider.id, url, sent))
  }
  const told = Effect.fnUntraced(function*({ provider }: Cleared, asked: Asked) {
    const refreshed = yield* turn.withPermits(1)(record(request, provider, asked))
    onAsked?.(refreshed)
    return refreshed
  })
  // Boards that were not asked because their host had failed too often are asked last, once it may be tried again.
  const host = Effect.fnUntraced(function*(boards: ReadonlyArray<Cleared>) {
    const refreshed: Array<Refreshed> = []
    const postponed: Array<Cleared> = []
    for (const board of boards) {
      const asked = yield* askOne(board, false)
      if (isPostponed(asked)) postponed.push(board)
      else refreshed.push(yield* told(board, asked))
    }
    for (const board of postponed) refreshed.push(yield* told(board, yield* askOne(board, true)))
    return refreshed
  })
  const byHost = Object.values(Object.groupBy(cleared, ({ provider }) => hostOf(provider)))
  const asked = yield* Effect.forEach(byHost, (boards) => host(boards ?? []), { concurrency: sideBySide })
  const boards = asked.flat().toSorted((a, b) => Canonical.compare(a.provider, b.provider))
  const robots = (Result.isSuccess(client) ? client.success.robotsRead() : []).toSorted((a, b) => Canonical.compare(a.read.host, b.read.host))
  yield* SnapshotSet.addRobots(folder, robots.flatMap(({ body, read: { host, status } }) =>
    (body === null || status === null ? [] : [{ url: `https://${host}/robots.txt`, status, headers: {}, body, received_at: request.now }])))
  const refreshed: Refresh = { boards, robots }
  return refreshed
}, Effect.scoped)

interface Asked {
  readonly requests: ReadonlyArray<LoggedRequest>
  readonly answers: Result.Result<ReadonlyArray<Answered>, Client.Failure>
}

const isPostponed = ({ answers }: Asked): boolean => Result.isFailure(answers) && answers.failure.reason === "circuit_open"

type Recorded = (url: string, sent: string | undefined) => Effect.Effect<Client.Pinned | undefined>

const ask = Effect.fnUntraced(function*(client: Client.Client, provider: Provider, patient: boolean, recorded: Recorded): Effect.fn.Return<Asked> {
  const requests: Array<LoggedRequest> = []
  const answers: Array<Answered> = []
  const { url } = Questions.first(provider)
  const pages = Questions.all(provider, Effect.fnUntraced(function*({ body: sent, url }): Effect.fn.Return<Page, Client.Failure> {
    const fetched = yield* client.fetch({
      provider: provider.id,
      url,
      sent,
      patient,
      kind: Questions.kind(provider, url),
      pinned: yield* recorded(url, sent),
      onRequest: (request) => requests.push(request)
    })
    answers.push({ url, sent, status: fetched.status, headers: fetched.headers, body: fetched.body, unchanged: fetched.unchanged })
    return pageOf(answers.at(-1)!)
  })).pipe(Effect.timeoutOrElse({ duration: longest, orElse: () => Effect.fail(new Unreachable({ reason: "deadline", url, detail: `its pages were not all there in ${longest}` })) }))
  return { requests, answers: Result.map(yield* Effect.result(pages), () => answers) }
})

const pageOf = ({ body, sent, status, url }: Answered): Page =>
  ({ url, ...(sent !== undefined && { sent }), status, body: new TextDecoder("utf-8", { ignoreBOM: true }).decode(body) })

const record = Effect.fnUntraced(function*({ folder, now }: Request, provider: Provider, { answers: asked, requests }: Asked) {
  const told = { provider: provider.id, requests }
  if (Result.isFailure(asked)) return { ...told, outcome: "failed", answers: [], exchanges: [], failure: asked.failure } satisfies Refreshed
  const answers = asked.success
  const outcome = answers.every(({ unchanged }) => unchanged) ? "unchanged" : Result.isSuccess(Boards.readResult(provider, answers.map(pageOf))) ? "recorded" : "unread"
  if (outcome === "unchanged") yield* SnapshotSet.confirm(folder, provider.id, now)
  const exchanges = outcome === "unread" ? [] : outcome === "unchanged"
    ? (yield* SnapshotSet.load(folder)).providers[provider.id]!.exchanges
    : yield* SnapshotSet.replace(folder, provider.id, answers.map(({ body, headers, sent, status, url }) => ({ url, sent, status, headers, body, received_at: now })))
  return { ...told, outcome, answers, exchanges, failure: null } satisfies Refreshed
})

/** What the set holds for a request, if it is whole. */
const recorded = Effect.fnUntraced(function*(folder: string, { providers }: SnapshotManifest, provider: ProviderId, url: string, sent: string | undefined) {
  const digest = sent === undefined ? undefined : Digest.of(sent)
  const exchange = providers[provider]?.exchanges.find((one) => one.url === url && one.sent === digest)
  if (exchange === undefined) return undefined
  const body = yield* Effect.orElseSucceed(SnapshotSet.body(folder, exchange.body), () => undefined)
  return body === undefined ? undefined : { status: exchange.status, headers: exchange.headers, body }
})

/** robots.txt as recorded before: it speaks where the host cannot be reached. */
const keptRobots = Effect.fnUntraced(function*(folder: string, { robots = {} }: SnapshotManifest) {
  const kept = new Map<string, { readonly outcome: RobotsOutcome; readonly at: number }>()
  for (const [host, { body, received_at, status }] of Object.entries(robots)) {
    const bytes = yield* Effect.orElseSucceed(SnapshotSet.body(folder, body), () => undefined)
    if (bytes !== undefined) kept.set(host, { outcome: { _tag: "Answered", status, body: bytes }, at: Date.parse(received_at) })
  }
  return (host: string) => kept.get(host)
})
