/**
 * What a member of a crew does with the work it is given. Has the code, and no store.
 */
import * as Effect from "effect/Effect"
import type { Work } from "./Crew.ts"
import * as Frozen from "./Frozen.ts"
import * as Output from "./Output.ts"
import * as Rows from "./Rows.ts"
import * as Seal from "./Seal.ts"
import type * as Stage from "./Stage.ts"

/** The lines of the first rows' answers, up to a row that fails. */
export const perform = (stage: Stage.Any, work: Work): Effect.Effect<Uint8Array> => Seal.seal([])(answers(stage, work))

const answers = Effect.fnUntraced(function*(stage: Stage.Any, { config, items, rows }: Work) {
  const inputs = Frozen.deep({ ...items })
  const made: Array<string> = []
  for (const line of Output.lines(rows)) {
    const answer = yield* Effect.exit(Rows.one(stage, line, inputs, config))
    if (answer._tag === "Failure") break
    made.push(answer.value)
  }
  return Output.ofLines(made)
})
