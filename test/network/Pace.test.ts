import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { Unreachable } from "../../schemas/Egress.ts"
import * as Pace from "../../src/network/Pace.ts"
import * as RetryAfter from "../../src/network/RetryAfter.ts"

const at = (host: string) => ({ href: `https://${host}/`, host })
const lever = at("api.lever.co")
const ashby = at("api.ashbyhq.com")
const answer = (status: number, headers: Readonly<Record<string, string>> = {}) => ({ status, headers })

/** Answers one after the other, the last for ever; and when each was asked for. */
const host = (pace: Pace.Pace, place: typeof lever, answers: ReadonlyArray<ReturnType<typeof answer> | "down">) => {
  const times: Array<number> = []
  const ask = Effect.gen(function*() {
    yield* pace.turn(place, 1)
    times.push(yield* Clock.currentTimeMillis)
    const next = answers[Math.min(times.length, answers.length) - 1]!
    return next === "down" ? yield* new Unreachable({ reason: "connect_failed", url: place.href, detail: "ECONNREFUSED" }) : next
  })
  return { times, ask: pace.guard(place, ask) }
}

const settled = <A, E>(effect: Effect.Effect<A, E>, within: Duration.Input = "1 hour") =>
  Effect.gen(function*() {
    const fiber = yield* Effect.forkChild(Effect.result(effect))
    yield* TestClock.adjust(within)
    return yield* Fiber.join(fiber)
  })

describe("Pace", () => {
  it.effect("asks one host at its spacing whoever asks, and others meanwhile", () =>
    Effect.gen(function*() {
      const pace = yield* Pace.make()
      const seen: Array<readonly [string, number]> = []
      const ask = (place: typeof lever, spacing: number) =>
        Effect.andThen(pace.turn(place, spacing), Effect.map(Clock.currentTimeMillis, (now) => seen.push([place.host, now])))
      const fiber = yield* Effect.forkChild(Effect.all([...Array.from({ length: 4 }, () => ask(lever, 1500)), ask(ashby, 1000), ask(ashby, 1000)], { concurrency: "unbounded" }))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(seen.filter(([host]) => host === lever.host).map(([, time]) => time), [0, 1500, 3000, 4500])
      assert.deepStrictEqual(seen.filter(([host]) => host === ashby.host).map(([, time]) => time), [0, 1000])
    }))

  it.effect("tries again what may pass, ever later and never in step, and then gives what it got", () =>
    Effect.gen(function*() {
      const pace = yield* Pace.make()
      const passing = host(pace, lever, ["down", answer(503), answer(200)])
      assert.strictEqual((yield* settled(passing.ask))._tag, "Success")
      const [first, second, third] = passing.times as [number, number, number]
      assert.isTrue(second - first >= 500 && second - first <= 1000, `${second - first}`)
      assert.isTrue(third - second >= 1000 && third - second <= 2000, `${third - second}`)
      const lasting = host(pace, ashby, [answer(500)])
      assert.deepInclude(yield* settled(lasting.ask), { success: answer(500) })
      assert.strictEqual(lasting.times.length, 3)
    }))

  it.effect("does not repeat what will not change", () =>
    Effect.gen(function*() {
      const pace = yield* Pace.make()
      const absent = host(pace, lever, [answer(404)])
      yield* settled(absent.ask)
      assert.strictEqual(absent.times.length, 1)
    }))

  it.effect("comes back when the host says, in seconds or as a date, and nobody comes sooner", () =>
    Effect.gen(function*() {
      const pace = yield* Pace.make()
      const limited = host(pace, lever, [answer(429, { "retry-after": "30" }), answer(200)])
      const other = Effect.delay(Effect.andThen(pace.turn(lever, 1), Clock.currentTimeMillis), "1 second")
      const fiber = yield* Effect.forkChild(other)
      assert.strictEqual((yield* settled(limited.ask))._tag, "Success")
      assert.isAtLeast(limited.times[1]!, 30_000)
      assert.isAtLeast(yield* Fiber.join(fiber), 30_000)
    }))

  it.effect("leaves a host that asks for longer than a run waits to a later run", () =>
    Effect.gen(function*() {
      const pace = yield* Pace.make()
      const limited = host(pace, lever, [answer(429, { "retry-after": "999999999" })])
      assert.deepInclude(yield* settled(limited.ask, "1 minute"), { success: answer(429, { "retry-after": "999999999" }) })
      assert.strictEqual(limited.times.length, 1)
      assert.deepInclude(yield* Effect.flip(pace.turn(lever, 1)), { layer: "pace", reason: "retry_later" })
    }))

  it.effect("leaves a host alone that fails again and again, and asks once before trusting it", () =>
    Effect.gen(function*() {
      const pace = yield* Pace.make({ tries: 1, failures: 3 })
      const failing = host(pace, lever, ["down", "down", "down", answer(200)])
      for (let round = 0; round < 3; round++) assert.strictEqual((yield* settled(failing.ask, "1 second"))._tag, "Failure")
      const refused = yield* Effect.flip(failing.ask)
      assert.deepInclude(refused, { layer: "pace", reason: "circuit_open" })
      assert.strictEqual(failing.times.length, 3)
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual((yield* settled(failing.ask))._tag, "Success")
      assert.strictEqual((yield* settled(failing.ask))._tag, "Success")
      assert.strictEqual(failing.times.length, 5)
    }))
})

describe("RetryAfter", () => {
  it("is seconds or a date, at most an hour, and nothing else", () => {
    const now = Date.UTC(2026, 10, 22, 12)
    const cases = { "30": 30_000, "0": 0, "999999999": 3_600_000, "Sun, 22 Nov 2026 12:01:00 GMT": 60_000, "Sun, 22 Nov 2026 11:00:00 GMT": 0, "Fri, 01 Jan 2100 00:00:00 GMT": 3_600_000 }
    for (const [value, wait] of Object.entries(cases)) assert.strictEqual(RetryAfter.read(value, now), wait, value)
    for (const value of [undefined, "", "-5", "1.5", "soon", "2026-11-22T12:01:00Z", "9".repeat(16)]) assert.isNull(RetryAfter.read(value, now), value)
  })
})
