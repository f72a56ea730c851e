/**
 * `graph alerts [run]`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const alerts = Command.make("alerts", {
  run: Argument.String("run").pipe(Argument.withDescription("Of which run: latest, @1, an id or its beginning [default: latest]"), Argument.withDefault("latest")),
  candidate: Flag.String("candidate").pipe(Flag.withDescription("Whose [default: the only candidate, else the one switched to, else local]"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/alerts.ts")), ({ alerts }) => alerts(input))).pipe(
  Command.withDescription("What a run tells a candidate, by the rules of config/alerts.v1.json, and why the rest is not told"),
  Command.withExamples([
    { command: "graph alerts", description: "What is told of the latest run" },
    { command: "graph alerts @1 --candidate ada --json", description: "To whom else, of which run else, for programs" },
    { command: "graph artifact digest --format html > digest.html", description: "The same as a mail" }
  ])
)
