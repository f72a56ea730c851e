/**
 * Modules loaded when a program first needs them: a run with nothing to do starts without any.
 *
 * A module is there at once from the second time on, however many rows ask for it.
 */
import * as Effect from "effect/Effect"

export const load = <A>(module: () => Promise<A>): Effect.Effect<A> => {
  let loaded: Effect.Effect<A> | undefined
  return Effect.suspend(() => loaded ?? Effect.tap(Effect.promise(module), (value) => Effect.sync(() => void (loaded = Effect.succeed(value)))))
}
