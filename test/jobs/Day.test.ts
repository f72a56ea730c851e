import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Day from "../../src/jobs/Day.ts"

describe("Day", () => {
  it("counts the days of the civil calendar from 1970", () => {
    assert.strictEqual(Day.numberOf("1970-01-01"), 0)
    assert.strictEqual(Day.numberOf("2000-03-01"), 11017)
    assert.strictEqual(Day.numberOf("1969-12-31"), -1)
  })

  it("takes a time's UTC day, whatever its offset", () => {
    assert.strictEqual(Day.numberOf("2026-01-30T23:30:00-05:00"), Day.numberOf("2026-01-31"))
    assert.strictEqual(Day.numberOf("2026-01-31T00:30:00+01:00"), Day.numberOf("2026-01-30"))
    assert.strictEqual(Day.numberOf("2026-01-30T12:00:00.123Z"), Day.numberOf("2026-01-30"))
    assert.strictEqual(Day.numberOf("2026-08-05 09:41:37 UTC"), Day.numberOf("2026-08-05"))
  })

  it("knows no day that the calendar does not have", () => {
    for (const text of ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "", "today", "2026-01-30Tnoon", "30/01/2026"]) {
      assert.strictEqual(Day.numberOf(text), undefined, text)
    }
    assert.notStrictEqual(Day.numberOf("2024-02-29"), undefined)
  })

  it("counts the days between two dates, backwards too", () => {
    assert.strictEqual(Day.between("2026-01-31", "2026-03-01"), 29)
    assert.strictEqual(Day.between("2026-03-01", "2026-01-31"), -29)
    assert.strictEqual(Day.between("2026-03-01", "soon"), undefined)
  })

  it.prop("agrees with the platform's calendar", [Schema.Int.check(Schema.isBetween({ minimum: -700_000, maximum: 2_000_000 }))], ([number]) => {
    const text = new Date(number * 86_400_000).toISOString()
    if (!/^\d{4}-/.test(text)) return
    assert.strictEqual(Day.numberOf(text.slice(0, 10)), number)
  })
})
