/**
 * `graph explain <posting>`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const explain = Command.make("explain", {
  posting: Argument.String("posting").pipe(Argument.withDescription("Its identity, a part of it that no other has, or its rank")),
  run: Flag.String("run").pipe(Flag.withDescription("Of which run: latest, @1, an id or its beginning [default: latest]"), Flag.withDefault("latest")),
  candidate: Flag.String("candidate").pipe(Flag.withDescription("For which candidate [default: the only one, else the one switched to, else local]"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/explain.ts")), ({ explain }) => explain(input))).pipe(
  Command.withDescription("Take a posting's score apart: what counts for and against it, where that is said, and what would change it most"),
  Command.withExamples([
    { command: "graph explain 1", description: "Why the best match is the best" },
    { command: "graph explain greenhouse/acme/4711", description: "A posting by its identity" },
    { command: "graph explain 4711 --candidate ada --run @1", description: "For another candidate, in the run before" }
  ])
)
