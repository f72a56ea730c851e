/**
 * Writes a mark into a candidate's journal.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { Note, type Said } from "../../../schemas/Marks.ts"
import { PostingId } from "../../../schemas/Posting.ts"
import * as MarkJournal from "../../candidates/MarkJournal.ts"
import * as Disk from "../../platform/Disk.ts"
import * as Unwritable from "../../store/Unwritable.ts"
import { BadUsage } from "../BadUsage.ts"
import * as ChosenCandidate from "../ChosenCandidate.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as MarksView from "../views/MarksView.ts"

export interface Input {
  readonly posting: string
  readonly said: Said
  readonly note: Option.Option<string>
  readonly candidate: Option.Option<string>
}

export const mark = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const posting = yield* Effect.mapError(
    Schema.decodeEffect(PostingId)(input.posting),
    () => new BadUsage({ flag: "the posting", given: input.posting, expected: "an identity as greenhouse/acme/4711, as graph artifact ranked_jobs shows it," })
  )
  const note = Option.getOrNull(input.note)
  if (note !== null && !isNote(note)) return yield* new BadUsage({ flag: "--note", given: note, expected: "one line of at most 2,000 characters" })
  if (note === null && input.said === "note") return yield* new BadUsage({ flag: "--note", given: "", expected: "what to note" })
  if (note !== null && input.said === "clear") return yield* new BadUsage({ flag: "--note", given: note, expected: "no note, for clear takes it back," })
  const { id: candidate } = yield* ChosenCandidate.read(home, input.candidate)
  const at = new Date(yield* Clock.currentTimeMillis).toISOString()
  const disk = yield* Disk.Disk
  const entry = yield* Unwritable.attempt(() => MarkJournal.appendUnsafe(disk, home.state, { candidate, posting, said: input.said, note, at }))
  if (json) Terminal.json(entry)
  else Terminal.result(MarksView.said(entry, Terminal.inkFor(process.stdout)))
})

const isNote = Schema.is(Note)
