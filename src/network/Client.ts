/**
 * Fetches for a provider: the agent with what was decided about hosts, robots.txt and pace before every hop.
 *
 * robots.txt of a host comes first, once for everyone, through the same shield. Each request leaves a permit behind: which policy spoke, which
 * robots.txt, which line of it. An answer that is as it was (304) is the earlier one. Nothing is kept on disk here.
 */
import * as Cache from "effect/Cache"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Scope from "effect/Scope"
import type { AnswerRefused, EgressRefused, Unreachable } from "../../schemas/Egress.ts"
import type { Policies, Policy } from "../../schemas/Policy.ts"
import * as Digest from "../platform/Digest.ts"
import * as Agent from "./Agent.ts"
import type * as Content from "./Content.ts"
import type { Limits } from "./Limits.ts"
import * as Pace from "./Pace.ts"
import * as Decisions from "./Policies.ts"
import type { Resolver } from "./Resolver.ts"
import * as Robots from "./Robots.ts"
import * as RobotsAccess from "./RobotsAccess.ts"
import * as Url from "./Url.ts"

export interface Options {
  readonly policies: Policies
  readonly resolver: Resolver
  readonly limits?: Partial<Limits>
  readonly pace?: Partial<Pace.Options>
  /** An earlier robots.txt of a host, and when it was fetched: it speaks for 30 days while the host cannot be reached. */
  readonly kept?: (host: string) => { readonly outcome: RobotsAccess.Outcome; readonly at: number } | undefined
}

export interface Question {
  readonly provider: string
  readonly url: string
  readonly kind: Content.Kind
  /** The answer at hand: asked for again only if it changed. */
  readonly pinned?: Pinned | undefined
}

export interface Pinned {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** Why a URL was asked: a line of the policy log. */
export interface Permit {
  readonly url: string
  readonly provider: string
  readonly policy: string
  readonly robots: { readonly status: number | null; readonly digest: string | null; readonly because: string }
  readonly spacing: number
}

export interface Fetched extends Pinned {
  readonly url: string
  /** Whether the host said that the pinned answer still holds. */
  readonly unchanged: boolean
  readonly hops: ReadonlyArray<Agent.Hop>
  readonly permits: ReadonlyArray<Permit>
}

export type Failure = EgressRefused | Unreachable | AnswerRefused

export interface Client {
  readonly fetch: (question: Question) => Effect.Effect<Fetched, Failure>
}

/** Fails where the environment would weaken the shield. `world` is for tests. */
export const make = Effect.fnUntraced(function*(
  { kept = () => undefined, limits, pace: pacing, policies, resolver }: Options,
  world?: Agent.World
): Effect.fn.Return<Client, EgressRefused, Scope.Scope> {
  const hosts = Decisions.hosts(policies)
  const agent = yield* Agent.make({ hosts, resolver, userAgent: policies.user_agent, ...(limits === undefined ? {} : { limits }) }, world)
  const pace = yield* Pace.make(pacing)

  const robotsOf = Effect.fnUntraced(function*(host: string) {
    const request: Agent.Request = { url: `https://${host}/robots.txt`, kind: "any", enough: Robots.maxBytes + 1 }
    // Its redirects are judged by the policies alone: whoever may ask a host anything may ask it for its rules.
    const admit = (url: Url.Vetted) => Effect.flatMap(Effect.fromResult(Decisions.judgeAny(policies, url)), (policy) => pace.turn(url, policy.spacing_seconds * 1000))
    const outcome: RobotsAccess.Outcome = yield* agent.get(request, admit).pipe(Effect.match({
      onFailure: ({ reason }) => ({ _tag: "Unreachable" as const, detail: reason }),
      onSuccess: ({ body, status }) => ({ _tag: "Answered" as const, status, body })
    }))
    const access = RobotsAccess.of(outcome)
    const earlier = access._tag === "Closed" ? kept(host) : undefined
    const isFresh = earlier !== undefined && RobotsAccess.holds((yield* Clock.currentTimeMillis) - earlier.at, false)
    return isFresh ? { outcome: earlier.outcome, access: RobotsAccess.of(earlier.outcome) } : { outcome, access }
  })
  const robots = yield* Cache.makeWith(robotsOf, {
    capacity: 1000,
    timeToLive: (exit) => (Exit.isSuccess(exit) && exit.value.access._tag !== "Closed" ? RobotsAccess.maxAge : RobotsAccess.maxAgeClosed)
  })

  const permit = Effect.fnUntraced(function*(url: Url.Vetted, policy: Policy, provider: string) {
    const { access, outcome } = yield* Cache.get(robots, url.host)
    const { because, spacing } = yield* Effect.fromResult(Decisions.permit(policies, policy, url, access))
    const answered = outcome._tag === "Answered" ? outcome : undefined
    return {
      url: url.href,
      provider,
      policy: `${policy.host}${policy.provider === null ? "" : ` for ${policy.provider}`}, ${policy.date}`,
      robots: { status: answered?.status ?? null, digest: answered === undefined ? null : Digest.of(answered.body), because },
      spacing
    } satisfies Permit
  })

  const fetch = Effect.fnUntraced(function*({ kind, pinned, provider, url }: Question): Effect.fn.Return<Fetched, Failure> {
    const first = yield* Effect.fromResult(Url.vet(url, hosts))
    const permits: Array<Permit> = []
    const admit = Effect.fnUntraced(function*(hop: Url.Vetted) {
      const policy = yield* Effect.fromResult(Decisions.judge(policies, hop, provider))
      const given = yield* permit(hop, policy, provider)
      yield* pace.turn(hop, given.spacing * 1000)
      permits.push(given)
    })
    const validators = pinned === undefined ? undefined : { etag: pinned.headers["etag"], lastModified: pinned.headers["last-modified"] }
    const answer = yield* pace.guard(first, Effect.suspend(() => {
      permits.length = 0
      return agent.get({ url, kind, validators }, admit)
    }))
    const { hops } = answer
    if (answer.status === 304 && pinned !== undefined) return { ...pinned, url: answer.url, unchanged: true, hops, permits }
    return { url: answer.url, status: answer.status, headers: answer.headers, body: answer.body, unchanged: false, hops, permits }
  })

  return { fetch }
})
