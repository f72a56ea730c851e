/**
 * `graph doctor`
 */
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"

export const doctor = Command.make("doctor", {}, () => Effect.flatMap(Effect.promise(() => import("../actions/doctor.ts")), ({ doctor }) => doctor)).pipe(
  Command.withDescription("Check what a run depends on, and say what to do about what is wrong. Exits 2 if something is"),
  Command.withExamples([
    { command: "graph doctor", description: "Every check" },
    { command: "graph doctor --json | jq '.checks[] | select(.standing == \"problem\")'", description: "What is wrong, for a program" }
  ])
)
