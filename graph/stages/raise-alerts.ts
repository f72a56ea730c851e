/**
 * Says what of the run a candidate is told: each change once, whatever was told before.
 */
import { Alerts } from "../../schemas/Alerts.ts"
import { EarlierAlerts } from "../../src/capabilities/EarlierAlerts.ts"
import { EarlierRanking } from "../../src/capabilities/EarlierRanking.ts"
import { Marks } from "../../src/capabilities/Marks.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as AlertMemory from "../../src/jobs/AlertMemory.ts"
import * as Alerting from "../../src/jobs/Alerts.ts"
import * as Withdrawal from "../../src/jobs/Withdrawal.ts"
import { candidate, withdrawn } from "../settings.ts"
import { chooseAlertRules } from "./choose-alert-rules.ts"
import { listChanges } from "./list-changes.ts"
import { rankJobs } from "./rank-jobs.ts"

export const raiseAlerts = Stage.make("raise-alerts", {
  over: Partition.keys(candidate),
  inputs: { rules: chooseAlertRules, changes: listChanges, ranking: rankJobs },
  output: Alerts,
  config: withdrawn,
  uses: [EarlierAlerts, EarlierRanking, Marks],
  *run({ changes, ranking, rules }, withdrawn) {
    const earlier = yield* (yield* EarlierAlerts).document
    const told = earlier && AlertMemory.without(earlier, Withdrawal.stays(withdrawn))
    const before = yield* (yield* EarlierRanking).document
    const { marked } = yield* Marks
    return Alerting.raise({ rules, changes, ranking, marked, told, before })
  }
})
