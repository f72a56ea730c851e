/**
 * `graph plan daily`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { flags } from "./run.ts"

export const plan = Command.make("plan", {
  graph: Argument.Literals("graph", ["daily"]).pipe(Argument.withDescription("Which graph")),
  ...flags,
  all: Flag.Boolean("all").pipe(Flag.withDescription("List the nodes whose answers are known as well"), Flag.withDefault(false))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/plan.ts")), ({ plan }) => plan(input))).pipe(
  Command.withDescription("Say what a run would do, node by node, and why; change nothing"),
  Command.withExamples([
    { command: "graph plan daily", description: "What would run now" },
    { command: "graph plan daily --as-of 2026-11-23 --json", description: "What tomorrow's run would do, for a program" }
  ])
)
