/**
 * Understands a posting: role, level, places, mode of work, pay, terms, skills and language, each with what says so.
 *
 * A function of the posting alone: a posting that says what it said yesterday is not read again.
 */
import * as Effect from "effect/Effect"
import { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Lazily from "../../src/engine/Lazily.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { provider } from "../settings.ts"
import { splitBoard } from "./split-board.ts"

export const understandPosting = Stage.each("understand-posting", {
  over: provider,
  rows: splitBoard,
  output: Output.table(UnderstoodPosting, ({ id }) => id),
  run: (posting) => Effect.map(understanding, ({ posting: understand, tables }) => understand(posting, tables))
})

/** Loaded when a posting is read: a run with nothing to do starts without the tables. */
const understanding = Lazily.load(() => import("../../src/jobs/Understanding.ts"))
