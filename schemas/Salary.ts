/**
 * What a posting pays, as far as it says: bands as published, and the same as whole yearly amounts.
 *
 * A year has 2,080 hours, 260 days, 52 weeks or 12 months. Currencies are never converted.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { PayRange } from "./Posting.ts"
import { Currency } from "./Profile.ts"
import { Span } from "./Span.ts"

export const PayBand = Schema.Struct({
  /** In the currency's major unit, as published. */
  minimum: PayRange.fields.minimum,
  maximum: PayRange.fields.maximum,
  currency: Schema.NullOr(Currency),
  interval: PayRange.fields.interval,
  /** In the currency's minor unit; `null` where the currency or the interval is not known. */
  yearly_minimum: Schema.NullOr(Count),
  yearly_maximum: Schema.NullOr(Count),
  evidence: Span
}).annotate({ identifier: "PayBand" })
export interface PayBand extends Schema.Schema.Type<typeof PayBand> {}

export const Salary = Schema.Struct({
  source: Schema.NullOr(Schema.Literals(["field", "summary", "text"])),
  /** In the order in which they are published, each once. */
  bands: Schema.Array(PayBand),
  offers_equity: Schema.NullOr(Schema.Boolean),
  offers_bonus: Schema.NullOr(Schema.Boolean),
  /** Where equity and bonus are said. */
  evidence: Schema.Array(Span)
}).annotate({ identifier: "Salary" })
export interface Salary extends Schema.Schema.Type<typeof Salary> {}
