/**
 * Says of every provider of the registry under which decision its board was asked, or why it was not.
 *
 * Knows what left and what was decided, nothing of how either came about.
 */
import type { Day } from "../../schemas/Day.ts"
import type { Asking, PolicyLog, ProviderPolicy, Requests, SourcePolicy } from "../../schemas/PolicyLog.ts"
import type { Provider } from "../../schemas/Provider.ts"
import * as Canonical from "../platform/Canonical.ts"

export const make = (input: {
  readonly as_of: Day
  readonly providers: ReadonlyArray<Provider>
  /** Of the providers that are read. */
  readonly sources: ReadonlyArray<SourcePolicy>
  readonly requests: Requests
}): PolicyLog => {
  const sources = new Map(input.sources.map((source) => [source.provider, source]))
  const askings: Readonly<Record<string, Asking>> = input.requests.providers
  return document(input.as_of, input.providers, input.sources[0]?.user_agent ?? null, input.requests.robots, (provider) => {
    const source = sources.get(provider.id)
    const asking = askings[provider.id]
    const mode = modeOf(provider) ?? (asking === undefined ? "snapshot" : "live")
    return { ...told(provider, mode), url: source?.url ?? null, policy: source?.policy ?? null, ...asking }
  })
}

/** For endings before any board was asked. */
export const notAttempted = (input: { readonly as_of: Day; readonly providers: ReadonlyArray<Provider> }): PolicyLog =>
  document(input.as_of, input.providers, null, [], (provider) => told(provider, modeOf(provider) ?? "not_attempted"))

const document = (
  as_of: Day,
  providers: ReadonlyArray<Provider>,
  user_agent: string | null,
  robots: PolicyLog["robots"],
  entry: (provider: Provider) => ProviderPolicy
): PolicyLog => ({
  schema_version: 1,
  as_of,
  registry_hash: Canonical.digestUnsafe(providers),
  user_agent,
  providers: [...providers].sort((a, b) => Canonical.compare(a.id, b.id)).map(entry),
  robots
})

const modeOf = ({ enabled, tombstone }: Provider): ProviderPolicy["mode"] | undefined =>
  tombstone !== undefined ? "tombstoned" : enabled ? undefined : "disabled"

const told = ({ id }: Provider, mode: ProviderPolicy["mode"]): ProviderPolicy =>
  ({ provider: id, mode, url: null, policy: null, requests: [], refused: null, fallback: null })
