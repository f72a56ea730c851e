import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Output from "../../src/engine/Output.ts"
import * as TableRows from "../../src/engine/TableRows.ts"

const tableOf = (lines: ReadonlyArray<string>) => TableRows.of(Output.ofLines(lines))
const text = (content: Uint8Array) => new TextDecoder().decode(content)

describe("TableRows", () => {
  const Keys = Schema.Array(Schema.Literals(["a", "b", "c", "d", "é", "漢", "f", "g"]))
  const rows = (keys: ReadonlyArray<string>, version: string) => [...new Set(keys)].sort().map((key) => JSON.stringify({ key, version }))

  it.prop("finds each row that another table has, wherever it stands", [Keys, Keys, Keys], ([keys, others, changed]) => {
    const [now, before] = [rows(keys, "1"), rows(others, "1").map((row) => (changed.includes(JSON.parse(row).key) ? row.replace('"1"', '"0"') : row))]
    const found = TableRows.places(tableOf(now), tableOf(before))
    assert.deepStrictEqual(found, now.map((row) => before.indexOf(row)))
  })

  it.prop("puts new rows and rows of other tables together", [Keys, Keys, Keys], ([keys, others, more]) => {
    const [now, before, ahead] = [rows(keys, "1"), rows(others, "1"), rows(more, "1")]
    const [made, sent] = [tableOf(before.map((row) => `made of ${row}`)), tableOf(ahead.map((row) => `sent for ${row}`))]
    const [inMade, inSent] = [before, ahead].map((table) => TableRows.places(tableOf(now), tableOf(table))) as [ReadonlyArray<number>, ReadonlyArray<number>]
    const parts = now.map((row, index): TableRows.Part =>
      inMade[index] !== -1 ? { table: made, at: inMade[index]! } : inSent[index] !== -1 ? { table: sent, at: inSent[index]! } : `new ${row}`)
    const due = now.map((row) => (before.includes(row) ? `made of ${row}\n` : ahead.includes(row) ? `sent for ${row}\n` : `new ${row}\n`)).join("")
    assert.strictEqual(text(TableRows.joined(parts)), due)
  })

  it("reads a row as its line", () => {
    const table = tableOf(["one", "zwei ß", ""])
    assert.deepStrictEqual([0, 1, 2].map((index) => TableRows.line(table, index)), ["one", "zwei ß", ""])
    assert.strictEqual(TableRows.count(TableRows.of(new Uint8Array())), 0)
  })

  it("ends where the last newline does, as the lines of a table do", () => {
    const content = new TextEncoder().encode("one\ntwo\nunended")
    assert.deepStrictEqual([...Output.lines(content)], ["one", "two"])
    assert.strictEqual(TableRows.count(TableRows.of(content)), 2)
  })
})
