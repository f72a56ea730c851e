/**
 * The tables of all partitions put into one, line by line.
 *
 * A line was checked against the schema when its table was recorded, and the whole has the schema of its parts: nothing is read
 * into values but the keys that tell whether parts lie behind each other, and all keys only where they do not.
 */
import * as Effect from "effect/Effect"
import * as Canonical from "../platform/Canonical.ts"
import type * as Graph from "./Graph.ts"
import * as Output from "./Output.ts"
import type { Made } from "./Rows.ts"
import type * as Stage from "./Stage.ts"

/** `inputs` hold the parts as bytes. */
export const program = Effect.fnUntraced(function*(node: Graph.Node, inputs: object) {
  const [port] = node.stage.ports as readonly [Stage.Port]
  const parts = (inputs as Record<string, ReadonlyArray<Stage.Settled<Uint8Array>>>)[port.name]!
  yield* node.stage.run({ [port.name]: parts.map((part) => (part._tag === "ok" ? { ...part, value: null } : part)) } as never)
  const { key } = port.stage.output as Output.Table<any>
  const table = together(parts.flatMap((part) => (part._tag === "ok" ? [part.value] : [])), (line) => key(JSON.parse(line) as never))
  const output = node.stage.output
  const content = output.kind === "document" ? Output.around(output.around!, table) : table
  const result: Made = { content, rows: null, lane: undefined }
  return result
})

const together = (tables: ReadonlyArray<Uint8Array>, keyOf: (line: string) => string): Uint8Array => {
  const ranges = tables.filter(({ length }) => length > 0).map((table) => {
    const [first, last] = Output.ends(table)
    return { table, first: keyOf(first), last: keyOf(last) }
  }).sort((a, b) => Canonical.compare(a.first, b.first))
  return ranges.every(({ first }, index) => index === 0 || ranges[index - 1]!.last < first)
    ? Output.joined(ranges.map(({ table }) => table))
    : mixed(ranges.map(({ table }) => table), keyOf)
}

const mixed = (tables: ReadonlyArray<Uint8Array>, keyOf: (line: string) => string): Uint8Array => {
  const rows = tables.flatMap((table) => Array.from(Output.lines(table), (line) => ({ key: keyOf(line), line })))
  rows.sort((a, b) => Canonical.compare(a.key, b.key))
  for (let index = 1; index < rows.length; index++) {
    if (rows[index]!.key === rows[index - 1]!.key) throw new Error(`its output does not fit: two rows have the key ${JSON.stringify(rows[index]!.key)}`)
  }
  return Output.ofLines(rows.map(({ line }) => line))
}
