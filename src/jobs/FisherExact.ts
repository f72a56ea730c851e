/**
 * Fisher's exact test: how likely chance alone parts two samples as far as they are.
 *
 * Whole numbers throughout, so every machine gives the same: the hypergeometric distribution counted out.
 */

/** How many of a sample have what is asked for. */
export interface Sample {
  readonly size: number
  readonly having: number
}

export const millionths = 1_000_000

/** In millionths, rounded up, so never less than it is: twice the tail from what was seen on, away from the even split. */
export const chance = (a: Sample, b: Sample): number => {
  const [all, having] = [a.size + b.size, a.having + b.having]
  if (a.having * all === having * a.size) return millionths
  const [high, low] = a.having * all > having * a.size ? [a, b] : [b, a]
  const [sum, ways] = [tail(high, low, having), choose(all, high.size)]
  const doubled = (2n * sum * BigInt(millionths) + ways - 1n) / ways
  return Number(doubled < BigInt(millionths) ? doubled : BigInt(millionths))
}

/** Ways in which the first sample has as many as it has, or more. */
const tail = (high: Sample, low: Sample, having: number): bigint => {
  const lacking = high.size + low.size - having
  let ways = choose(having, high.having) * choose(lacking, high.size - high.having)
  let sum = ways
  for (let x = high.having; x < having && x < high.size; x++) {
    ways = ways * BigInt((having - x) * (high.size - x)) / BigInt((x + 1) * (lacking - high.size + x + 1))
    sum += ways
  }
  return sum
}

const choose = (n: number, k: number): bigint => {
  let ways = 1n
  for (let i = 1; i <= Math.min(k, n - k); i++) ways = ways * BigInt(n - i + 1) / BigInt(i)
  return ways
}
