/**
 * Published pay bands as whole yearly amounts that can be compared.
 *
 * Amounts are minor units (cents) a year: 2,080 hours, 260 days, 52 weeks or 12 months. Currencies are never converted.
 */
import type { Compensation, PayRange } from "../../schemas/Posting.ts"

/** In a minor unit of `digits` decimals. */
export const minorOf = (amount: number, digits: number): number => Math.round(amount * 10 ** digits)

/** One line for a person: the board's own summary, or the bands. */
export const line = (compensation: Compensation): string => compensation.summary ?? compensation.ranges.map(band).join("; ")

/** How many of each make a year. */
export const factors = { year: 1, month: 12, week: 52, day: 260, hour: 2080 } as const

const band = ({ minimum, maximum, currency, interval }: PayRange): string => {
  const amounts = [minimum, maximum].filter((amount) => amount !== null)
  return [currency, [...new Set(amounts)].join(" to "), interval === null ? null : `per ${interval}`].filter(Boolean).join(" ")
}
