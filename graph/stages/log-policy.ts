/**
 * Says under which decision each board was asked, and why the others were not.
 */
import { PolicyLog } from "../../schemas/PolicyLog.ts"
import { Requests } from "../../src/capabilities/Requests.ts"
import { Today } from "../../src/capabilities/Today.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as PolicyLogs from "../../src/jobs/PolicyLog.ts"
import { registry } from "../settings.ts"
import { findPolicy } from "./find-policy.ts"

export const logPolicy = Stage.make("log-policy", {
  inputs: { sources: Stage.all(findPolicy) },
  config: registry,
  output: PolicyLog,
  uses: [Requests, Today],
  *run({ sources }, providers) {
    const { day } = yield* Today
    const { log } = yield* Requests
    return PolicyLogs.make({ as_of: day, providers, sources: sources.map(({ value }) => value), requests: log })
  }
})
