import { assert, describe, it } from "@effect/vitest"
import * as Pay from "../../src/jobs/Pay.ts"
import * as Rig from "./Rig.ts"

describe("Pay", () => {
  it("makes whole cents a year of any interval", () => {
    assert.deepStrictEqual(Pay.yearly(Rig.pay(62.505, 70, { interval: "hour" }), "USD"), { least: 6251 * 2080, most: 7000 * 2080 })
  })

  it("spans all bands of the currency, and lets one end stand for both", () => {
    const compensation = { ...Rig.pay(100, null), ranges: [...Rig.pay(100, null).ranges, ...Rig.pay(null, 300).ranges, ...Rig.pay(1, 900, { currency: "EUR" }).ranges] }
    assert.deepStrictEqual(Pay.yearly(compensation, "USD"), { least: 10_000, most: 30_000 })
  })

  it("knows nothing without an amount, a currency or an interval", () => {
    assert.strictEqual(Pay.yearly(Rig.pay(null, null), "USD"), undefined)
    assert.strictEqual(Pay.yearly(Rig.pay(1, 2, { interval: null }), "USD"), undefined)
    assert.strictEqual(Pay.yearly(Rig.pay(1, 2, { currency: "GBP" }), "USD"), undefined)
  })

  it("prints the board's summary, or the bands", () => {
    assert.strictEqual(Pay.line({ ...Rig.pay(1, 2), summary: "$1 - $2" }), "$1 - $2")
    assert.strictEqual(Pay.line(Rig.pay(200_000, 250_000)), "USD 200000 to 250000 per year")
    assert.strictEqual(Pay.line(Rig.pay(60, 60, { interval: "hour" })), "USD 60 per hour")
  })
})
