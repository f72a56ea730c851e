/**
 * `graph diff A B`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"

export const diff = Command.make("diff", {
  left: Argument.String("A").pipe(Argument.withDescription("A run (latest, @1, an id or its beginning), a run.json, a bundle, or a backtest")),
  right: Argument.String("B").pipe(Argument.withDescription("The run or the backtest to compare it with"))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/diff.ts")), ({ diff }) => diff(input))).pipe(
  Command.withDescription("Say where two runs part, and why: the smallest set of nodes that explains every difference. Exits 5 if they differ"),
  Command.withExamples([
    { command: "graph diff @1 @0", description: "The last two runs" },
    { command: "graph diff aws.run.tar.gz latest", description: "A run of another site with the last one here" },
    { command: "graph diff 2026-01-01-1f0c9a2b 2026-01-01-77d0e3c4", description: "What another configuration would have meant, day by day" }
  ])
)
