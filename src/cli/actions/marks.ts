/**
 * Shows a candidate's marks as they hold now.
 */
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import * as MarkJournal from "../../candidates/MarkJournal.ts"
import * as Marks from "../../candidates/Marks.ts"
import * as Disk from "../../platform/Disk.ts"
import * as Unwritable from "../../store/Unwritable.ts"
import * as ChosenCandidate from "../ChosenCandidate.ts"
import * as Exit from "../Exit.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as MarksView from "../views/MarksView.ts"

export const marks = Effect.fnUntraced(function*(input: { readonly candidate: Option.Option<string> }) {
  const { home, json } = yield* shared
  const { id } = yield* ChosenCandidate.read(home, input.candidate)
  const disk = yield* Disk.Disk
  const { damage, entries } = yield* Unwritable.attempt(() => MarkJournal.readUnsafe(disk, home.state, id))
  const shown: MarksView.Shown = { marks: Marks.fold(id, entries), entries: entries.length, damage, file: MarkJournal.file(home.state, id) }
  if (json) Terminal.json(MarksView.document(shown))
  else Terminal.result(MarksView.render(shown, Terminal.inkFor(process.stdout)))
  process.exitCode = damage.length === 0 ? Exit.codes.done : Exit.codes.violated
})
