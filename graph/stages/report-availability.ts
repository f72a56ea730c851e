/**
 * Says which boards could be read and why the others could not. A dead board is a value here, not the end of the run.
 */
import { Availability } from "../../schemas/Availability.ts"
import { Today } from "../../src/capabilities/Today.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Availabilities from "../../src/jobs/Availability.ts"
import { registry } from "../settings.ts"
import { readBoard } from "./read-board.ts"

export const reportAvailability = Stage.make("report-availability", {
  inputs: { boards: Stage.settled(readBoard) },
  config: registry,
  output: Availability,
  uses: [Today],
  *run({ boards }, providers) {
    const { day } = yield* Today
    return Availabilities.make({ as_of: day, providers, results: boards })
  }
})
