/**
 * What becomes of a registered provider: reviewed and enabled, disabled, or left alone for good.
 *
 * Decides and gives the new entry; writes nothing.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Body, Review } from "../../schemas/OnboardingReceipt.ts"
import type { Policies } from "../../schemas/Policy.ts"
import type { Provider, Tombstone } from "../../schemas/Provider.ts"
import * as Clearance from "../network/Clearance.ts"
import * as Hosts from "./HostRuling.ts"
import { ProviderRefused } from "./ProviderRefused.ts"
import * as ReceiptFile from "./ReceiptFile.ts"

export interface Enabled {
  readonly entry: Provider
  /** The receipt with its review, to be sealed; `null` where there is none and none is needed. */
  readonly receipt: Body | null
}

/** A provider that never awaited review needs no receipt to be read from recorded answers; to be asked itself, everyone does. */
export const enable = Effect.fnUntraced(function*(provider: Provider, found: Clearance.Found, policies: Policies, { live, review }: { readonly live: boolean; readonly review: Review }): Effect.fn.Return<Enabled, ProviderRefused> {
  const { id } = provider
  const refused = (reason: string, next: string) => new ProviderRefused({ provider: id, reason, next })
  if (provider.tombstone !== undefined) return yield* refused(willOf(provider.tombstone), "Leave it alone")
  const file = ReceiptFile.nameOf(id)
  const again = `Make it anew: graph providers add URL --id ${id}`
  if (found._tag === "invalid") return yield* refused(`${file} does not hold: ${found.reason}`, again)
  if (found._tag === "absent") {
    if (live || provider.state === "pending") return yield* refused(`there is no ${file} to review`, again)
    return { entry: { ...provider, enabled: true }, receipt: null }
  }
  if (!Clearance.matches(provider, found.receipt)) return yield* refused(`${file} is about another board than the registry names`, again)
  const { seal: _, ...body } = found.receipt
  const entry: Provider = { ...provider, enabled: true, state: "active", ...(live && { live_enabled: true }) }
  const obstacle = live ? obstacleToLive(entry, body, policies) : undefined
  if (obstacle !== undefined) return yield* refused(obstacle.problem, obstacle.next)
  return { entry, receipt: { ...body, review } }
})

export const disable = (provider: Provider): Provider => {
  const { live_enabled: _, ...rest } = provider
  return { ...rest, enabled: false }
}

export const entomb = (provider: Provider, tombstone: Tombstone): Effect.Effect<Provider, ProviderRefused> =>
  provider.tombstone === undefined
    ? Effect.succeed({ ...disable(provider), tombstone })
    : Effect.fail(new ProviderRefused({ provider: provider.id, reason: `it has a tombstone already: ${willOf(provider.tombstone)}`, next: "It stays" }))

export interface Obstacle {
  readonly problem: string
  readonly next: string
}

/** What stands against asking the board itself, beside the review: the policy for its host, and what robots.txt said. */
export const obstacleToLive = (provider: Provider, { hosts }: Pick<Body, "hosts">, policies: Policies): Obstacle | undefined => {
  const { decision, host } = Hosts.of(policies, provider)
  const decide = `Decide about ${host} in config/policies.json, with your name and your reason`
  if (decision === "none") return { problem: `no policy speaks about ${host}`, next: decide }
  if (decision === "undecided") return { problem: `nobody has decided about ${host} yet: its policy is a proposal`, next: decide }
  if (decision === "refuse") return { problem: `policy refuses ${host}`, next: `Read the reason with graph network check, and leave it at recorded answers` }
  const found = hosts.find((one) => one.host === host)
  const again = `Add it again with a robots.txt that is read today: graph providers add URL --id ${provider.id}`
  if (found?.robots == null) return { problem: `its receipt does not say what ${host} says to robots`, next: again }
  return found.robots.allows ? undefined : { problem: `robots.txt of ${host} disallows it: ${found.robots.because}`, next: again }
}

/** All of it for an entry that says `live_enabled`, as a live request will find it. */
export const flawOfLive = (provider: Provider, found: Clearance.Found, policies: Policies): Obstacle | undefined => {
  const cleared = Clearance.judge(provider, found)
  if (Result.isFailure(cleared)) return { problem: `live_enabled is set, and ${cleared.failure.detail}`, next: `graph providers disable ${provider.id}, or enable it again with --live` }
  const obstacle = found._tag === "whole" ? obstacleToLive(provider, found.receipt, policies) : undefined
  return obstacle === undefined ? undefined : { ...obstacle, problem: `live_enabled is set, and ${obstacle.problem}` }
}

const willOf = ({ by, on, reason }: Tombstone): string => `it does not want to be read: ${reason} (${by}, ${on})`
