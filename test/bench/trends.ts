/**
 * `node test/bench/trends.ts`: draws the plots of docs/trends.md from the recorded history, where it is (`SIGNALCRAFT_REAL_DATA`).
 *
 * The days are folded as the program folds them; the plots see nothing but each day's `analytics.v1`.
 */
import * as fs from "node:fs"
import * as Analytics from "../../src/jobs/Analytics.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Memory from "../jobs/Memory.ts"
import * as RealHistory from "../jobs/RealHistory.ts"
import * as RecordedWorld from "../jobs/RecordedWorld.ts"
import * as TrendPlots from "./TrendPlots.ts"

if (RealHistory.isAbsent) throw new Error("There is no recorded history here: set SIGNALCRAFT_REAL_DATA to the folder that has history/")

const artifacts = Array.from(RealHistory.folded({ traits: RecordedWorld.traits }), (memory) =>
  Analytics.of({ as_of: memory.ledger.as_of, rows: Memory.rows(memory), boards: memory.ledger.boards }, tables))

const folder = new URL("../../docs/img/", import.meta.url)
fs.mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(TrendPlots.files(artifacts))) fs.writeFileSync(new URL(name, folder), text)
