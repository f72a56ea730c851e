/**
 * `graph artifact [name]`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const artifact = Command.make("artifact", {
  name: Argument.String("name").pipe(Argument.withDescription("Which artifact, as ranked_jobs, or its file; without it they are listed"), Argument.optional),
  run: Flag.String("run").pipe(Flag.withDescription("Of which run: latest, @1, an id or its beginning [default: latest]"), Flag.withDefault("latest")),
  candidate: Flag.String("candidate").pipe(Flag.withDescription("For which candidate [default: the only one, else the one switched to, else local]"), Flag.optional),
  format: Flag.Literals("format", ["json", "csv", "md", "html"]).pipe(Flag.withDescription("In which format, where there are several [default: json]"), Flag.optional),
  path: Flag.Boolean("path").pipe(Flag.withDescription("Print the file's path instead of its content"), Flag.withDefault(false)),
  raw: Flag.Boolean("raw").pipe(Flag.withDescription("Print the bytes as stored (canonical JSON, no newline) instead of indented"), Flag.withDefault(false))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/artifact.ts")), ({ artifact }) => artifact(input))).pipe(
  Command.withDescription("List what a run published, or print one of them, checked against the run's record"),
  Command.withExamples([
    { command: "graph artifact", description: "What the latest run published" },
    { command: "graph artifact ranked_jobs | jq '.jobs[0]'", description: "The best match" },
    { command: "graph artifact shortlist", description: "The first twenty to read through" },
    { command: "graph artifact ranked_jobs --format csv > jobs.csv", description: "The ranking for a spreadsheet" },
    { command: "graph artifact changes --run @1 --raw | sha256sum", description: "The bytes of another run's, as its record states them" }
  ])
)
