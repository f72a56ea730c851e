/**
 * The command line. One page: which commands there are, and the process they run in.
 */
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import { alerts } from "./commands/alerts.ts"
import { artifact } from "./commands/artifact.ts"
import { backtest } from "./commands/backtest.ts"
import { candidates } from "./commands/candidates.ts"
import { changes } from "./commands/changes.ts"
import { costs } from "./commands/costs.ts"
import { deliver } from "./commands/deliver.ts"
import { diff } from "./commands/diff.ts"
import { doctor } from "./commands/doctor.ts"
import { draw } from "./commands/draw.ts"
import { explain } from "./commands/explain.ts"
import { exportRun } from "./commands/export.ts"
import { gc } from "./commands/gc.ts"
import { importRun } from "./commands/import.ts"
import { mark } from "./commands/mark.ts"
import { marks } from "./commands/marks.ts"
import { network } from "./commands/network.ts"
import { plan } from "./commands/plan.ts"
import { providers } from "./commands/providers.ts"
import { replay } from "./commands/replay.ts"
import { run } from "./commands/run.ts"
import { runIndex } from "./commands/run-index.ts"
import { runs } from "./commands/runs.ts"
import { show } from "./commands/show.ts"
import { snapshot } from "./commands/snapshot.ts"
import { tag } from "./commands/tag.ts"
import { untag } from "./commands/untag.ts"
import { verify } from "./commands/verify.ts"
import { whatif } from "./commands/whatif.ts"
import { why } from "./commands/why.ts"
import * as Platform from "./Platform.ts"
import * as Process from "./Process.ts"
import { root } from "./Root.ts"
import { version } from "./Version.ts"

const commands = [run, backtest, plan, why, replay, diff, runs, show, costs, artifact, changes, alerts, deliver, verify, tag, untag, gc, exportRun, importRun, runIndex, draw, doctor, providers, snapshot, network, candidates, explain, whatif, mark, marks] as const

const graph = root.pipe(Command.withSubcommands(commands))

Process.start(
  Command.runWith(graph, { version })(process.argv.slice(2)).pipe(Effect.provide([Platform.layer, Process.presenter]))
)
