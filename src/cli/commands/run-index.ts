/**
 * `graph index rebuild`, `graph index verify`
 */
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"

const rebuild = Command.make("rebuild", {}, () => Effect.flatMap(Effect.promise(() => import("../actions/index-rebuild.ts")), ({ indexRebuild }) => indexRebuild())).pipe(
  Command.withDescription("Build the index anew from the run records. Exits 7 while a run is at work"),
  Command.withExamples([{ command: "graph index rebuild", description: "After runs were copied here, or when verify says so" }])
)

const verify = Command.make("verify", {}, () => Effect.flatMap(Effect.promise(() => import("../actions/index-verify.ts")), ({ indexVerify }) => indexVerify())).pipe(
  Command.withDescription("Hold the index against the run records. Exits 5 if it is absent or behind, which costs only time, and 6 if it is damaged or contradicts them"),
  Command.withExamples([{ command: "graph index verify --json", description: "For a program" }])
)

export const runIndex = Command.make("index").pipe(
  Command.withDescription("The index of the runs: derived from their records, and never needed"),
  Command.withSubcommands([rebuild, verify])
)
