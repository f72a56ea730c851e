/**
 * What a member of a crew does with the work it is given. Has the code, and no store.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Work } from "./Crew.ts"
import * as Frozen from "./Frozen.ts"
import * as Output from "./Output.ts"
import * as Rows from "./Rows.ts"
import * as Seal from "./Seal.ts"
import * as Stage from "./Stage.ts"

/** The output's bytes, or those of the first rows' answers, up to a row that fails; `undefined` where it failed. */
export const perform = (stage: Stage.Any, work: Work): Effect.Effect<Uint8Array | undefined> =>
  (stage.rows === undefined ? whole(stage, work) : answers(stage, work)).pipe(Seal.seal([]), Effect.catchCause(() => Effect.succeed(undefined)))

const whole = (stage: Stage.Any, { config, inputs, items }: Work): Effect.Effect<Uint8Array | undefined, unknown, unknown> =>
  Effect.suspend(() => {
    const values = Object.fromEntries(stage.ports.map(({ name, stage }) => [name, stage.codec.decodeUnsafe(inputs[name]!)]))
    return Effect.map(stage.run({ ...items, ...values } as never, config as never), (value) => Result.getOrUndefined(stage.codec.encode(value)))
  })

const answers = Effect.fnUntraced(function*(stage: Stage.Any, { config, inputs, items }: Work) {
  const given = Frozen.deep({ ...items })
  const made: Array<string> = []
  for (const line of Output.lines(inputs[Stage.rowsPort]!)) {
    const answer = yield* Effect.exit(Rows.one(stage, line, given, config))
    if (answer._tag === "Failure") break
    made.push(answer.value)
  }
  return Output.ofLines(made)
})
