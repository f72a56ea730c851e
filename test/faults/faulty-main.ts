/**
 * The program on a disk that fails: `src/cli/main.ts` with `FAULT={"nth":…,"code":…}` at the n-th change to the disk.
 *
 * Writes to `FAULT_COUNT` how many changes there were.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import { writeFileSync } from "node:fs"
import { run } from "../../src/cli/commands/run.ts"
import * as Process from "../../src/cli/Process.ts"
import { root } from "../../src/cli/Root.ts"
import * as Disk from "../../src/platform/Disk.ts"

const { nth, ...fault } = JSON.parse(process.env["FAULT"]!)
const failing = Disk.failing(nth, fault)
let changes = 0
const faults: Disk.Faults = (operation, path, count) => {
  changes = count
  return failing(operation, path, count)
}

process.on("exit", () => writeFileSync(process.env["FAULT_COUNT"]!, String(changes)))

Process.start(
  Command.runWith(root.pipe(Command.withSubcommands([run])), { version: "0" })(process.argv.slice(2)).pipe(
    Effect.provide([NodeServices.layer, Process.presenter, Disk.layerFaulty(faults)])
  )
)
