/**
 * `graph untag <run> <name>`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"

export const untag = Command.make("untag", {
  run: Argument.String("run").pipe(Argument.withDescription("Which run: latest, @1, tag:NAME, an id or its beginning")),
  name: Argument.String("name").pipe(Argument.withDescription("The tag to take back"))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/tag.ts")), ({ tag }) => tag({ ...input, said: "untag" }))).pipe(
  Command.withDescription("Take a tag back from a run. Exits 7 while a run is at work"),
  Command.withExamples([{ command: "graph untag tag:before-the-new-scoring before-the-new-scoring", description: "Let it go with the others" }])
)
