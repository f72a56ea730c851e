/**
 * What a run may spend at most while it asks boards. What would go past it is not sent, and whoever needed it is told so.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Currency } from "./Profile.ts"

export const Budgets = Schema.Struct({
  schema_version: Schema.Literal(1),
  /** Those for robots.txt, the tries and the redirects are among them. */
  requests: Schema.Struct({ run: Count, host: Count }),
  /** Bodies as sent, before decompression. */
  bytes: Schema.Struct({ run: Count }),
  /** From the first question to the last answer. */
  asking_seconds: Count,
  /** Nothing that ships asks a model. */
  model_spend: Schema.Struct({ amount_minor: Count, currency: Currency })
}).annotate({ identifier: "Budgets" })
export interface Budgets extends Schema.Schema.Type<typeof Budgets> {}

/** Where `config/budgets.v1.json` is absent: ten times what a thousand boards take, and no money. */
export const generous: Budgets = {
  schema_version: 1,
  requests: { run: 10_000, host: 5_000 },
  bytes: { run: 2 * 1024 ** 3 },
  asking_seconds: 7_200,
  model_spend: { amount_minor: 0, currency: "USD" }
}
