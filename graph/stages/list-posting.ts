/**
 * A posting as its board states it in fields, without the advertisement's text.
 */
import { Posting } from "../../schemas/Posting.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Postings from "../../src/jobs/Postings.ts"
import { provider } from "../settings.ts"
import { splitBoard } from "./split-board.ts"

export const listPosting = Stage.each("list-posting", {
  over: Partition.keys(provider),
  rows: splitBoard,
  output: Output.table(Posting, ({ id }) => id),
  run: Postings.withoutText
})
