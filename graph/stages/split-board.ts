/**
 * A board's postings as rows, so that what follows is computed posting by posting.
 */
import * as Effect from "effect/Effect"
import { FullPosting } from "../../schemas/Posting.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { provider } from "../settings.ts"
import { readBoard } from "./read-board.ts"

export const splitBoard = Stage.make("split-board", {
  over: provider,
  inputs: { board: readBoard },
  output: Output.table(FullPosting, ({ id }) => id),
  run: ({ board }) => Effect.succeed(board.postings)
})
