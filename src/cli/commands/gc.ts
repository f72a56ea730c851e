/**
 * `graph gc`
 */
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const gc = Command.make("gc", {
  keep: Flag.Int("keep").pipe(Flag.withDescription("Newest runs whose results stay in the cache [default: 30]"), Flag.withDefault(30)),
  grace: Flag.String("grace").pipe(Flag.withDescription("Leave alone what is younger: 12h, 7d [default: 1d]"), Flag.withDefault("1d")),
  maxBytes: Flag.String("max-bytes").pipe(
    Flag.withDescription("Let unneeded entries stay, newest first, while the cache takes no more than this: 500MiB [default: remove them all]"),
    Flag.optional
  ),
  runsOlderThan: Flag.String("runs-older-than").pipe(Flag.withDescription("Also remove runs older than this: 90d"), Flag.optional),
  keepRuns: Flag.Int("keep-runs").pipe(Flag.withDescription("Also remove runs, but never the newest N; with --runs-older-than both must hold"), Flag.optional),
  keepTagged: Flag.Boolean("keep-tagged").pipe(Flag.withDescription("Tagged runs stay whatever else is asked; --no-keep-tagged lets them go [default: true]"), Flag.withDefault(true)),
  dryRun: Flag.Boolean("dry-run").pipe(Flag.withDescription("Only say what would be removed"), Flag.withDefault(false))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/gc.ts")), ({ gc }) => gc(input))).pipe(
  Command.withDescription("Give back space: cache entries and pinned blobs that no kept run reaches, and old runs where asked. The newest published run always stays, and each candidate's newest. Exits 7 while a run is at work"),
  Command.withExamples([
    { command: "graph gc --dry-run", description: "See what it would give back" },
    { command: "graph gc --keep 7 --grace 12h", description: "Keep the results of the last seven runs" },
    { command: "graph gc --runs-older-than 90d --keep-runs 30", description: "Remove runs past 90 days, but never the newest 30" }
  ])
)
