/**
 * `graph deliver [run]`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const deliver = Command.make("deliver", {
  run: Argument.String("run").pipe(
    Argument.withDescription("Of which run: latest, @1, an id or its beginning [default: latest, and what earlier calls could not deliver]"),
    Argument.optional
  ),
  candidate: Flag.String("candidate").pipe(Flag.withDescription("Only to the channels of one candidate"), Flag.optional),
  channel: Flag.String("channel").pipe(Flag.withDescription("Only over one channel of config/delivery.v1.json"), Flag.optional),
  dryRun: Flag.Boolean("dry-run").pipe(Flag.withDescription("Say what would be sent, and send nothing"), Flag.withDefault(false)),
  failOn: Flag.Literals("fail-on", ["undelivered"]).pipe(Flag.withDescription("Exit 3 if a message could not be delivered"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/deliver.ts")), ({ deliver }) => deliver(input))).pipe(
  Command.withDescription("Send a run's alerts and digests over the channels that config/delivery.v1.json enables, each message once"),
  Command.withExamples([
    { command: "graph deliver --dry-run", description: "What would be sent of the latest run" },
    { command: "graph run daily; graph deliver", description: "A line for cron: a failed delivery fails nothing, and is tried again by the next call" },
    { command: "graph deliver @1 --channel home --fail-on undelivered", description: "Of the run before, over one channel" }
  ])
)
