/**
 * `graph network check <url>`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

const check = Command.make("check", {
  url: Argument.String("url").pipe(Argument.withDescription("The URL, exactly as it would be given")),
  resolve: Flag.String("resolve").pipe(
    Flag.withDescription("What a host resolves to, as HOST=ADDRESS; again for each address, and HOST= for none"),
    Flag.atLeast(0)
  ),
  from: Flag.String("from").pipe(Flag.withDescription("The URL that redirects here: the argument is read as its Location"), Flag.optional),
  provider: Flag.String("provider").pipe(Flag.withDescription("Whose board it is: a policy may be for one provider"), Flag.optional),
  snapshots: Flag.String("snapshots").pipe(Flag.withDescription("The snapshot set whose recorded robots.txt counts [default: fixtures/boards]"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/network-check.ts")), ({ networkCheck }) => networkCheck(input))).pipe(
  Command.withDescription("Say layer by layer whether a URL may be fetched, and why. Asks nobody. Exits 0 if it may, 4 if not"),
  Command.withExamples([
    { command: "graph network check https://api.lever.co/v0/postings/acme", description: "By registry, policy and recorded robots.txt" },
    { command: "graph network check https://acme.recruitee.com/ --resolve acme.recruitee.com=10.0.0.1", description: "And by what the name resolves to" }
  ])
)

export const network = Command.make("network").pipe(
  Command.withDescription("The network shield: what may be fetched, and why"),
  Command.withSubcommands([check])
)
