/**
 * A provider added: from an address to an entry that awaits review, with the receipt of what was found.
 *
 * Everything is found and judged before the first file is written; the registry is written last, so what an interruption leaves behind is a
 * receipt nobody refers to, which `graph providers check` names.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Body, HostFinding } from "../../schemas/OnboardingReceipt.ts"
import type { Policies, Policy } from "../../schemas/Policy.ts"
import { type BoardAddress, type Provider, ProviderId, type Providers } from "../../schemas/Provider.ts"
import * as EmployerName from "../boards/EmployerName.ts"
import * as Evaluation from "../boards/Evaluation.ts"
import * as PageBody from "../boards/Body.ts"
import type * as Html from "../boards/Html.ts"
import * as Recognition from "../boards/Recognition.ts"
import * as Decisions from "../network/Policies.ts"
import * as Digest from "../platform/Digest.ts"
import { BadUsage } from "./BadUsage.ts"
import type { BoardEvidence } from "./BoardEvidence.ts"
import type { Home } from "./Home.ts"
import * as PolicyFile from "./PolicyFile.ts"
import * as Proposal from "./Proposal.ts"
import { NoSourceHolds, ProviderRefused, type RobotsUnknown } from "./ProviderRefused.ts"
import * as ReceiptFile from "./ReceiptFile.ts"
import * as RegistryFile from "./RegistryFile.ts"

export interface Request {
  readonly url: string
  readonly name: string | undefined
  /** Who proposes it. */
  readonly by: string
  /** Whether a registered provider may have a new address. */
  readonly moved: boolean
  readonly day: string
}

export interface Onboarded {
  readonly change: "new" | "again" | "moved"
  readonly entry: Provider
  readonly receipt: Body
  readonly registry: Providers
  readonly policies: Policies
  readonly proposed: ReadonlyArray<Policy>
}

const isId = Schema.is(ProviderId)

/** The id that is given, else the one that the address suggests. */
export const identify = (url: string, given: string | undefined): Effect.Effect<ProviderId, BadUsage> => {
  const suggested = Recognition.idOf(url)
  if (suggested === undefined) return Effect.fail(new BadUsage({ flag: "url", given: url, expected: "the https address of a careers page or a board, without a user name or a port," }))
  const id = given ?? suggested
  return isId(id) ? Effect.succeed(id) : Effect.fail(new BadUsage({ flag: "--id", given: id, expected: "lower-case words joined by dashes" }))
}

export const find = Effect.fnUntraced(function*(
  id: ProviderId,
  request: Request,
  { policies, registry }: { readonly policies: Policies; readonly registry: Providers },
  evidence: BoardEvidence
): Effect.fn.Return<Onboarded, NoSourceHolds | ProviderRefused | RobotsUnknown> {
  const registered = registry.providers.find((one) => one.id === id)
  if (registered?.tombstone !== undefined) {
    return yield* new ProviderRefused({ provider: id, reason: `it does not want to be read: ${registered.tombstone.reason} (${registered.tombstone.by}, ${registered.tombstone.on})`, next: "Leave it alone" })
  }
  const { chosen, levels } = yield* evaluated(id, request.url, registry, evidence)
  const { address, pages, reading } = chosen
  const change = yield* changeOf(address, request, registry)
  const urls = [...new Map(pages.map(({ url }) => [new URL(url).host, url])).values()]
  const hosts: ReadonlyArray<HostFinding> = yield* Effect.forEach(urls, evidence.finding)
  const name = request.name ?? registered?.name ?? EmployerName.of(address.system, pages[0]!) ?? address.board
  const receipt: Body = {
    schema_version: 1,
    provider: { id, name, ...placeOf(address) },
    given: request.url,
    on: request.day,
    evidence: evidence.kind,
    levels,
    hosts,
    reading: {
      extraction: reading.extraction,
      rows: reading.rows,
      postings: reading.postings.length,
      withheld: reading.withheld.length,
      partial: reading.partial,
      drift: reading.drift,
      bodies: pages.map(({ body }) => Digest.of(body))
    },
    review: null
  }
  const entry = entryOf(change, { id, name, ...placeOf(address) }, registered, request.day)
  const proposed = hosts.filter(({ host, policy }) => policy === null && !policies.policies.some((one) => one.host === host && one.provider === id)).map(({ host }) =>
    Proposal.make({ host, provider: id, extraction: reading.extraction, robots: evidence.robots(host), agent: Decisions.agent(policies), author: request.by, day: request.day }))
  return { change, entry, receipt, registry: RegistryFile.put(registry, entry), policies: { ...policies, policies: [...policies.policies, ...proposed] }, proposed }
})

/** The files written. */
export const write = Effect.fnUntraced(function*(home: Home, { policies, proposed, receipt, registry }: Onboarded) {
  yield* ReceiptFile.write(home, receipt)
  if (proposed.length > 0) yield* PolicyFile.write(home, policies)
  yield* RegistryFile.write(home, registry)
})

const evaluated = Effect.fnUntraced(function*(id: ProviderId, url: string, registry: Providers, evidence: BoardEvidence) {
  const nothing = (levels: ReadonlyArray<string>) => new NoSourceHolds({ provider: id, given: url, levels })
  const candidates = yield* Effect.mapError(recognised(id, url, evidence), (reason) => nothing([`Its page cannot be looked at: ${reason}.`]))
  const { chosen, levels } = yield* Evaluation.evaluate(id, candidates.map((candidate) => spelled(candidate, registry)), evidence)
  if (chosen !== null) return { chosen, levels }
  const known = levels.filter(({ url }) => url !== null).map(({ extraction, reason }) => `${extraction}: ${reason}`)
  return yield* nothing(known.length > 0 ? known : ["Its page leads to no board of a vendor, offers no feed and holds no JobPosting as JSON-LD."])
})

/** An address of a vendor or of a feed speaks for itself; any other is a page to be looked at. */
const recognised = Effect.fnUntraced(function*(id: ProviderId, url: string, evidence: BoardEvidence): Effect.fn.Return<ReadonlyArray<Recognition.Candidate>, string> {
  const named = [...Recognition.ofUrl(url), ...Recognition.ofFeed(url)]
  if (named.length > 0) return named
  const { body, status } = yield* evidence.ask({ id, system: "jsonld", board: new URL(url).hostname, url }, { url, method: "GET" })
  if (status !== 200) return yield* Effect.fail(`${url} answered ${status}`)
  const page = PageBody.parse(body, ["html"])
  return typeof page === "string" ? yield* Effect.fail(page) : Recognition.ofPage(page.value as Html.Page, url)
})

/** A board is spelled as the registry spells it: case does not tell two boards apart. */
const spelled = (candidate: Recognition.Candidate, { providers }: Providers): Recognition.Candidate => {
  const known = providers.find(({ board, system }) => system === candidate.system && board.toLowerCase() === candidate.board.toLowerCase())
  return known === undefined ? candidate : { ...candidate, board: known.board }
}

const placeOf = ({ board, system, url }: Omit<BoardAddress, "id">) => ({ system, board, ...(url !== undefined && { url }) })

const changeOf = Effect.fnUntraced(function*(address: BoardAddress, { moved }: Request, { providers }: Providers): Effect.fn.Return<Onboarded["change"], ProviderRefused> {
  const { board, id, system } = address
  const refused = (reason: string, next: string) => new ProviderRefused({ provider: id, reason, next })
  const other = providers.find((one) => one.id !== id && one.system === system && one.board === board)
  if (other !== undefined) {
    const { tombstone } = other
    return yield* refused(`the board ${system}/${board} is that of ${other.id}${tombstone === undefined ? "" : `, which does not want to be read (${tombstone.reason})`}`, tombstone === undefined ? `Add it again as that one: --id ${other.id}` : "Leave it alone")
  }
  const registered = providers.find((one) => one.id === id)
  if (registered === undefined) return "new"
  if (registered.system === system && registered.board === board && registered.url === address.url) return "again"
  if (moved) return "moved"
  const at = ({ board, system, url }: Omit<BoardAddress, "id">) => `${system}/${board}${url === undefined ? "" : ` at ${url}`}`
  return yield* refused(`it is registered for ${at(registered)}, and this is ${at(address)}`, "If the employer has moved, say so with --moved; if it is another employer, give it another --id")
})

const entryOf = (change: Onboarded["change"], found: Pick<Provider, "id" | "name" | "system" | "board" | "url">, registered: Provider | undefined, day: string): Provider => {
  if (change === "new" || registered === undefined) return { ...found, enabled: false, state: "pending" }
  const { live_enabled: _, ...rest } = registered
  if (change === "again") return { ...rest, name: found.name }
  return { ...found, enabled: false, state: "pending", history: [...(registered.history ?? []), { ...placeOf(registered), until: day }] }
}
