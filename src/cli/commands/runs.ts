/**
 * `graph runs`
 */
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const runs = Command.make("runs", {
  limit: Flag.Int("limit").pipe(Flag.withDescription("How many, the newest first [default: 20]"), Flag.withDefault(20))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/runs.ts")), ({ runs }) => runs(input))).pipe(
  Command.withDescription("List the runs: how each ended, what it computed and how long it took"),
  Command.withExamples([
    { command: "graph runs", description: "The newest twenty" },
    { command: "graph runs --limit 1 --json", description: "The newest one, for a program" }
  ])
)
