/**
 * Puts a URL before every layer of the shield, with what is recorded in place of the world.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Path from "node:path"
import { domainToASCII } from "node:url"
import type { Policy } from "../../../schemas/Policy.ts"
import * as Questions from "../../boards/Questions.ts"
import * as Check from "../../network/Check.ts"
import { BadUsage } from "../BadUsage.ts"
import * as Exit from "../Exit.ts"
import * as PolicyFile from "../PolicyFile.ts"
import * as RobotsRecord from "../RobotsRecord.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as NetworkView from "../views/NetworkView.ts"

export interface Input {
  readonly url: string
  readonly resolve: ReadonlyArray<string>
  readonly from: Option.Option<string>
  readonly provider: Option.Option<string>
  readonly snapshots: Option.Option<string>
}

export const networkCheck = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const addresses = yield* given(input.resolve)
  const { policies, providers } = yield* PolicyFile.read(home)
  const named = Option.map(input.snapshots, (folder) => Path.resolve(folder))
  const recorded = yield* RobotsRecord.ofSet(Option.getOrElse(named, () => home.snapshots), Option.isSome(named))
  const checked = Check.check({
    url: input.url,
    from: Option.getOrNull(input.from),
    provider: Option.getOrNull(input.provider),
    policies,
    addresses: (host) => addresses.get(host),
    robots: (host) => recorded.get(host) ?? seen(policies.policies, host),
    providersOn: (host) => providers.filter((provider) => new URL(Questions.first(provider).url).hostname === host).map(({ id }) => id)
  })
  if (json) Terminal.json(NetworkView.document(checked))
  else Terminal.result(NetworkView.render(checked, Terminal.inkFor(process.stdout)))
  process.exitCode = checked.decision === "allowed" ? Exit.codes.done : Exit.codes.failed
})

/** Host → its addresses. */
const given = (pairs: ReadonlyArray<string>): Effect.Effect<ReadonlyMap<string, ReadonlyArray<string>>, BadUsage> => {
  const table = new Map<string, Array<string>>()
  for (const pair of pairs) {
    const at = pair.indexOf("=")
    if (at < 1 || domainToASCII(pair.slice(0, at)) === "") return Effect.fail(new BadUsage({ flag: "--resolve", given: pair, expected: "HOST=ADDRESS" }))
    const host = domainToASCII(pair.slice(0, at)).replace(/\.$/, "")
    const addresses = pair.slice(at + 1).split(",").filter((address) => address !== "")
    table.set(host, [...(table.get(host) ?? []), ...addresses])
  }
  return Effect.succeed(table)
}

const seen = (policies: ReadonlyArray<Policy>, host: string): RobotsRecord.Recorded | undefined => {
  const robots = policies.find((policy) => policy.host === host && policy.robots.seen !== null)?.robots.seen
  return robots == null ? undefined : RobotsRecord.ofPolicy(robots)
}
