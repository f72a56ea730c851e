/**
 * The context a stage runs in: its capabilities, and nothing else.
 *
 * Clock, Random and Console are references with defaults in Effect: they never show in `R`, so types alone would let a
 * pure stage read the time. The seal replaces the whole context, keeps what tracing and logging need, and puts in
 * a clock, a random source and a console that refuse. What bypasses Effect (`Date.now`, `fetch`) is lint's and replay's to catch.
 */
import * as Clock from "effect/Clock"
import * as Console from "effect/Console"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as References from "effect/References"
import * as Tracer from "effect/Tracer"
import type * as Capability from "./Capability.ts"

export type Granted = ReadonlyArray<readonly [Capability.Any, Capability.Shape]>

export const seal = (granted: Granted) => <A, E>(effect: Effect.Effect<A, E, unknown>): Effect.Effect<A, E> =>
  Effect.updateContext(effect as Effect.Effect<A, E>, (ambient: Context.Context<never>) => {
    let context = Context.pick(...observability)(ambient as never) as Context.Context<never>
    context = Context.add(context, Clock.Clock, sealedClock(Context.get(ambient, Clock.Clock)))
    context = Context.add(context, Random.Random, sealedRandom)
    context = Context.add(context, Console.Console, sealedConsole)
    for (const [key, service] of granted) context = Context.add(context, key, service) as Context.Context<never>
    return context
  })

const observability = [
  Tracer.Tracer,
  Tracer.ParentSpan,
  References.CurrentLoggers,
  References.MinimumLogLevel,
  References.CurrentLogAnnotations
]

const undeclared = (what: string) => new Error(`it reached for ${what} without a capability`)
const refuse = (what: string) => Effect.die(undeclared(what))
const refuseUnsafe = (what: string) => (): never => {
  throw undeclared(what)
}

// Spans and log lines read the time through the `Unsafe` members; a program that asks for it dies.
const sealedClock = (clock: Clock.Clock): Clock.Clock => ({
  currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe(),
  currentTimeNanosUnsafe: () => clock.currentTimeNanosUnsafe(),
  monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
  currentTimeMillis: refuse("the clock"),
  currentTimeNanos: refuse("the clock"),
  monotonicTimeNanos: refuse("the clock"),
  sleep: () => refuse("the clock")
})

const sealedRandom: typeof Random.Random.Service = {
  nextIntUnsafe: refuseUnsafe("randomness"),
  nextDoubleUnsafe: refuseUnsafe("randomness")
}

const sealedConsole = new Proxy({} as Console.Console, { get: () => refuseUnsafe("the console") })
