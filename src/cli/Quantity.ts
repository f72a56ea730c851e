/**
 * Spans of time and amounts of bytes as they are written on the command line: `12h`, `90d`, `500MiB`. Read strictly.
 */
import * as Effect from "effect/Effect"
import * as BadUsage from "./BadUsage.ts"

const millis: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const bytesIn: { readonly [unit: string]: number } = { "": 1, B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 }

/** Milliseconds. */
export const duration = (flag: string, given: string): Effect.Effect<number, BadUsage.BadUsage> =>
  read(flag, given, /^(\d{1,9})([smhdw])$/, millis, "a number with a unit (30s, 15m, 12h, 7d, 2w)")

export const bytes = (flag: string, given: string): Effect.Effect<number, BadUsage.BadUsage> =>
  read(flag, given, /^(\d{1,15})(|B|KiB|MiB|GiB|TiB)$/, bytesIn, "a number of bytes, or one with a unit (500MiB, 2GiB)")

export const count = (flag: string, given: number): Effect.Effect<number, BadUsage.BadUsage> =>
  given >= 0 ? Effect.succeed(given) : Effect.fail(new BadUsage.BadUsage({ flag, given: String(given), expected: "a number from 0 on" }))

const read = (flag: string, given: string, form: RegExp, units: { readonly [unit: string]: number }, expected: string) =>
  Effect.suspend(() => {
    const [, number, unit] = form.exec(given) ?? []
    const amount = Number(number) * (units[unit ?? ""] ?? Number.NaN)
    return Number.isSafeInteger(amount) ? Effect.succeed(amount) : Effect.fail(new BadUsage.BadUsage({ flag, given, expected }))
  })
