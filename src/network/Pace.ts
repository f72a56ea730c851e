/**
 * How often a host is asked, and when it is left alone.
 *
 * One bucket and one breaker per host, whoever asks: four employers on one vendor share them. A host that says when to come back is not
 * asked sooner by anyone. Answers that a later try may better are tried again, ever more rarely and never at the same moment. Knows nothing
 * of sockets; time is Effect's clock.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import * as Random from "effect/Random"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import * as CircuitBreaker from "effect/persistence/CircuitBreaker"
import * as RateLimiter from "effect/persistence/RateLimiter"
import { EgressRefused } from "../../schemas/Egress.ts"
import type { AnswerRefused, Unreachable } from "../../schemas/Egress.ts"
import * as RetryAfter from "./RetryAfter.ts"

type Place = { readonly href: string; readonly host: string }
type Answered = { readonly status: number; readonly headers: Readonly<Record<string, string>> }

export interface Pace {
  /** Waits until the host may be asked; `spacing` is the least time between two requests, in milliseconds. */
  readonly turn: (url: Place, spacing: number) => Effect.Effect<void, EgressRefused>
  /**
   * Asks behind the breaker, again where that may help. `ask` waits for its turn itself, each time. Where the breaker is open, the patient
   * wait until it lets one try, if that is not too long.
   */
  readonly guard: <A extends Answered, E>(url: Place, ask: Effect.Effect<A, E>, patient?: boolean) => Effect.Effect<A, E | EgressRefused>
}

export interface Options {
  /** Tries in all. */
  readonly tries: number
  /** The wait before the second try, in milliseconds; doubled for each further one, and between half and all of that. */
  readonly backoff: number
  /** Waits longer than this are left to a later run. */
  readonly patience: number
  /** Failures in a row that open the breaker. */
  readonly failures: number
  /** How long it stays open at first, in milliseconds; doubled at each further opening. */
  readonly open: number
}

export const options: Options = { tries: 3, backoff: 1_000, patience: 120_000, failures: 5, open: 30_000 }

export const make = Effect.fnUntraced(function*(given: Partial<Options> = {}): Effect.fn.Return<Pace, never, Scope.Scope> {
  const { backoff, failures, open, patience, tries } = { ...options, ...given }
  const limiter = yield* RateLimiter.make.pipe(Effect.provide(RateLimiter.layerStoreMemory))
  const breaker = yield* CircuitBreaker.make({
    tripPolicy: CircuitBreaker.consecutive(failures),
    openDuration: Schedule.exponential(open),
    maxOpenDuration: RetryAfter.longest
  }).pipe(Effect.provide(CircuitBreaker.layerStoreMemory()))
  /** Host → the time before which it asked not to be asked. */
  const notBefore = new Map<string, number>()

  const refuse = (reason: "circuit_open" | "retry_later", { href }: Place, wait: number) =>
    new EgressRefused({
      layer: "pace",
      reason,
      url: href,
      detail: reason === "retry_later" ? `the host asks to be left alone for ${seconds(wait)}` : `the host failed too often and is left alone for ${seconds(wait)}`
    })

  const turn = Effect.fnUntraced(function*(url: Place, spacing: number) {
    const { delay } = yield* Effect.orDie(limiter.consume({ key: url.host, limit: 1, window: Math.max(1, spacing), onExceeded: "delay", algorithm: "token-bucket" }))
    yield* Effect.sleep(delay)
    while (true) {
      const wait = (notBefore.get(url.host) ?? 0) - (yield* Clock.currentTimeMillis)
      if (wait <= 0) return
      if (wait > patience) return yield* refuse("retry_later", url, wait)
      yield* Effect.sleep(wait)
    }
  })

  const waitFor = Effect.fnUntraced(function*<A, E>(url: Place, exit: Exit.Exit<A & Answered, E>, attempt: number) {
    const now = yield* Clock.currentTimeMillis
    const asked = exit._tag === "Success" ? RetryAfter.read(exit.value.headers["retry-after"], now) : null
    if (asked !== null) notBefore.set(url.host, Math.max(notBefore.get(url.host) ?? 0, now + asked))
    const own = backoff * 2 ** attempt * (0.5 + (yield* Random.next) / 2)
    return Math.max(asked ?? 0, own)
  })

  const again = <A extends Answered, E>(url: Place, ask: Effect.Effect<A, E>, attempt: number): Effect.Effect<A, E> =>
    Effect.flatMap(Effect.exit(ask), (exit) => {
      if (outcomeOf(exit) !== "transient") return exit
      return Effect.flatMap(waitFor(url, exit, attempt), (wait) =>
        attempt + 1 < tries && wait <= patience ? Effect.delay(again(url, ask, attempt + 1), wait) : exit)
    })

  const guard = <A extends Answered, E>(url: Place, ask: Effect.Effect<A, E>, patient = false): Effect.Effect<A, E | EgressRefused> =>
    again(url, ask, 0).pipe(
      breaker.execute({ key: url.host, classify: (exit) => Effect.map(Clock.currentTimeMillis, (now) => classify(exit, (notBefore.get(url.host) ?? now) - now)) }),
      Effect.catchIf(isBreakerError, (error) => {
        const wait = remaining(error)
        return patient && wait <= patience ? Effect.delay(guard(url, ask, true), Math.max(wait, 1)) : Effect.fail(refuse("circuit_open", url, wait))
      })
    )

  return { turn, guard }
})

const seconds = (milliseconds: number): string => `${Math.ceil(milliseconds / 1000)} s`

const isBreakerError = (error: unknown): error is CircuitBreaker.CircuitBreakerError => error instanceof CircuitBreaker.CircuitBreakerError

const remaining = ({ reason }: CircuitBreaker.CircuitBreakerError): number => (reason._tag === "CircuitOpen" ? Duration.toMillis(reason.retryAfter) : 0)

/** A refusal of our own says nothing about the host. */
const outcomeOf = <A extends Answered, E>(exit: Exit.Exit<A, E>): "sound" | "own" | "transient" | "failed" => {
  if (exit._tag === "Success") {
    const { status } = exit.value
    return status === 429 || status >= 500 ? "transient" : "sound"
  }
  const failure = exit.cause.reasons.find((reason) => reason._tag === "Fail")?.error as Unreachable | AnswerRefused | EgressRefused | undefined
  if (failure?._tag === "Unreachable") return failure.reason === "tls" || failure.reason === "deadline" ? "failed" : "transient"
  return failure?._tag === "AnswerRefused" ? "failed" : "own"
}

const classify = <A extends Answered, E>(exit: Exit.Exit<A, E>, retryAfter: number): CircuitBreaker.Outcome => {
  switch (outcomeOf(exit)) {
    case "sound":
      return CircuitBreaker.success
    case "own":
      return CircuitBreaker.ignored
    default:
      return CircuitBreaker.failure({ retryAfter: Math.max(0, retryAfter) })
  }
}
