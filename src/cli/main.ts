/**
 * The command line. One page: which commands there are, and the process they run in.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import { diff } from "./commands/diff.ts"
import { plan } from "./commands/plan.ts"
import { replay } from "./commands/replay.ts"
import { run } from "./commands/run.ts"
import { why } from "./commands/why.ts"
import { show } from "./commands/show.ts"
import { runs } from "./commands/runs.ts"
import * as Process from "./Process.ts"
import { root } from "./Root.ts"
import { version } from "./Version.ts"

const graph = root.pipe(Command.withSubcommands([run, plan, why, replay, diff, runs, show]))

Process.start(
  Command.runWith(graph, { version })(process.argv.slice(2)).pipe(Effect.provide([NodeServices.layer, Process.presenter]))
)
