/**
 * Gathers the postings of every board that could be read, understood, without the advertisements' text, one row each.
 *
 * With providers enabled and no board readable there is nothing to publish, and the run fails here.
 */
import * as Effect from "effect/Effect"
import { NoBoardRead } from "../../schemas/Board.ts"
import { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Postings from "../../src/jobs/Postings.ts"
import { understandPosting } from "./understand-posting.ts"

export const collectPostings = Stage.make("collect-postings", {
  inputs: { boards: Stage.settled(understandPosting) },
  output: Output.table(UnderstoodPosting, ({ id }) => id),
  fails: [NoBoardRead],
  run: ({ boards }) => {
    const read = boards.flatMap((board) => (board._tag === "ok" ? [board.value] : []))
    return boards.length > 0 && read.length === 0
      ? Effect.fail(new NoBoardRead({ boards: boards.length }))
      : Effect.succeed(Postings.rows(read))
  }
})
