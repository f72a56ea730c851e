import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as FisherExact from "../../src/jobs/FisherExact.ts"
import * as Survival from "../../src/jobs/Survival.ts"
import * as HistoryOracle from "./HistoryOracle.ts"

/** Weeks of remission under 6-mercaptopurine; a `+` where it went on: Freireich et al., Blood 21 (1963). */
const remissions = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
  .split(" ").map((week) => ({ entry: 0, age: Number.parseInt(week, 10), ended: !week.endsWith("+") }))

describe("Survival", () => {
  it("gives the published curve of a known trial", () => {
    const { curve, lower_quartile, median, upper_quartile } = Survival.of(remissions)
    assert.deepStrictEqual(curve.map(({ at_risk, days, open_permille }) => [days, at_risk, open_permille]), [
      [6, 21, 857], [7, 17, 806], [10, 15, 752], [13, 12, 690], [16, 11, 627], [22, 7, 537], [23, 6, 448]
    ])
    assert.deepStrictEqual([lower_quartile?.days, median, upper_quartile], [13, { days: 23, at_risk: 6 }, null])
  })

  it("has at risk only who had come in and not gone", () => {
    const lives = [{ entry: 0, age: 5, ended: true }, { entry: 5, age: 9, ended: true }, { entry: 4, age: 5, ended: false }]
    assert.deepStrictEqual(Survival.of(lives).curve.map(({ at_risk, days }) => [days, at_risk]), [[5, 2], [9, 1]])
  })

  it("reaches a quantile at the age at which exactly that share has ended", () => {
    const lives = [1, 2, 3, 4].map((age) => ({ entry: 0, age, ended: true }))
    const { lower_quartile, median, upper_quartile } = Survival.of(lives)
    assert.deepStrictEqual([lower_quartile?.days, median?.days, upper_quartile?.days], [1, 2, 3])
    assert.deepStrictEqual(Survival.of([]), { lower_quartile: null, median: null, upper_quartile: null, curve: [] })
  })
})

const Small = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 40 }))

describe("FisherExact", () => {
  it("gives the lady tasting tea her chance", () => assert.strictEqual(FisherExact.chance({ size: 4, having: 3 }, { size: 4, having: 1 }), 485_715))

  it.prop("counts the ways in which chance parts two samples as far, whichever comes first", [Small, Small, Small, Small], ([one, other, rest, more]) => {
    const [a, b] = [{ size: one + rest, having: one }, { size: other + more, having: other }]
    const high = one * b.size > other * a.size ? [one, a.size, b.size] as const : [other, b.size, a.size] as const
    const even = one * b.size === other * a.size
    assert.strictEqual(FisherExact.chance(a, b), even ? 1_000_000 : HistoryOracle.chance(...high, one + other))
    assert.strictEqual(FisherExact.chance(b, a), FisherExact.chance(a, b))
  })
})
