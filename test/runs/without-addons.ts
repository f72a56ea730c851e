/**
 * Asks and updates an index where no addon may be loaded: `node --permission without-addons.ts RUNS`. Prints the runs it found.
 */
import * as Disk from "../../src/platform/Disk.ts"
import * as Indexing from "../../src/runs/Indexing.ts"
import * as RunRepository from "../../src/runs/RunRepository.ts"

const runs: RunRepository.RunRepository = { disk: Disk.make(), folder: process.argv[2]! }
Indexing.update(runs)
console.log([...RunRepository.newest(runs, { kind: "published" })].map(({ id }) => id).join("\n"))
