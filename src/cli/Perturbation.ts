/**
 * Another world to run a stage in: another zone, another locale, a clock that is off, dice that fall differently.
 *
 * What a stage gives in both must be the same bytes. Applies to the whole process while the program runs, so only one program is
 * perturbed at a time.
 */
import * as Effect from "effect/Effect"
import * as Semaphore from "effect/Semaphore"

const alone = Semaphore.makeUnsafe(1)

/** Dice that always fall on one side, for the first of the two worlds; the second's always fall on the other. */
export const steady = (): void => {
  Math.random = () => 0.25
}

export const perturbed = <A, E>(program: Effect.Effect<A, E>): Effect.Effect<A, E> =>
  alone.withPermits(1)(Effect.acquireUseRelease(Effect.sync(disturb), () => program, (restore) => Effect.sync(restore)))

const disturb = (): () => void => {
  const { env } = process
  const before = { TZ: env["TZ"], LC_ALL: env["LC_ALL"], LANG: env["LANG"] }
  const { now } = Date
  const { random } = Math
  Object.assign(env, { TZ: "Pacific/Kiritimati", LC_ALL: "da_DK.UTF-8", LANG: "da_DK.UTF-8" })
  Date.now = () => now() + 400 * 86_400_000
  Math.random = () => 0.75
  return () => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete env[name]
      else env[name] = value
    }
    Date.now = now
    Math.random = random
  }
}
