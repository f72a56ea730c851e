/**
 * Says in numbers what the history shows as of today: openings and closings, families, skills, pay, time to close.
 *
 * Postings of boards that are not read by anybody any more are not counted.
 */
import * as Effect from "effect/Effect"
import { Analytics } from "../../schemas/Analytics.ts"
import * as Lazily from "../../src/engine/Lazily.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Figures from "../../src/jobs/Analytics.ts"
import { foldHistory } from "./fold-history.ts"
import { foldLedger } from "./fold-ledger.ts"

export const computeAnalytics = Stage.make("compute-analytics", {
  inputs: { histories: Stage.all(foldHistory), ledger: foldLedger },
  output: Analytics,
  run: ({ histories, ledger: { as_of, boards } }) =>
    Effect.map(taxonomy, ({ tables }) => Figures.of({ as_of, boards, rows: histories.flatMap(({ value }) => value) }, tables))
})

/** Loaded when histories are counted: a run with nothing to do starts without the tables. */
const taxonomy = Lazily.load(() => import("../../src/jobs/Taxonomy.ts"))
