/**
 * What a run asked of others: requests, bytes, money. Recorded answers count as what they stand for, so that a replay costs
 * the same on paper; time is not a cost here, it varies.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { Currency } from "./Profile.ts"
import { ProviderId } from "./Provider.ts"

const traffic = { requests: Count, bytes_received: Count }

export const ProviderTraffic = Schema.Struct({ provider: ProviderId, ...traffic }).annotate({ identifier: "ProviderTraffic" })
export interface ProviderTraffic extends Schema.Schema.Type<typeof ProviderTraffic> {}

export const Costs = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  /** Those for robots.txt, which belong to no provider, are among them. */
  ...traffic,
  model_spend: Schema.Struct({ amount_minor: Count, currency: Currency }),
  /** Every provider of the registry, sorted by id. */
  providers: Schema.Array(ProviderTraffic)
}).annotate({ identifier: "Costs" })
export interface Costs extends Schema.Schema.Type<typeof Costs> {}
