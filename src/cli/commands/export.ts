/**
 * `graph export [run]`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const exportRun = Command.make("export", {
  run: Argument.String("run").pipe(Argument.withDescription("latest, @1, an id or its beginning [default: latest]"), Argument.withDefault("latest")),
  out: Flag.String("out").pipe(Flag.withDescription("The file or folder to write to, or - for stdout [default: <run>.run.tar.gz here]"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/export.ts")), ({ exportRun }) => exportRun(input))).pipe(
  Command.withDescription("Write a run and everything needed to replay it into one file. A damaged run is not exported (exit 6)"),
  Command.withExamples([
    { command: "graph export latest", description: "The last run, into the current folder" },
    { command: "graph export @1 --out /backups", description: "The one before, into another folder" },
    { command: "ssh cloud graph export --out - | graph import -", description: "From one machine to another" }
  ])
)
