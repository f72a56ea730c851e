/**
 * The product-limit estimator of Kaplan and Meier (Journal of the American Statistical Association 53, 1958), with delayed entry.
 *
 * Exact: survival is a fraction of whole numbers, and quantiles are found by comparing such. Knows ages and endings; not what they are of.
 */
import type { SurvivalStep, TimeToClose } from "../../schemas/Analytics.ts"

export interface Life {
  /** The age from which it was watched: it is at risk at every greater age up to `age`. */
  readonly entry: number
  readonly age: number
  /** It ended at that age; otherwise nobody knows what came after. */
  readonly ended: boolean
}

export type Survival = Pick<TimeToClose, "lower_quartile" | "median" | "upper_quartile" | "curve">

/** @param lives each with `entry < age` */
export const of = (lives: ReadonlyArray<Life>): Survival => {
  const entries = tally(lives.map(({ entry }) => entry))
  const exits = tally(lives.map(({ age }) => age))
  const ends = tally(lives.filter(({ ended }) => ended).map(({ age }) => age))
  const curve: Array<SurvivalStep> = []
  const quantiles = new Map<number, { readonly days: number; readonly at_risk: number }>()
  let [surviving, of, at_risk] = [1n, 1n, 0]
  for (const age of [...new Set([...entries.keys(), ...exits.keys()])].sort((a, b) => a - b)) {
    const closed = ends.get(age) ?? 0
    if (closed > 0) {
      surviving *= BigInt(at_risk - closed)
      of *= BigInt(at_risk)
      curve.push({ days: age, at_risk, closed, open_permille: Number(1000n * surviving / of) })
      for (const quarter of [1, 2, 3]) if (!quantiles.has(quarter) && 4n * surviving <= BigInt(4 - quarter) * of) quantiles.set(quarter, { days: age, at_risk })
    }
    at_risk += (entries.get(age) ?? 0) - (exits.get(age) ?? 0)
  }
  const [lower_quartile, median, upper_quartile] = [quantiles.get(1) ?? null, quantiles.get(2) ?? null, quantiles.get(3) ?? null]
  return { lower_quartile, median, upper_quartile, curve }
}

const tally = (ages: ReadonlyArray<number>): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>()
  for (const age of ages) counts.set(age, (counts.get(age) ?? 0) + 1)
  return counts
}
