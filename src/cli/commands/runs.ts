/**
 * `graph runs`
 */
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const runs = Command.make("runs", {
  limit: Flag.Int("limit").pipe(Flag.withDescription("How many, the newest first [default: 20]"), Flag.withDefault(20)),
  tag: Flag.String("tag").pipe(Flag.withDescription("Only runs with this tag"), Flag.optional),
  tagged: Flag.Boolean("tagged").pipe(Flag.withDescription("Only runs with a tag"), Flag.withDefault(false)),
  published: Flag.Boolean("published").pipe(Flag.withDescription("Only runs that published: succeeded or degraded"), Flag.withDefault(false)),
  asOf: Flag.String("as-of").pipe(Flag.withDescription("Only runs about this day: 2026-11-22"), Flag.optional),
  candidate: Flag.String("candidate").pipe(Flag.withDescription("Only runs that left artifacts for this candidate"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/runs.ts")), ({ runs }) => runs(input))).pipe(
  Command.withDescription("List the runs: how each ended, what it computed and how long it took"),
  Command.withExamples([
    { command: "graph runs", description: "The newest twenty" },
    { command: "graph runs --limit 1 --json", description: "The newest one, for a program" },
    { command: "graph runs --published --as-of 2026-11-22", description: "Those that published about a day" }
  ])
)
