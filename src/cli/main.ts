/**
 * The command line. One page: which commands there are, and the process they run in.
 */
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import { diff } from "./commands/diff.ts"
import { plan } from "./commands/plan.ts"
import { replay } from "./commands/replay.ts"
import { run } from "./commands/run.ts"
import { why } from "./commands/why.ts"
import { show } from "./commands/show.ts"
import { runs } from "./commands/runs.ts"
import { artifact } from "./commands/artifact.ts"
import { draw } from "./commands/draw.ts"
import { doctor } from "./commands/doctor.ts"
import * as Platform from "./Platform.ts"
import { exportRun } from "./commands/export.ts"
import { importRun } from "./commands/import.ts"
import { verify } from "./commands/verify.ts"
import { gc } from "./commands/gc.ts"
import { snapshot } from "./commands/snapshot.ts"
import * as Process from "./Process.ts"
import { root } from "./Root.ts"
import { version } from "./Version.ts"

const graph = root.pipe(Command.withSubcommands([run, plan, why, replay, diff, runs, show, artifact, draw, doctor, exportRun, importRun, verify, gc, snapshot]))

Process.start(
  Command.runWith(graph, { version })(process.argv.slice(2)).pipe(Effect.provide([Platform.layer, Process.presenter]))
)
