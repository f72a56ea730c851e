/**
 * Fetches for a provider: the agent with what was decided about hosts, robots.txt, budget and pace before every hop.
 *
 * robots.txt of a host comes first, once for everyone, through the same shield. Every request that leaves is told to whoever asked: which
 * policy spoke, what of robots.txt allowed it, what came of it. An answer that is as it was (304) is the earlier one. Nothing is kept on
 * disk here.
 */
import * as Cache from "effect/Cache"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import type { AnswerRefused, EgressRefused, Unreachable } from "../../schemas/Egress.ts"
import type { Policies, Policy } from "../../schemas/Policy.ts"
import type { LoggedRequest, RobotsRead } from "../../schemas/PolicyLog.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import * as Agent from "./Agent.ts"
import type * as Budget from "./Budget.ts"
import type * as Content from "./Content.ts"
import { Outside } from "./Outside.ts"
import * as Pace from "./Pace.ts"
import * as Decisions from "./Policies.ts"
import * as Robots from "./Robots.ts"
import * as RobotsAccess from "./RobotsAccess.ts"
import * as Url from "./Url.ts"

export interface Options {
  readonly policies: Policies
  /** What may be spent; without it only the pace bounds it. */
  readonly budget?: Budget.Budget | undefined
  /** An earlier robots.txt of a host, and when it was fetched: it speaks for 30 days while the host cannot be reached. */
  readonly kept?: (host: string) => { readonly outcome: RobotsAccess.Outcome; readonly at: number } | undefined
}

export interface Question {
  readonly provider: string
  readonly url: string
  readonly kind: Content.Kind
  /** A query to POST, as JSON. */
  readonly sent?: string | undefined
  /** Waits for a host that failed too often, where it may soon be tried again. */
  readonly patient?: boolean
  /** The answer at hand: asked for again only if it changed. */
  readonly pinned?: Pinned | undefined
  /** Told of every request, the tries and the redirects too. */
  readonly onRequest?: (request: LoggedRequest) => void
}

export interface Pinned {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface Fetched extends Pinned {
  readonly url: string
  /** Whether the host said that the pinned answer still holds. */
  readonly unchanged: boolean
  readonly hops: ReadonlyArray<Agent.Hop>
}

export type Failure = EgressRefused | Unreachable | AnswerRefused

/** A robots.txt that was read, and its body where there is one. */
export interface Robot {
  readonly read: RobotsRead
  readonly body: Uint8Array | null
}

export interface Client {
  readonly fetch: (question: Question) => Effect.Effect<Fetched, Failure>
  /** The robots.txt of a host, read if it was not yet. Fails where no policy lets anyone ask the host. */
  readonly robots: (host: string) => Effect.Effect<RobotsAccess.Outcome, EgressRefused>
  /** What robots.txt was read so far. */
  readonly robotsRead: () => ReadonlyArray<Robot>
}

/** Fails where the environment would weaken the shield. */
export const make = Effect.fnUntraced(function*({ budget, kept = () => undefined, policies }: Options): Effect.fn.Return<Client, EgressRefused, Scope.Scope> {
  const { limits, pace: pacing, resolver, world } = yield* Outside
  const hosts = Decisions.hosts(policies)
  const agent = yield* Agent.make({ hosts, resolver, userAgent: policies.user_agent, ...(limits === undefined ? {} : { limits }) }, world)
  const pace = yield* Pace.make(pacing)

  const read = new Map<string, Robot>()

  const robotsOf = Effect.fnUntraced(function*(host: string) {
    const request: Agent.Request = { url: `https://${host}/robots.txt`, kind: "any", enough: Robots.maxBytes + 1 }
    // Its redirects are judged by the policies alone: whoever may ask a host anything may ask it for its rules.
    const admit = Effect.fnUntraced(function*(url: Url.Vetted) {
      const policy = yield* Effect.fromResult(Decisions.judgeAny(policies, url))
      yield* pace.turn(url, policy.spacing_seconds * 1000)
      if (budget !== undefined) yield* budget.take(url)
    })
    let bytes = 0
    let left = false
    const made: Agent.Escort<never>["made"] = (outcome) => {
      left = true
      if ("bytes" in outcome) bytes += outcome.bytes
    }
    const answer = yield* Effect.result(agent.ask(request, { admit, made, allowance: budget?.bytes }))
    const outcome: RobotsAccess.Outcome = Result.isFailure(answer)
      ? { _tag: "Unreachable", detail: answer.failure.reason }
      : { _tag: "Answered", status: answer.success.status, body: answer.success.body }
    const spent = Result.isFailure(answer) && answer.failure._tag === "EgressRefused" && answer.failure.layer === "budget" ? answer.failure : undefined
    if (left || spent === undefined) read.set(host, robotOf(host, outcome, bytes, policies))
    // That nothing may be spent says nothing about the host.
    if (spent !== undefined) return yield* spent
    const access = RobotsAccess.of(outcome)
    const earlier = access._tag === "Closed" ? kept(host) : undefined
    const isFresh = earlier !== undefined && RobotsAccess.holds((yield* Clock.currentTimeMillis) - earlier.at, false)
    return isFresh ? { outcome: earlier.outcome, access: RobotsAccess.of(earlier.outcome) } : { outcome, access }
  })
  const robots = yield* Cache.makeWith(robotsOf, {
    capacity: 1000,
    timeToLive: (exit) => (Exit.isSuccess(exit) && exit.value.access._tag !== "Closed" ? RobotsAccess.maxAge : RobotsAccess.maxAgeClosed)
  })

  const permit = Effect.fnUntraced(function*(url: Url.Vetted, policy: Policy) {
    const { access } = yield* Cache.get(robots, url.host)
    const { because, spacing } = yield* Effect.fromResult(Decisions.permit(policies, policy, url, access))
    return {
      url: url.href,
      policy: { host: policy.host, provider: policy.provider, date: policy.date },
      robots: because,
      spacing_seconds: spacing
    }
  })

  const fetch = Effect.fnUntraced(function*({ kind, onRequest = () => undefined, patient = false, pinned, provider, sent, url }: Question): Effect.fn.Return<Fetched, Failure> {
    const first = yield* Effect.fromResult(Url.vet(url, hosts))
    const method = sent === undefined ? "GET" : "POST"
    let permitted: Effect.Success<ReturnType<typeof permit>>
    const admit = Effect.fnUntraced(function*(hop: Url.Vetted) {
      const policy = yield* Effect.fromResult(Decisions.judge(policies, hop, provider))
      if (budget !== undefined) yield* budget.check(hop)
      permitted = yield* permit(hop, policy)
      yield* pace.turn(hop, permitted.spacing_seconds * 1000)
      if (budget !== undefined) yield* budget.take(hop)
    })
    const made: Agent.Escort<never>["made"] = (outcome) =>
      onRequest({ ...permitted, method, ...("status" in outcome ? { ...outcome, reason: null } : { status: null, bytes: 0, reason: outcome.reason }) })
    const validators = pinned === undefined ? undefined : { etag: pinned.headers["etag"], lastModified: pinned.headers["last-modified"] }
    const asking = pace.guard(first, agent.ask({ url, kind, sent, validators }, { admit, made, allowance: budget?.bytes }), patient)
    const answer = yield* (budget === undefined ? asking : budget.within(first, asking))
    const { hops } = answer
    if (answer.status === 304 && pinned !== undefined) return { ...pinned, url: answer.url, unchanged: true, hops }
    return { url: answer.url, status: answer.status, headers: answer.headers, body: answer.body, unchanged: false, hops }
  })

  return {
    fetch,
    robots: (host) =>
      Effect.fromResult(Url.vet(`https://${host}/robots.txt`, hosts)).pipe(
        Effect.tap((url) => Effect.fromResult(Decisions.judgeAny(policies, url))),
        Effect.flatMap((url) => Cache.get(robots, url.host)),
        Effect.map(({ outcome }) => outcome)
      ),
    robotsRead: () => [...read.values()]
  }
})

const robotOf = (host: string, outcome: RobotsAccess.Outcome, bytes: number, policies: Policies): Robot => {
  const access = RobotsAccess.of(outcome)
  const signals = access._tag === "Rules" ? Array.from(Robots.signals(access.robots, Decisions.agent(policies)), ([signal, wanted]) => ({ signal, wanted })) : []
  const told = { host, bytes, content_signals: signals.sort((a, b) => Canonical.compare(a.signal, b.signal)) }
  return outcome._tag === "Answered"
    ? { read: { ...told, status: outcome.status, reason: null, digest: Digest.of(outcome.body) }, body: outcome.body }
    : { read: { ...told, status: null, reason: outcome.detail, digest: null }, body: null }
}
