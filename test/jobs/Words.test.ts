import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Words from "../../src/jobs/Words.ts"

const table = Words.phrases([["New York", "city"], ["new york state", "region"], ["東京", "tokyo"], ["zurich", "city"]], (a) => a)
const found = (text: string) => Words.find(table, text).map(({ start, end, meaning }) => [text.slice(start, end), meaning])

describe("Words", () => {
  it("folds letter case, accents, ligatures and apostrophes, and keeps where words stand", () => {
    const text = "  ZÜRICH, Straße; O’Fallon–Łódź İzmir x1"
    assert.deepStrictEqual(Words.of(text).map(({ word, start, end }) => [word, text.slice(start, end)]), [
      ["zurich", "ZÜRICH"], ["strasse", "Straße"], ["ofallon", "O’Fallon"], ["lodz", "Łódź"], ["izmir", "İzmir"], ["x1", "x1"]
    ])
  })

  it("finds the longest phrase at each place, across spaces and hyphens and not across a comma", () => {
    assert.deepStrictEqual(found("New-York, NEW YORK STATE"), [["New-York", "city"], ["NEW YORK STATE", "region"]])
    assert.deepStrictEqual(found("New, York"), [])
  })

  it("takes apart what no space divides", () => assert.deepStrictEqual(found("勤務地は東京都です"), [["東京", "tokyo"]]))

  it.prop("gives every letter and digit to one word, in order", [Schema.String], ([text]) => {
    let at = 0
    for (const { start, end } of Words.of(text)) {
      assert.isTrue(at <= start && start < end && end <= text.length)
      assert.notMatch(text.slice(at, start), /[\p{L}\p{N}]/u)
      at = end
    }
    assert.notMatch(text.slice(at), /[\p{L}\p{N}]/u)
  })

  it.prop("reads a text alike whatever was read before", [Schema.String], ([text]) => {
    const long = text.padEnd(400, "ab ")
    const first = Words.of(long)
    Words.of(`${long}!`)
    assert.deepStrictEqual(Words.of(long), first)
  })

  const plain = Schema.Array(Schema.Literals(["A", "b", "Z", "9", " ", "  ", "é", "-", "'"]))
  it.prop("joins the words of a text in the form in which they are compared", [plain, Schema.String], ([signs, any]) => {
    for (const text of [signs.join(""), any]) assert.strictEqual(Words.joined(text), Words.of(text).map(({ word }) => word).join(" "))
  })
})
