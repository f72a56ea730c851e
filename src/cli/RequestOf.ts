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
}

export const read = Effect.fnUntraced(function*(home: Home, flags: Flags) {
  const request: Preparation.Request = {
    home,
    day: yield* DayOf.read(Option.getOrUndefined(flags.asOf)),
    snapshots: Option.match(flags.snapshots, { onNone: () => home.snapshots, onSome: (folder) => Path.resolve(folder) })
  }
  return request
})
