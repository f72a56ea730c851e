/**
 * `graph providers list|check|health|add|enable|disable|tombstone`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

const id = Argument.String("id").pipe(Argument.withDescription("An id in config/providers.json"))
const by = (what: string) => Flag.String("by").pipe(Flag.withDescription(what))

const list = Command.make("list", {}, () => Effect.flatMap(Effect.promise(() => import("../actions/providers-list.ts")), ({ providersList }) => providersList)).pipe(
  Command.withDescription("Every registered employer: where it publishes, whether it is read, its receipt, and what was decided about its host"),
  Command.withExamples([{ command: "graph providers list", description: "As a table" }])
)

const check = Command.make("check", {
  id: Argument.String("id").pipe(Argument.withDescription("Only what concerns this provider"), Argument.optional),
  snapshots: Flag.String("snapshots").pipe(Flag.withDescription("Also whether this snapshot set holds every page that a run asks for"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/providers-check.ts")), ({ providersCheck }) => providersCheck(input))).pipe(
  Command.withDescription("Check registry, policies, receipts and snapshots against each other. Exits 2 for a problem of configuration, 6 for one of a snapshot set"),
  Command.withExamples([
    { command: "graph providers check", description: "Everything under config/" },
    { command: "graph providers check --snapshots fixtures/boards", description: "And that a run would find every page" }
  ])
)

const health = Command.make("health", {
  runs: Flag.Int("runs").pipe(Flag.withDescription("As many of the newest runs that read boards [default: 30]"), Flag.withDefault(30))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/providers-health.ts")), ({ providersHealth }) => providersHealth(input))).pipe(
  Command.withDescription("How each board has fared over the last runs: how often it was read, why not, how often it asked for less"),
  Command.withExamples([{ command: "graph providers health --runs 14", description: "The last fortnight of daily runs" }])
)

const add = Command.make("add", {
  url: Argument.String("url").pipe(Argument.withDescription("The employer's careers page, or its board, as a person or an API sees it")),
  id: Flag.String("id").pipe(Flag.withDescription("What it is to be called here [default: after its board]"), Flag.optional),
  name: Flag.String("name").pipe(Flag.withDescription("What the employer is called [default: as its board says, else the board]"), Flag.optional),
  by: by("Who proposes it [default: graph providers add]").pipe(Flag.optional),
  snapshots: Flag.String("snapshots").pipe(Flag.withDescription("Judge by what this snapshot set holds under that id [default: ask the board, under policy]"), Flag.optional),
  moved: Flag.Boolean("moved").pipe(Flag.withDescription("The employer publishes elsewhere now: keep its old address as history"), Flag.withDefault(false)),
  dryRun: Flag.Boolean("dry-run").pipe(Flag.withDescription("Only say what would be written"), Flag.withDefault(false))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/providers-add.ts")), ({ providersAdd }) => providersAdd(input))).pipe(
  Command.withDescription("Recognise a board, weigh the ways of reading it, and register it as pending, with a receipt for a person to review. Exits 4 if nothing can be read"),
  Command.withExamples([
    { command: "graph providers add https://jobs.lever.co/acme --snapshots boards/acme", description: "From recorded answers, without asking anyone" },
    { command: "graph providers add https://job-boards.greenhouse.io/acme --id acme --dry-run", description: "Ask the board itself, and write nothing" }
  ])
)

const enable = Command.make("enable", {
  id,
  by: by("Who reviewed the receipt and answers for it"),
  note: Flag.String("note").pipe(Flag.withDescription("What was considered"), Flag.optional),
  live: Flag.Boolean("live").pipe(Flag.withDescription("Runs may ask the board itself; takes a policy that allows its host"), Flag.withDefault(false))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/providers-enable.ts")), ({ providersEnable }) => providersEnable(input))).pipe(
  Command.withDescription("Approve a provider's receipt, and let runs read it"),
  Command.withExamples([{ command: "graph providers enable acme --by \"Kim Doe\" --note \"Terms read\"", description: "From recorded answers" }])
)

const disable = Command.make("disable", { id }, (input) => Effect.flatMap(Effect.promise(() => import("../actions/providers-disable.ts")), ({ providersDisable }) => providersDisable(input))).pipe(
  Command.withDescription("Stop reading a provider. Its postings keep their history"),
  Command.withExamples([{ command: "graph providers disable acme", description: "Until it is enabled again" }])
)

const tombstone = Command.make("tombstone", {
  id,
  reason: Flag.String("reason").pipe(Flag.withDescription("Why, as it may be published")),
  by: by("Who received the wish, or decided it")
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/providers-tombstone.ts")), ({ providersTombstone }) => providersTombstone(input))).pipe(
  Command.withDescription("Leave an employer alone for good: no request leaves, and the next run withdraws its postings"),
  Command.withExamples([{ command: "graph providers tombstone acme --reason \"Asked not to be listed\" --by \"Kim Doe\"", description: "An opt-out" }])
)

export const providers = Command.make("providers").pipe(
  Command.withDescription("The registry of employers: who is read, where, and on what ground"),
  Command.withSubcommands([list, check, health, add, enable, disable, tombstone])
)
