/**
 * `graph replay [run]`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"

export const replay = Command.make("replay", {
  run: Argument.String("run").pipe(Argument.withDescription("latest, @1, an id or its beginning, or a bundle [default: latest]"), Argument.withDefault("latest"))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/replay.ts")), ({ replay }) => replay(input))).pipe(
  Command.withDescription("Recompute a run from its own record, offline and with an empty cache, and compare every byte. Exits 6 if the record is damaged or the same key gives other bytes"),
  Command.withExamples([
    { command: "graph replay latest", description: "The last run" },
    { command: "graph replay cloud.run.tar.gz", description: "A run of another site, from its bundle" }
  ])
)
