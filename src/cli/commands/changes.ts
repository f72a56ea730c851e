/**
 * `graph changes [run] [--since RUN]`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const changes = Command.make("changes", {
  run: Argument.String("run").pipe(Argument.withDescription("Which run: latest, @1, an id or its beginning [default: latest]"), Argument.withDefault("latest")),
  since: Flag.String("since").pipe(Flag.withDescription("Compared with which run [default: the one whose history it went on from]"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/changes.ts")), ({ changes }) => changes(input))).pipe(
  Command.withDescription("What happened to postings and boards up to a run: new, changed, missing, closed, reopened, and what befell whole boards"),
  Command.withExamples([
    { command: "graph changes", description: "Of the latest run, since the one before" },
    { command: "graph changes --since @7", description: "Since any earlier run" },
    { command: "graph changes tag:friday --since tag:monday --json", description: "Between two runs, for programs: as changes.v1" }
  ])
)
