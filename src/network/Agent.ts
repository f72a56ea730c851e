/**
 * Fetches a URL through every layer of the shield, hop by hop.
 *
 * Each hop is vetted as text, resolved once, vetted as addresses, connected to one of these, and read within limits; a redirect starts again
 * at the text. One deadline spans it all. Whoever asks may add a layer of its own, `admit`, which every hop passes too: policies, robots,
 * pace. No cookies, no credentials, no proxies, no cache.
 */
import * as Effect from "effect/Effect"
import { EgressRefused, Unreachable } from "../../schemas/Egress.ts"
import type { AnswerRefused, RefusalReason } from "../../schemas/Egress.ts"
import * as Address from "./Address.ts"
import type * as Budget from "./Budget.ts"
import * as Content from "./Content.ts"
import * as Dial from "./Dial.ts"
import * as Environment from "./Environment.ts"
import * as Exchange from "./Exchange.ts"
import type { Hosts } from "./Hosts.ts"
import { limits as defaults } from "./Limits.ts"
import type { Limits } from "./Limits.ts"
import * as Resolver from "./Resolver.ts"
import * as Url from "./Url.ts"

export interface Options {
  readonly hosts: Hosts
  readonly resolver: Resolver.Resolver
  readonly userAgent: string
  readonly limits?: Partial<Limits>
}

export interface Request {
  readonly url: string
  readonly kind: Content.Kind
  /** A query to POST, as JSON. Its redirects are not followed: a query is not sent elsewhere. */
  readonly sent?: string | undefined
  /** Sent to the first host only. */
  readonly validators?: Exchange.Validators | undefined
  /** Bytes after which the rest is not read. */
  readonly enough?: number | undefined
}

export interface Hop {
  readonly url: string
  /** What the name resolved to: the evidence of the decision. */
  readonly addresses: ReadonlyArray<string>
  readonly address: string
  readonly status: number
}

export interface Answer {
  /** Where the last hop led. */
  readonly url: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly hops: ReadonlyArray<Hop>
}

export type Failure = EgressRefused | Unreachable | AnswerRefused

/** What every hop passes besides the layers of the agent itself. */
export interface Escort<E> {
  readonly admit: (url: Url.Vetted) => Effect.Effect<void, E>
  /** Counts the bodies of the answers, and bounds them. */
  readonly allowance?: Budget.Allowance | undefined
  /** Told of each request that left, with what came of it: bytes as sent. */
  readonly made?: (outcome: { readonly status: number; readonly bytes: number } | { readonly reason: Failure["reason"] }) => void
}

export interface Agent {
  readonly ask: <E = never>(request: Request, escort?: Escort<E>) => Effect.Effect<Answer, Failure | E>
}

/** What stands in for the world in tests. Nothing that is configured reaches it. */
export interface World {
  readonly wiring: Dial.Wiring
  readonly environment: Environment.Environment
}

/** Fails where the environment would weaken what the agent promises. */
export const make = Effect.fnUntraced(function*(
  { hosts, limits: given, resolver, userAgent }: Options,
  { environment, wiring }: World = { wiring: Dial.direct, environment: Environment.ofProcess() }
): Effect.fn.Return<Agent, EgressRefused> {
  yield* Environment.vet(environment)
  // Before anybody waits for a turn: what is loaded between a turn and its request brings the next one closer to it.
  yield* Dial.undici
  const limits: Limits = { ...defaults, ...given }

  const hop = Effect.fnUntraced(function*(url: Url.Vetted, request: Request, isFirst: boolean, allowance: Budget.Allowance | undefined) {
    const addresses = yield* Resolver.resolve(resolver, url, limits.dns)
    const asked: Exchange.Asked = {
      userAgent,
      accept: Content.accept[request.kind],
      sent: request.sent,
      validators: isFirst ? request.validators : undefined,
      enough: request.enough,
      allowance
    }
    const received = yield* Exchange.make(url, addresses, asked, limits, wiring)
    const made: Hop = { url: url.href, addresses: addresses.map(Address.format), address: received.address, status: received.status }
    return { received, hop: made }
  })

  const late = (url: Url.Vetted) => new Unreachable({ reason: "deadline", url: url.href, detail: `not done in ${limits.total} ms, redirects included` })

  const ask = Effect.fnUntraced(function*<E = never>(
    request: Request,
    { admit, allowance, made: tell = () => undefined }: Escort<E> = { admit: () => Effect.void }
  ): Effect.fn.Return<Answer, Failure | E> {
    let url = yield* Effect.fromResult(Url.vet(request.url, hosts))
    const seen = new Set<string>()
    const hops: Array<Hop> = []
    // Time spent in `admit`, waiting for a turn, is not counted.
    let left = limits.total
    while (true) {
      seen.add(url.href)
      yield* admit(url)
      const started = performance.now()
      const asking = Effect.timeoutOrElse(hop(url, request, hops.length === 0, allowance), { duration: left, orElse: () => Effect.fail(late(url)) })
      const { hop: made, received } = yield* asking.pipe(
        Effect.tapError((failure) => Effect.sync(() => {
          if (failure._tag !== "EgressRefused" || failure.layer === "budget") tell({ reason: failure.reason })
        })),
        Effect.onInterrupt(() => Effect.sync(() => tell({ reason: "deadline" })))
      )
      tell({ status: received.status, bytes: received.body.length })
      left -= performance.now() - started
      hops.push(made)
      const { headers, status } = received
      const isNotModified = status === 304 && hops.length === 1 && hasValidators(request)
      if (status < 300 || status >= 400 || isNotModified) {
        return { url: url.href, status, headers, body: yield* Content.read(url, request.kind, received, limits), hops }
      }
      const refuse = (reason: RefusalReason, detail: string) => new EgressRefused({ layer: "redirect", reason, url: url.href, detail })
      if (!followed.has(status) || request.sent !== undefined) return yield* refuse("redirect_not_followed", `a ${status} is not followed${request.sent === undefined ? "" : " with a query"}`)
      const next = yield* Effect.fromResult(Url.follow(url, headers["location"] ?? "", hosts))
      if (seen.has(next.href)) return yield* refuse("redirect_loop", `it leads back to ${next.href}`)
      if (hops.length > limits.redirects) return yield* refuse("too_many_redirects", `more than ${limits.redirects} redirects`)
      url = next
    }
  })

  return { ask }
})

const followed: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

const hasValidators = ({ validators }: Request): boolean => validators?.etag !== undefined || validators?.lastModified !== undefined
