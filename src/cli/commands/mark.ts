/**
 * `graph mark <posting> saved|applied|dismissed|note|clear`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const mark = Command.make("mark", {
  posting: Argument.String("posting").pipe(Argument.withDescription("Its identity, as lists show it: greenhouse/acme/4711")),
  said: Argument.Literals("mark", ["saved", "applied", "dismissed", "note", "clear"]).pipe(Argument.withDescription("What to say of it; note keeps the mark, clear takes back mark and note")),
  note: Flag.String("note").pipe(Flag.withDescription("One line to remember, in place of an earlier one"), Flag.optional),
  candidate: Flag.String("candidate").pipe(Flag.withDescription("Whose mark it is [default: the only candidate, else the one switched to, else local]"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/mark.ts")), ({ mark }) => mark(input))).pipe(
  Command.withDescription("Say of a posting that it is saved, applied to or dismissed. Kept in state/, in a journal that only grows"),
  Command.withExamples([
    { command: "graph mark greenhouse/acme/4711 saved --note 'ask Lin about the team'", description: "Mark it, with a note" },
    { command: "graph mark greenhouse/acme/4711 clear", description: "Take it back" }
  ])
)
