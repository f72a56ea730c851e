/**
 * `graph whatif`
 */
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const whatif = Command.make("whatif", {
  set: Flag.String("set").pipe(
    Flag.withDescription("PATH=VALUE, or += and -= for lists and numbers; the path begins with profile or scoring. May be given more than once"),
    Flag.between(0, 100)
  ),
  profile: Flag.String("profile").pipe(Flag.withDescription("Rank for the profile in this file instead"), Flag.optional),
  run: Flag.String("run").pipe(Flag.withDescription("The postings of which run: latest, @1, an id or its beginning [default: latest]"), Flag.withDefault("latest")),
  candidate: Flag.String("candidate").pipe(Flag.withDescription("For which candidate [default: the only one, else the one switched to, else local]"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/whatif.ts")), ({ whatif }) => whatif(input))).pipe(
  Command.withDescription("Rank a run's postings again with another profile or scoring contract, and show what moves and why. Nothing is fetched, nothing is kept"),
  Command.withExamples([
    { command: "graph whatif --set profile.minimum_pay.amount=200000", description: "What another least pay would do" },
    { command: "graph whatif --set profile.seniorities+=principal --set profile.skills+=Rust", description: "Wanting and knowing more" },
    { command: "graph whatif --set scoring.points.location.city=20", description: "A city that counts for more" },
    { command: "graph whatif --profile config/candidates/local.json", description: "What an edited profile will do" }
  ])
)
