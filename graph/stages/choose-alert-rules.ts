/**
 * Of what a candidate wants to be told. A rule of another candidate changes nothing here.
 */
import { ChosenRules } from "../../schemas/AlertRules.ts"
import * as Lazily from "../../src/engine/Lazily.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Rules from "../../src/jobs/AlertRules.ts"
import { alertRules, candidate } from "../settings.ts"

export const chooseAlertRules = Stage.make("choose-alert-rules", {
  over: Partition.keys(candidate),
  config: alertRules,
  output: ChosenRules,
  *run({ candidate }, rules) {
    const { tables } = yield* taxonomy
    return Rules.of(candidate, rules, tables.roles)
  }
})

/** Loaded when rules are chosen: a run with nothing to do starts without the tables. */
const taxonomy = Lazily.load(() => import("../../src/jobs/Taxonomy.ts"))
