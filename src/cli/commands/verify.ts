/**
 * `graph verify [run]`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const verify = Command.make("verify", {
  run: Argument.String("run").pipe(Argument.withDescription("latest, @1, an id or its beginning [default: latest]"), Argument.optional),
  all: Flag.Boolean("all").pipe(Flag.withDescription("Every run, and every blob under runs/blobs"), Flag.withDefault(false)),
  repair: Flag.Boolean("repair").pipe(Flag.withDescription("Set damaged cache entries aside, into cache/quarantine"), Flag.withDefault(false))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/verify.ts")), ({ verify }) => verify(input))).pipe(
  Command.withDescription("Read back what is stored of a run, and the whole cache, and compare every digest. Exits 6 if anything is damaged. Recomputes nothing: that is graph replay"),
  Command.withExamples([
    { command: "graph verify", description: "The last run and the cache" },
    { command: "graph verify --all", description: "Everything" },
    { command: "graph verify --repair", description: "And put damaged cache entries out of the way" }
  ])
)
