/**
 * What a run asked of others. All zeros where nothing ran.
 */
import type { Costs, ProviderTraffic } from "../../schemas/Costs.ts"
import type { Day } from "../../schemas/Day.ts"
import type { Provider } from "../../schemas/Provider.ts"
import * as Canonical from "../platform/Canonical.ts"

/** One request for a provider's board, or for the robots.txt of a host, which is asked for all. */
export interface Exchange {
  readonly provider: string | null
  readonly bytes: number
}

export const make = (input: {
  readonly as_of: Day
  readonly providers: ReadonlyArray<Pick<Provider, "id">>
  readonly exchanges: ReadonlyArray<Exchange>
}): Costs => {
  const providers = input.providers
    .map(({ id }): ProviderTraffic => {
      const exchanges = input.exchanges.filter(({ provider }) => provider === id)
      return { provider: id, requests: exchanges.length, bytes_received: bytesOf(exchanges) }
    })
    .sort((a, b) => Canonical.compare(a.provider, b.provider))
  return {
    schema_version: 1,
    as_of: input.as_of,
    requests: input.exchanges.length,
    bytes_received: bytesOf(input.exchanges),
    model_spend: { amount_minor: 0, currency: "USD" },
    providers
  }
}

const bytesOf = (exchanges: ReadonlyArray<Exchange>): number => exchanges.reduce((sum, { bytes }) => sum + bytes, 0)
