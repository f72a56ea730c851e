/**
 * What the flags shared by run, plan and why ask for.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Path from "node:path"
import * as DayOf from "./DayOf.ts"
import type { Home } from "./Home.ts"
import type * as Preparation from "./Preparation.ts"

export interface Flags {
  readonly asOf: Option.Option<string>
  readonly snapshots: Option.Option<string>
  readonly offline: boolean
}

export const read = Effect.fnUntraced(function*(home: Home, flags: Flags) {
  const day = yield* DayOf.read(Option.getOrUndefined(flags.asOf))
  const request: Preparation.Request = {
    home,
    day,
    snapshots: Option.match(flags.snapshots, { onNone: () => null, onSome: (folder) => Path.resolve(folder) }),
    // What a board says now is of today, whatever day the run is about.
    live: !flags.offline && day === (yield* DayOf.read(undefined))
  }
  return request
})
