/**
 * `graph backtest`
 */
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const backtest = Command.make("backtest", {
  snapshots: Flag.String("snapshots").pipe(Flag.withDescription("Recorded days: DIR/<date>/manifest.json, a snapshot set a day, or DIR/<provider>/<date>.json.gz, an answer a day")),
  from: Flag.String("from").pipe(Flag.withDescription("The first day, YYYY-MM-DD [default: the first that is recorded]"), Flag.optional),
  to: Flag.String("to").pipe(Flag.withDescription("The last day [default: the last that is recorded]"), Flag.optional),
  config: Flag.String("config").pipe(Flag.withDescription("The configuration to fold with [default: the home's config]"), Flag.optional),
  providers: Flag.String("providers").pipe(Flag.withDescription("The registry to read instead of the configuration's own providers.json"), Flag.optional),
  into: Flag.String("into").pipe(Flag.withDescription("Where to keep it [default: below state/backtests, named after the first day and what is folded]"), Flag.optional),
  concurrency: Flag.Int("concurrency").pipe(Flag.withDescription("Nodes worked on at once [default: 4]"), Flag.withDefault(4))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/backtest.ts")), ({ backtest }) => backtest(input))).pipe(
  Command.withDescription("Fold the daily graph over many recorded days, each a run in a home of its own. Again, it folds what is new or differs; nobody's runs are touched"),
  Command.withExamples([
    { command: "graph backtest --snapshots recorded", description: "Every recorded day" },
    { command: "graph backtest --snapshots recorded --from 2026-01-01 --to 2026-01-31 --config other", description: "A month, with another configuration" },
    { command: "graph diff 2026-01-01-1f0c9a2b 2026-01-01-77d0e3c4", description: "What the other configuration would have meant" }
  ])
)
