/**
 * What may still be spent, asked before anything is: requests of a run and of each host, bytes, time.
 *
 * One for all who ask in a run. A request is counted when it leaves, a byte when it comes; at the first byte too many an answer is cut off
 * and none of it kept. Knows nothing of sockets or policies.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Budgets } from "../../schemas/Budgets.ts"
import { EgressRefused } from "../../schemas/Egress.ts"
import type { RefusalReason } from "../../schemas/Egress.ts"

interface Place {
  readonly href: string
  readonly host: string
}

/** What an answer may still weigh. */
export interface Allowance {
  /** Bytes left, for everyone together. */
  readonly left: () => number
  readonly take: (bytes: number) => void
  readonly refusal: (url: Pick<Place, "href">) => EgressRefused
}

export interface Budget {
  /** Fails where a request would go past what may be spent. */
  readonly check: (url: Place) => Effect.Effect<void, EgressRefused>
  /** The same, and counts it. */
  readonly take: (url: Place) => Effect.Effect<void, EgressRefused>
  /** Gives up what is not done when the time is spent. */
  readonly within: <A, E, R>(url: Place, asking: Effect.Effect<A, E, R>) => Effect.Effect<A, E | EgressRefused, R>
  readonly bytes: Allowance
  readonly spent: () => Spent
}

export interface Spent {
  readonly requests: number
  readonly bytes: number
}

/** Time counts from now. */
export const make = Effect.fnUntraced(function*({ asking_seconds, bytes, requests }: Pick<Budgets, "asking_seconds" | "bytes" | "requests">) {
  const until = (yield* Clock.currentTimeMillis) + asking_seconds * 1000
  const byHost = new Map<string, number>()
  let made = 0
  let received = 0
  const refuse = (reason: RefusalReason, { href }: Pick<Place, "href">, limit: string) =>
    new EgressRefused({ layer: "budget", reason, url: href, detail: `the run may spend ${limit} on asking boards, and did (config/budgets.v1.json)` })
  const refusal = (url: Pick<Place, "href">) => refuse("byte_budget", url, `${bytes.run} bytes`)
  const late = (url: Place) => refuse("time_budget", url, `${asking_seconds} s`)

  const check = Effect.fnUntraced(function*(url: Place) {
    if (made >= requests.run) return yield* refuse("request_budget", url, `${requests.run} requests`)
    if ((byHost.get(url.host) ?? 0) >= requests.host) return yield* refuse("host_request_budget", url, `${requests.host} requests to a host`)
    if (received >= bytes.run) return yield* refusal(url)
    if ((yield* Clock.currentTimeMillis) >= until) return yield* late(url)
  })
  const budget: Budget = {
    check,
    take: (url) =>
      Effect.tap(check(url), () => {
        made++
        byHost.set(url.host, (byHost.get(url.host) ?? 0) + 1)
        return Effect.void
      }),
    within: (url, asking) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => Effect.timeoutOrElse(asking, { duration: Math.max(0, until - now), orElse: () => Effect.fail(late(url)) })),
    bytes: {
      left: () => bytes.run - received,
      take: (length) => {
        received += length
      },
      refusal
    },
    spent: () => ({ requests: made, bytes: received })
  }
  return budget
})
