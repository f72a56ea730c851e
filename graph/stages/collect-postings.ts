/**
 * The postings of every board that could be read, as one document.
 *
 * With providers enabled and no board readable there is nothing to publish, and the run fails here.
 */
import * as Effect from "effect/Effect"
import { NoBoardRead } from "../../schemas/Board.ts"
import { Postings } from "../../schemas/Postings.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { listPosting } from "./list-posting.ts"

export const collectPostings = Stage.gather("collect-postings", {
  inputs: { boards: Stage.settled(listPosting) },
  into: { schema: Postings, frame: { schema_version: 1, postings: [] }, rows: "postings" },
  fails: [NoBoardRead],
  run: ({ boards }) =>
    boards.length > 0 && boards.every(({ _tag }) => _tag === "failed") ? Effect.fail(new NoBoardRead({ boards: boards.length })) : Effect.void
})
