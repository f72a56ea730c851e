/**
 * The command every other is under, with the flags they share.
 */
import * as Option from "effect/Option"
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Home from "./Home.ts"

export const root = Command.make("graph").pipe(
  Command.withSharedFlags({
    json: Flag.Boolean("json").pipe(Flag.withDescription("Print one JSON document instead of text"), Flag.withDefault(false)),
    home: Flag.String("home").pipe(
      Flag.withDescription("The project's folder [default: GRAPH_HOME, else the nearest folder upwards with config/providers.json]"),
      Flag.optional
    )
  }),
  Command.withDescription("Watches employers' job boards: what changed, what fits, and why. Every run is recorded and can be replayed.")
)

/** The shared flags of the command line at hand. */
export const shared = Effect.gen(function*() {
  const { home, json } = yield* root
  return { json, home: yield* Home.find(Option.getOrUndefined(home)) }
})
