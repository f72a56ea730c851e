/**
 * Everything that must hold between the registry, the policies, the receipts and a snapshot set, checked at once.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Policies } from "../../schemas/Policy.ts"
import type { Provider, Providers } from "../../schemas/Provider.ts"
import * as Clearance from "../network/Clearance.ts"
import * as SnapshotSet from "../network/SnapshotSet.ts"
import * as Completeness from "./Completeness.ts"
import type { BadConfig } from "./ConfigFolder.ts"
import type { Home } from "./Home.ts"
import * as HostRuling from "./HostRuling.ts"
import * as PolicyFile from "./PolicyFile.ts"
import * as ProviderChange from "./ProviderChange.ts"
import * as ReceiptFile from "./ReceiptFile.ts"
import * as RecordedPages from "./RecordedPages.ts"
import * as RegistryFile from "./RegistryFile.ts"

export interface Problem {
  readonly kind: "config" | "snapshot"
  /** `null` where it is nobody's own. */
  readonly provider: string | null
  readonly problem: string
  readonly next: string
}

export interface Checked {
  readonly providers: number
  readonly snapshots: string | null
  readonly problems: ReadonlyArray<Problem>
}

/** @param id checks what concerns one provider alone */
export const check = Effect.fnUntraced(function*(home: Home, id: string | undefined, snapshots: string | undefined) {
  const registry = yield* Effect.result(RegistryFile.read(home))
  const policies = yield* Effect.result(PolicyFile.policies(home))
  const misread = [...misfits(registry), ...misfits(policies)].map(({ file, pointer, problem }): Problem =>
    ({ kind: "config", provider: null, problem: `${file}${pointer === "" ? "" : ` at ${pointer}`}: ${problem}`, next: "Correct it; schemas/json/ describes the file" }))
  if (Result.isFailure(registry)) return { providers: 0, snapshots: null, problems: misread } satisfies Checked as Checked
  const { providers } = registry.success
  if (id !== undefined) yield* RegistryFile.find(registry.success, id)
  const found = [
    ...misread,
    ...(Result.isFailure(policies) ? [] : yield* ofConfig(home, registry.success, policies.success)),
    ...(snapshots === undefined ? [] : yield* ofSet(snapshots, providers))
  ]
  const problems = found.filter(({ provider }) => id === undefined || provider === id)
  return { providers: id === undefined ? providers.length : 1, snapshots: snapshots ?? null, problems } satisfies Checked as Checked
})

const misfits = <A>(read: Result.Result<A, BadConfig>): BadConfig["problems"] => (Result.isFailure(read) ? read.failure.problems : [])

const ofConfig = Effect.fnUntraced(function*(home: Home, { providers }: Providers, policies: Policies) {
  const known = new Set<string>(providers.map(({ id }) => id))
  const problems: Array<Problem> = []
  const add = (provider: string | null, problem: string, next: string): void => void problems.push({ kind: "config", provider, problem, next })
  for (const provider of providers) {
    for (const { next, problem } of flaws(provider, yield* ReceiptFile.read(home, provider.id), policies)) add(provider.id, problem, next)
  }
  for (const id of yield* ReceiptFile.list(home)) {
    if (!known.has(id)) add(id, `${ReceiptFile.nameOf(id)} is a receipt of nobody: the registry has no ${id}`, "Remove the file, or add the provider: graph providers add")
  }
  for (const { host, provider } of policies.policies) {
    if (provider !== null && !known.has(provider)) add(provider, `config/policies.json speaks about ${host} for ${provider}, which the registry does not have`, "Remove that entry, or add the provider: graph providers add")
  }
  return problems
})

const flaws = (provider: Provider, found: Clearance.Found, policies: Policies): ReadonlyArray<ProviderChange.Obstacle> => {
  const { id, state, tombstone } = provider
  if (tombstone !== undefined) return []
  const file = ReceiptFile.nameOf(id)
  const again = `Make it anew: graph providers add URL --id ${id}`
  const ruling = HostRuling.of(policies, provider)
  const known: ReadonlyArray<ProviderChange.Obstacle> = [
    ...(found._tag === "invalid" ? [{ problem: `${file} does not hold: ${found.reason}`, next: again }] : []),
    ...(found._tag === "whole" && !Clearance.matches(provider, found.receipt) ? [{ problem: `${file} is about another board than the registry names`, next: again }] : []),
    ...(found._tag === "absent" && state === "pending" ? [{ problem: `it awaits review, and there is no ${file} to review`, next: again }] : []),
    ...(ruling.decision === "none" ? [{ problem: `no policy speaks about ${ruling.host}`, next: `Decide about ${ruling.host} in config/policies.json` }] : [])
  ]
  const live = provider.live_enabled === true && known.length === 0 ? ProviderChange.flawOfLive(provider, found, policies) : undefined
  return live === undefined ? known : [live]
}

const ofSet = Effect.fnUntraced(function*(folder: string, providers: ReadonlyArray<Provider>) {
  const pages = yield* RecordedPages.load(folder)
  const record = (provider: string) => `Record it: graph snapshot add ${provider} FILE --to ${folder}`
  const gaps = yield* Completeness.gaps(pages, providers)
  const damaged = (yield* SnapshotSet.verify(folder)).filter(({ kind, body }) => kind !== "unreferenced" && !gaps.some(({ problem }) => problem.includes(body)))
  return [
    ...gaps.map(({ problem, provider }): Problem => ({ kind: "snapshot", provider, problem, next: record(provider) })),
    ...damaged.map(({ body, provider, url }): Problem => ({ kind: "snapshot", provider, problem: `the recorded body ${body} of ${url} is not as it was recorded`, next: record(provider ?? "PROVIDER") }))
  ]
})
