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

/** The output's bytes, or those of the first rows' lines; `undefined` where it failed. */
export const perform = (stage: Stage.Any, work: Work): Effect.Effect<Uint8Array | undefined> =>
  Effect.suspend(() => {
    const inputs: Record<string, unknown> = { ...work.items }
    for (const port of stage.ports) if (port.name !== Stage.rowsPort) inputs[port.name] = port.stage.codec.decodeUnsafe(work.inputs[port.name]!)
    return work.rows === null ? whole(stage, inputs, work.config) : rows(stage, Frozen.deep(inputs), work.config, work.rows)
  }).pipe(Seal.seal([]), Effect.catchCause(() => Effect.succeed(undefined)))

const whole = (stage: Stage.Any, inputs: object, config: unknown): Effect.Effect<Uint8Array | undefined, unknown, unknown> =>
  Effect.map(stage.run(inputs as never, config as never), (value) => Result.getOrUndefined(stage.codec.encode(value)))

const rows = Effect.fnUntraced(function*(stage: Stage.Any, inputs: object, config: unknown, lines: ReadonlyArray<string>) {
  const made: Array<string> = []
  for (const line of lines) {
    const row = yield* Effect.exit(Rows.one(stage, line, inputs, config))
    if (row._tag === "Failure") break
    made.push(row.value)
  }
  return Output.ofLines(made)
})
