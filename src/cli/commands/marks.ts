/**
 * `graph marks`
 */
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const marks = Command.make("marks", {
  candidate: Flag.String("candidate").pipe(Flag.withDescription("Whose [default: the only candidate, else the one switched to, else local]"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/marks.ts")), ({ marks }) => marks(input))).pipe(
  Command.withDescription("What a candidate said of postings, as it holds now. Exits 6 if the journal is damaged; what is whole is shown all the same")
)
