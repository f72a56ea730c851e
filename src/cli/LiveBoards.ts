/**
 * The boards of a run that are read live: asked before the graph begins, and given to it as what they answered.
 *
 * So the graph is keyed by answers, not by the asking: a board that says what it said yesterday changes nothing downstream, and a replay has
 * all of it. What each run asked is kept in the home's own snapshot set, `state/boards`; it is what the next run asks for changes of, and
 * what may stand in when a board cannot be had and its policy says so.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { Stale } from "../../schemas/Board.ts"
import type { Day } from "../../schemas/Day.ts"
import { type NetworkPin, none, recorded } from "../../schemas/NetworkPin.ts"
import { about } from "../../schemas/Policy.ts"
import type { Policies } from "../../schemas/Policy.ts"
import type { Asking, Refused, Requests } from "../../schemas/PolicyLog.ts"
import { isLive } from "../../schemas/Provider.ts"
import type { Provider, ProviderId } from "../../schemas/Provider.ts"
import type { Exchange, SnapshotManifest } from "../../schemas/SnapshotSet.ts"
import * as Questions from "../boards/Questions.ts"
import * as Days from "../jobs/Day.ts"
import type * as Budget from "../network/Budget.ts"
import type * as Client from "../network/Client.ts"
import * as SnapshotSet from "../network/SnapshotSet.ts"
import * as Digest from "../platform/Digest.ts"
import * as BoardRefresh from "./BoardRefresh.ts"
import type { Home } from "./Home.ts"

export interface Live {
  /** Of every provider that was to be asked. */
  readonly pins: ReadonlyMap<string, NetworkPin>
  readonly requests: Requests
  /** Bodies that are in no snapshot set. */
  readonly bodies: ReadonlyMap<string, Uint8Array>
  /** What was met and gone round: sentences. */
  readonly remarks: ReadonlyArray<string>
}

export interface Asked {
  readonly type: "board-asked"
  readonly provider: string
  readonly outcome: BoardRefresh.Refreshed["outcome"] | "fallback"
  readonly requests: number
  readonly bytes: number
  readonly reason: string | null
}

export const ask = Effect.fnUntraced(function*(input: {
  readonly home: Home
  readonly day: Day
  readonly providers: ReadonlyArray<Provider>
  readonly policies: Policies
  readonly budget: Budget.Budget
  readonly onAsked: (asked: Asked) => void
}) {
  const { day, home, policies } = input
  const live = input.providers.filter(isLive)
  const now = new Date(yield* Clock.currentTimeMillis).toISOString()
  const aside = yield* setAside(home.boards, now)
  const before = yield* Effect.orElseSucceed(SnapshotSet.load(home.boards), () => undefined)
  const byId = new Map(live.map((provider) => [provider.id, provider]))
  const fallbackOf = (refreshed: BoardRefresh.Refreshed): Fallback | undefined => {
    const why = failureOf(refreshed)
    const earlier = before?.providers[refreshed.provider]
    return why === undefined || earlier === undefined ? undefined : fallback(byId.get(refreshed.provider)!, policies, earlier, day, why)
  }
  const { boards, robots } = yield* BoardRefresh.refresh({
    home,
    policies,
    budget: input.budget,
    folder: home.boards,
    providers: live,
    now,
    onAsked: (refreshed) => input.onAsked(asked(refreshed, fallbackOf(refreshed)))
  })
  for (const { id, tombstone } of input.providers) if (tombstone !== undefined && before?.providers[id] !== undefined) yield* SnapshotSet.withdraw(home.boards, id)
  yield* SnapshotSet.prune(home.boards)

  const bodies = new Map<string, Uint8Array>()
  for (const { body } of robots) if (body !== null) bodies.set(Digest.of(body), body)
  const pins = new Map<string, NetworkPin>()
  const providers: { [id: ProviderId]: Asking } = {}
  for (const refreshed of boards) {
    const standIn = fallbackOf(refreshed)
    for (const { body } of refreshed.answers) bodies.set(Digest.of(body), body)
    pins.set(refreshed.provider, pinOf(refreshed, standIn, now))
    providers[refreshed.provider] = {
      requests: refreshed.requests,
      refused: refreshed.failure === null ? null : refusedBy(refreshed.failure),
      fallback: standIn === undefined ? null : { recorded_on: standIn.stale.recorded_on }
    }
  }
  const answered: Live = { pins, bodies, remarks: aside, requests: { providers, robots: robots.map(({ read }) => read) } }
  return answered
})

/** A set that cannot be read keeps nobody from being asked: it is moved out of the way, whole. */
const setAside = Effect.fnUntraced(function*(folder: string, now: string) {
  const damaged = yield* Effect.flip(Effect.asVoid(SnapshotSet.load(folder))).pipe(Effect.orElseSucceed(() => undefined))
  if (damaged === undefined || !fs.existsSync(Path.join(folder, "manifest.json"))) return []
  const aside = `${folder}.damaged-${now.replaceAll(/[^0-9]/g, "")}`
  yield* Effect.sync(() => fs.renameSync(folder, aside))
  return [`What live boards answered before was moved to ${Path.basename(aside)}, because ${damaged.reason}`]
})

interface Fallback {
  readonly exchanges: ReadonlyArray<Exchange>
  readonly stale: Stale
}

/** Why a board could not be had today, if a later try may have it. A refusal of our own, and a board that is gone, are no outage. */
const failureOf = ({ answers, failure }: BoardRefresh.Refreshed): Omit<Stale, "recorded_on"> | undefined => {
  if (failure !== null) {
    const isOwn = failure._tag === "EgressRefused" && failure.layer !== "pace" && failure.layer !== "dns"
    return isOwn ? undefined : { reason: failure.reason, detail: failure.detail }
  }
  const last = answers.at(-1)
  if (last === undefined || (last.status !== 429 && last.status < 500)) return undefined
  return { reason: last.status === 429 ? "rate_limited" : "server_error", detail: `${last.url} answered ${last.status}` }
}

type Earlier = SnapshotManifest["providers"][ProviderId]

const fallback = (provider: Provider, policies: Policies, { confirmed_at, exchanges }: Earlier, day: Day, why: Omit<Stale, "recorded_on">): Fallback | undefined => {
  const host = URL.parse(Questions.first(provider).url)?.hostname ?? ""
  const most = about(policies, host, provider.id)?.fallback?.days
  const recorded_on = (confirmed_at ?? exchanges.map(({ received_at }) => received_at).sort()[0])?.slice(0, 10)
  const age = recorded_on === undefined ? undefined : Days.between(recorded_on, day)
  if (most === undefined || recorded_on === undefined || age === undefined || age > most) return undefined
  return { exchanges, stale: { recorded_on, ...why } }
}

const pinOf = ({ answers, exchanges, failure }: BoardRefresh.Refreshed, standIn: Fallback | undefined, now: string): NetworkPin => {
  if (standIn !== undefined) return { ...none, ...standIn }
  if (failure !== null) return { ...none, refused: refusedBy(failure) }
  if (exchanges.length > 0) return recorded(exchanges)
  return recorded(answers.map(({ body, headers, sent, status, url }) => ({
    url,
    ...(sent !== undefined && { sent: Digest.of(sent) }),
    status,
    headers: headers["content-type"] === undefined ? {} : { "content-type": headers["content-type"] },
    body: Digest.of(body),
    bytes: body.length,
    received_at: now
  })))
}

const refusedBy = (failure: Client.Failure): Refused =>
  ({ url: failure.url, layer: failure._tag === "EgressRefused" ? failure.layer : null, reason: failure.reason, detail: failure.detail })

const asked = ({ failure, outcome, provider, requests }: BoardRefresh.Refreshed, standIn: Fallback | undefined): Asked => ({
  type: "board-asked",
  provider,
  outcome: standIn === undefined ? outcome : "fallback",
  requests: requests.length,
  bytes: requests.reduce((sum, { bytes }) => sum + bytes, 0),
  reason: failure?.message ?? standIn?.stale.detail ?? null
})
