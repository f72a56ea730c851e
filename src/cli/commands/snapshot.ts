/**
 * `graph snapshot add <provider> <file> --to DIR`, `graph snapshot refresh --to DIR`, `graph snapshot verify <dir>`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

const add = Command.make("add", {
  provider: Argument.String("provider").pipe(Argument.withDescription("Whose board it is: an id in config/providers.json, or with --url one that is yet to be added")),
  file: Argument.String("file").pipe(Argument.withDescription("The body as served, gzipped or not, or - for stdin")),
  to: Flag.String("to").pipe(Flag.withDescription("The folder of the snapshot set; made where there is none")),
  url: Flag.String("url").pipe(Flag.withDescription("What was asked [default: what the daily graph asks for that board]"), Flag.optional),
  sent: Flag.String("sent").pipe(Flag.withDescription("What was POSTed for it, to the letter [default: what the daily graph sends first, where it sends anything]"), Flag.optional),
  status: Flag.Int("status").pipe(Flag.withDescription("The answer's status [default: 200]"), Flag.withDefault(200)),
  receivedAt: Flag.String("received-at").pipe(Flag.withDescription("When it was received, ISO 8601 [default: when the file was last changed; for stdin, now]"), Flag.optional),
  contentType: Flag.String("content-type").pipe(Flag.withDescription("The answer's content type [default: application/json]"), Flag.withDefault("application/json"))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/snapshot-add.ts")), ({ snapshotAdd }) => snapshotAdd(input))).pipe(
  Command.withDescription("Record a captured answer of a board, in place of an earlier one for the same URL"),
  Command.withExamples([
    { command: "graph snapshot add openai openai.json --to boards/2026-11-22", description: "From a file" },
    { command: "curl -s URL | graph snapshot add openai - --to boards/today", description: "As it is received" },
    { command: "graph snapshot add acme acme.json --to boards/today --url https://api.lever.co/v0/postings/acme?mode=json", description: "For graph providers add: an employer that is not registered" }
  ])
)

const verify = Command.make("verify", {
  folder: Argument.String("dir").pipe(Argument.withDescription("The folder of a snapshot set")),
  complete: Flag.Boolean("complete").pipe(Flag.withDescription("Also that it holds every page of every board that runs read"), Flag.withDefault(false))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/snapshot-verify.ts")), ({ snapshotVerify }) => snapshotVerify(input))).pipe(
  Command.withDescription("Compare every recorded body with its digest. Exits 6 if one is damaged or gone, or with --complete if a board is not whole"),
  Command.withExamples([{ command: "graph snapshot verify fixtures/boards", description: "The set that ships" }, { command: "graph snapshot verify boards/today --complete", description: "And nothing a run would ask for is missing" }])
)

const refresh = Command.make("refresh", {
  to: Flag.String("to").pipe(Flag.withDescription("The folder of the snapshot set; made where there is none")),
  provider: Flag.String("provider").pipe(Flag.withDescription("Only this provider; may be given several times [default: every enabled one]"), Flag.atLeast(0))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/snapshot-refresh.ts")), ({ snapshotRefresh }) => snapshotRefresh(input))).pipe(
  Command.withDescription("Ask the boards themselves, under config/policies.json and behind the shield, and record what they answer. Exits 4 if none could be recorded"),
  Command.withExamples([
    { command: "graph snapshot refresh --to boards/today", description: "Every enabled provider" },
    { command: "graph snapshot refresh --to boards/today --provider openai --json", description: "One of them, with why each URL could be asked" }
  ])
)

export const snapshot = Command.make("snapshot").pipe(
  Command.withDescription("Recorded boards: what graph run daily --snapshots DIR reads"),
  Command.withSubcommands([add, refresh, verify])
)
