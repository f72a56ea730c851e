import { assert, describe, it } from "@effect/vitest"
import * as Pay from "../../src/jobs/Pay.ts"
import * as Rig from "./Rig.ts"

describe("Pay", () => {
  it("counts in whole minor units of any currency", () => {
    assert.deepStrictEqual([Pay.minorOf(62.505, 2), Pay.minorOf(5_000_000, 0)], [6251, 5_000_000])
  })

  it("prints the board's summary, or the bands", () => {
    assert.strictEqual(Pay.line({ ...Rig.pay(1, 2), summary: "$1 - $2" }), "$1 - $2")
    assert.strictEqual(Pay.line(Rig.pay(200_000, 250_000)), "USD 200000 to 250000 per year")
    assert.strictEqual(Pay.line(Rig.pay(60, 60, { interval: "hour" })), "USD 60 per hour")
  })
})
