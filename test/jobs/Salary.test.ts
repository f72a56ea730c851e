import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import type { Compensation } from "../../schemas/Posting.ts"
import { type PayBand, Salary as Understood } from "../../schemas/Salary.ts"
import * as Salary from "../../src/jobs/Salary.ts"
import * as Lines from "./Lines.ts"
import * as PayCases from "./PayCases.ts"
import * as Rig from "./Rig.ts"
import { pay } from "./Shipped.ts"

const printed = (bands: ReadonlyArray<PayBand>): string => bands.map(Salary.print).join(" + ")
const said = (text: string) => Lines.each(text, (line) => Salary.inLine(line, pay))
const summary = (line: string): Compensation => ({ summary: line, ranges: [], offers_equity: null })

describe("Salary", () => {
  it.each(PayCases.lines)("reads the line %s", (line, expected) => assert.strictEqual(printed(Salary.line(line, null, pay)), expected))
  it.each(PayCases.sentences)("reads the sentence %s", (sentence, expected) => assert.strictEqual(printed(Salary.of(null, said(sentence), null, pay).bands), expected))

  it("gives whole yearly amounts in the currency's minor unit", () => {
    const yearly = (line: string) => Salary.line(line, null, pay).map(({ yearly_minimum, yearly_maximum }) => [yearly_minimum, yearly_maximum])
    assert.deepStrictEqual(yearly("$62.51 - $70 per hour"), [[6251 * 2080, 7000 * 2080]])
    assert.deepStrictEqual(yearly("£400 per day"), [[40_000 * 260, 40_000 * 260]])
    assert.deepStrictEqual(yearly("€1.000 / week"), [[100_000 * 52, 100_000 * 52]])
    assert.deepStrictEqual(yearly("¥500,000 JPY per month"), [[6_000_000, 6_000_000]])
    assert.deepStrictEqual(yearly("up to $150k"), [[null, 15_000_000]])
    assert.deepStrictEqual(yearly("180 000 kr"), [[null, null]])
  })

  it("takes no two amounts for a range where one is more than five times the other", () =>
    assert.strictEqual(printed(Salary.line("$10K - $500K", null, pay)), "USD 10000 per year + USD 500000 per year"))

  it("takes the fields, then the summary, then the text", () => {
    const text = "The salary is $90,000 - $95,000."
    const fields = { ...Rig.pay(100_000, 120_000), summary: "$1K - $2K" }
    assert.deepStrictEqual([fields, summary("$255K - $405K"), summary("R"), null].map((given) => {
      const { source, bands } = Salary.of(given, said(text), null, pay)
      return [source, printed(bands)]
    }), [
      ["field", "USD 100000 - 120000 per year"],
      ["summary", "USD 255000 - 405000 per year"],
      ["text", "USD 90000 - 95000 per year"],
      ["text", "USD 90000 - 95000 per year"]
    ])
    assert.deepStrictEqual(Salary.of(null, [], null, pay), { source: null, bands: [], offers_equity: null, offers_bonus: null, evidence: [] })
  })

  it("infers an interval that a field leaves open where the size leaves no other", () => {
    const of = (minimum: number, maximum: number) => Salary.of(Rig.pay(minimum, maximum, { interval: null }), [], null, pay).bands.map(({ interval, evidence }) => [interval, evidence.rule])
    assert.deepStrictEqual([of(90_000, 120_000), of(20, 30), of(3000, 4000)], [[["year", "pay.field_by_size"]], [["hour", "pay.field_by_size"]], [[null, "pay.field"]]])
  })

  it("reads a shared sign by the posting's country", () => {
    const of = (line: string, country: string | null) => printed(Salary.line(line, country, pay))
    assert.deepStrictEqual([null, "US", "CA", "AU", "DE"].map((country) => of("$120,000", country).slice(0, 3)), ["USD", "USD", "CAD", "AUD", "USD"])
    assert.deepStrictEqual([of("600 000 kr", "NO"), of("600 000 kr", "SE"), of("R600 000", "ZA")], ["NOK 600000 per year", "SEK 600000 per year", "ZAR 600000 per year"])
  })

  it("says where equity and bonus are offered, and not where they are denied", () => {
    const { offers_equity, offers_bonus, evidence } = Salary.of(summary("$255K • Offers Equity"), said("No bonus is paid."), null, pay)
    assert.deepStrictEqual([offers_equity, offers_bonus], [true, null])
    assert.deepStrictEqual(evidence, [{ field: "compensation", item: 0, start: 8, end: 21, rule: "pay.equity" }])
    assert.isFalse(Salary.of({ ...summary("$255K"), offers_equity: false }, said("equity"), null, pay).offers_equity)
  })

  const amount = Schema.Union([Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 9_999_999 })), Schema.Literals([0.5, 12.5, 62.51, 99.99])])
  const band = [amount, amount, Schema.NullOr(Schema.Literals(["USD", "EUR", "JPY", "INR", "GBP", "SEK"])), Schema.NullOr(Schema.Literals(["year", "month", "week", "day", "hour"]))] as const
  it.prop("prints what it parsed as a line that reads back the same", [...band], ([low, more, currency, interval]) => {
    const line = Salary.print({ minimum: low, maximum: Math.min(low + more, 5 * low), currency, interval })
    const parsed = Salary.line(line, null, pay)
    const again = Salary.line(printed(parsed), null, pay)
    const said = (bands: ReadonlyArray<PayBand>) => bands.map((band) => Struct.omit(band, ["evidence"]))
    assert.deepStrictEqual(said(again), said(parsed))
  })

  it("prints every case as a line that reads back the same", () => {
    for (const [line] of PayCases.lines) {
      for (const parsed of Salary.line(line, null, pay)) assert.strictEqual(printed(Salary.line(Salary.print(parsed), null, pay)), Salary.print(parsed), line)
    }
  })

  const pieces = Schema.Array(Schema.Literals(["$", "€", "120", "k", ",000", ".", "-", " ", "salary ", "per year", "/hr", "bonus", "USD", "L", "年収", "万円", "\n", "+", "0", "9999999999999"]))
  it.prop("reads any text, with stretches inside it and a schema it fits", [Schema.String, pieces], ([any, words]) => {
    for (const text of [any, words.join("")]) {
      const salary = Salary.of(summary(text), said(text), null, pay)
      Schema.decodeUnknownSync(Understood, { onExcessProperty: "error" })(salary)
      for (const { start, end } of [...salary.evidence, ...salary.bands.map(({ evidence }) => evidence)]) assert.isTrue(0 <= start && start <= end && end <= text.length)
    }
  })
})
