/**
 * `graph why <node>`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { flags } from "./run.ts"

export const why = Command.make("why", {
  node: Argument.String("node").pipe(Argument.withDescription("A node, as 'read-board[openai]', or a stage")),
  ...flags,
  record: Flag.Boolean("record").pipe(Flag.withDescription("Print the whole record that is hashed into the key"), Flag.withDefault(false))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/why.ts")), ({ why }) => why(input))).pipe(
  Command.withDescription("Say why a node would run or not, why it last did, and what its key is made of"),
  Command.withExamples([
    { command: "graph why 'read-board[openai]'", description: "One node" },
    { command: "graph why rank-jobs --record", description: "Every partition of a stage, with what is hashed" }
  ])
)
