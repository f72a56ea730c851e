/**
 * `graph costs [run]`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const costs = Command.make("costs", {
  run: Argument.String("run").pipe(Argument.withDescription("Which run: latest, @1 (the one before), an id or its beginning [default: latest]"), Argument.optional),
  days: Flag.Int("days").pipe(Flag.withDescription("Instead, every run begun within so many days, and how they changed"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/costs.ts")), ({ costs }) => costs(input))).pipe(
  Command.withDescription("What a run cost: time by stage, what the cache saved, requests, bytes and money"),
  Command.withExamples([
    { command: "graph costs", description: "The latest run" },
    { command: "graph costs --days 30", description: "The runs of a month, one a line" }
  ])
)
