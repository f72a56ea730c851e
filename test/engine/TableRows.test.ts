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

  it.prop("puts new rows and rows of another table together", [Keys, Keys], ([keys, others]) => {
    const [now, before] = [rows(keys, "1"), rows(others, "1")]
    const after = tableOf(before.map((row) => `made of ${row}`))
    const parts = TableRows.places(tableOf(now), tableOf(before)).map((place, index) => (place === -1 ? `new ${now[index]}` : place))
    const due = now.map((row) => (before.includes(row) ? `made of ${row}\n` : `new ${row}\n`)).join("")
    assert.strictEqual(text(TableRows.joined(parts, after)), due)
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
