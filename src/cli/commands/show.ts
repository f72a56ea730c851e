/**
 * `graph show [run]`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const show = Command.make("show", {
  run: Argument.String("run").pipe(
    Argument.withDescription("Which run: latest, @0, @1 (the one before), an id or its beginning [default: latest]"),
    Argument.withDefault("latest")
  ),
  node: Flag.String("node").pipe(Flag.withDescription("Show one node in full, as 'read-board[openai]'"), Flag.optional),
  trace: Flag.String("trace").pipe(Flag.withDescription("Write the run as a Chrome trace to a file, or to stdout with -"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/show.ts")), ({ show }) => show(input))).pipe(
  Command.withDescription("Inspect a run: what ran and why, what failed, where the time went, what it left, what to do next"),
  Command.withExamples([
    { command: "graph show", description: "The latest run" },
    { command: "graph show @1 --node 'rank-jobs[local]'", description: "One node of the run before" },
    { command: "graph show --trace run.json", description: "Its timeline, for https://ui.perfetto.dev" }
  ])
)
