/**
 * Puts a candidate's alerts together as they are sent: those of the day, and where it is due those of the week.
 */
import * as Effect from "effect/Effect"
import { Digest } from "../../schemas/Digest.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Digests from "../../src/jobs/Digest.ts"
import { candidate } from "../settings.ts"
import { raiseAlerts } from "./raise-alerts.ts"

export const writeDigest = Stage.make("write-digest", {
  over: Partition.keys(candidate),
  inputs: { alerts: raiseAlerts },
  output: Digest,
  run: ({ alerts }) => Effect.succeed(Digests.of(alerts))
})
