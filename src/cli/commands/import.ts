/**
 * `graph import <file>`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"

export const importRun = Command.make("import", {
  file: Argument.String("file").pipe(Argument.withDescription("A bundle made by graph export, or - for stdin"))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/import.ts")), ({ importRun }) => importRun(input))).pipe(
  Command.withDescription("Take a run from a bundle, once all of it is verified; put back what a damaged run has lost"),
  Command.withExamples([
    { command: "graph import 20261122T060000123Z-k3vq.run.tar.gz", description: "A run of another machine" },
    { command: "graph import backup.run.tar.gz", description: "The same run again: only what is missing or damaged is written" }
  ])
)
