/**
 * `graph run daily`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const flags = {
  asOf: Flag.String("as-of").pipe(Flag.withDescription("The day the run is about, YYYY-MM-DD or an ISO 8601 time [default: today, in UTC]"), Flag.optional),
  snapshots: Flag.String("snapshots").pipe(
    Flag.withDescription("The snapshot set to read every board from; asks nobody [default: state/boards for boards that are read live, fixtures/boards for the others]"),
    Flag.optional
  ),
  offline: Flag.Boolean("offline").pipe(Flag.withDescription("Ask nobody: boards that are read live give what they answered last"), Flag.withDefault(false))
}

export const run = Command.make("run", {
  graph: Argument.Literals("graph", ["daily"]).pipe(Argument.withDescription("Which graph")),
  ...flags,
  concurrency: Flag.Int("concurrency").pipe(Flag.withDescription("Nodes worked on at once [default: 6]"), Flag.withDefault(6)),
  refresh: Flag.Boolean("refresh").pipe(Flag.withDescription("Compute every node again; equal keys must give equal bytes"), Flag.withDefault(false)),
  check: Flag.Boolean("check").pipe(Flag.withDescription("Run every node twice, the second time with another zone, locale and clock; the bytes must agree"), Flag.withDefault(false)),
  failOn: Flag.Literals("fail-on", ["degraded"]).pipe(Flag.withDescription("Exit 3 if a board or another part failed"), Flag.optional),
  triggeredBy: Flag.String("triggered-by").pipe(Flag.withDescription("Who starts the run, for its audit [default: GRAPH_TRIGGERED_BY, else what a CI system names, else the user]"), Flag.optional),
  progress: Flag.Literals("progress", ["auto", "tree", "line", "plain", "quiet", "ndjson"]).pipe(
    Flag.withDescription("How to show progress on stderr [default: GRAPH_PROGRESS, else auto: tree on a terminal, plain elsewhere]"),
    Flag.optional
  )
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/run.ts")), ({ run }) => run(input))).pipe(
  Command.withDescription("Run a graph: read every board, say what changed, rank what is open"),
  Command.withExamples([
    { command: "graph run daily", description: "The daily run, over the synthetic boards that ship" },
    { command: "graph run daily --snapshots DIR --as-of 2026-11-22", description: "Over recorded boards, as of a day" },
    { command: "graph run daily --check", description: "Look for stages that do not follow from their inputs" }
  ])
)
