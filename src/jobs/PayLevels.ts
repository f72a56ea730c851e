/**
 * What open postings say they pay, by family and currency. Currencies are never converted, and those that state no whole range are not counted.
 */
import type { PayLevel, Quartiles } from "../../schemas/Analytics.ts"
import type { PostingHistory } from "../../schemas/PostingHistory.ts"
import type { FamilyName } from "../../schemas/Taxonomy.ts"
import * as Canonical from "../platform/Canonical.ts"

/** Fewer postings say nothing of a family. */
const least = 5

interface Paid {
  readonly provider: string
  readonly family: FamilyName
  readonly currency: string
  readonly minimum: number
  readonly maximum: number
}

/** Sorted by family and currency. */
export const of = (rows: ReadonlyArray<PostingHistory>): ReadonlyArray<PayLevel> => {
  const paid = rows.flatMap(({ provider, state, traits: { family, pay } }): ReadonlyArray<Paid> =>
    state === "closed" || family === null || pay === null || pay.minimum === null || pay.maximum === null
      ? []
      : [{ provider, family, currency: pay.currency, minimum: pay.minimum, maximum: pay.maximum }])
  return [...Map.groupBy(paid, ({ currency, family }) => `${family}\n${currency}`)]
    .filter(([, group]) => group.length >= least)
    .sort(([a], [b]) => Canonical.compare(a, b))
    .map(([, group]) => ({
      family: group[0]!.family,
      currency: group[0]!.currency,
      postings: group.length,
      employers: new Set(group.map(({ provider }) => provider)).size,
      minimum: quartiles(group.map(({ minimum }) => minimum)),
      maximum: quartiles(group.map(({ maximum }) => maximum))
    }))
}

/** By nearest rank. */
const quartiles = (values: ReadonlyArray<number>): Quartiles => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (quarters: number): number => sorted[Math.ceil(quarters * sorted.length / 4) - 1]!
  return { lower: at(1), median: at(2), upper: at(3) }
}
