/**
 * The day a run is about: the one given, else today. The only place that asks the clock for a date.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as BadUsage from "./BadUsage.ts"

export const read = (given: string | undefined, flag = "--as-of"): Effect.Effect<string, BadUsage.BadUsage> =>
  given === undefined
    ? Effect.map(Clock.currentTimeMillis, (millis) => new Date(millis).toISOString().slice(0, 10))
    : Effect.suspend(() => {
      const day = dayOf(given)
      return day === undefined
        ? Effect.fail(new BadUsage.BadUsage({ flag, given, expected: "a day as 2026-11-22, or a time as 2026-11-22T06:00:00Z" }))
        : Effect.succeed(day)
    })

const dayOf = (text: string): string | undefined => {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text)
  if (!isDay && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined
  const time = new Date(isDay ? `${text}T00:00:00Z` : text)
  if (Number.isNaN(time.getTime())) return undefined
  const day = time.toISOString().slice(0, 10)
  return isDay && day !== text ? undefined : day
}
