/**
 * What a candidate was told before this run.
 */
import * as Context from "effect/Context"
import { Alerts } from "../../schemas/Alerts.ts"
import * as Earlier from "./Earlier.ts"

export class EarlierAlerts extends Context.Service<EarlierAlerts, Earlier.Shape<Alerts>>()("signalcraft/capabilities/EarlierAlerts") {}

export const earlier = Earlier.make(EarlierAlerts, { artifact: "alerts", version: 1, schema: Alerts })
