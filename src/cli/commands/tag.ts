/**
 * `graph tag <run> <name>`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"

export const tag = Command.make("tag", {
  run: Argument.String("run").pipe(Argument.withDescription("Which run: latest, @1, tag:NAME, an id or its beginning")),
  name: Argument.String("name").pipe(Argument.withDescription("Letters, digits, dots, underscores and hyphens, at most 64"))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/tag.ts")), ({ tag }) => tag({ ...input, said: "tag" }))).pipe(
  Command.withDescription("Give a run a name. Several runs may have it; tag:NAME is the newest of them. graph gc keeps tagged runs. Exits 7 while a run is at work"),
  Command.withExamples([
    { command: "graph tag latest before-the-new-scoring", description: "Keep the latest run" },
    { command: "graph diff tag:before-the-new-scoring latest", description: "And come back to it" }
  ])
)
