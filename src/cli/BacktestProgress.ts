/**
 * How far a backtest is, on stderr, in one line that is written over: where a person looks at it, and sees no results go by.
 */
import * as Effect from "effect/Effect"
import type { Seen } from "./Backtest.ts"
import * as Terminal from "./Terminal.ts"

export interface Progress {
  readonly onDay: (seen: Seen) => void
  readonly end: () => void
}

export const start = (days: number): Effect.Effect<Progress> =>
  process.stderr.isTTY === true && process.stdout.isTTY !== true
    ? Effect.promise(async () => {
      const { createLogUpdate } = await import("log-update")
      const region = createLogUpdate(process.stderr, { showCursor: false })
      let done = 0
      return {
        onDay: ({ day: { day } }) => region(Terminal.harmless(`${day}  ${++done} of ${days}`)),
        end: () => {
          region.clear()
          region.done()
        }
      }
    })
    : Effect.succeed({ onDay: () => {}, end: () => {} })
