import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Graph from "../../src/engine/Graph.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Setting from "../../src/engine/Setting.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { Store } from "../../src/engine/Store.ts"
import * as Canonical from "../../src/platform/Canonical.ts"
import type { Digest } from "../../src/platform/Digest.ts"
import * as MemoryStore from "../../src/store/MemoryStore.ts"
import * as Rig from "./Rig.ts"

const Part = Schema.Struct({ id: Schema.String, keys: Schema.Array(Schema.String) })
const Row = Schema.Struct({ key: Schema.String, from: Schema.String })
class Nothing extends Schema.TaggedError<Nothing>()("Nothing", {}) {}
class Down extends Schema.TaggedError<Down>()("Down", {}) {}

const parts = Partition.make("part", { over: Setting.make("parts", Schema.Array(Part)), key: ({ id }) => id })
const split = Stage.make("split", {
  over: parts,
  output: Output.table(Row, ({ key }) => key),
  fails: [Down],
  run: ({ part: { id, keys } }) => keys.includes("down") ? Effect.fail(new Down()) : Effect.succeed(keys.map((key) => ({ key, from: id })))
})
const gathered = Stage.gather("gathered", {
  inputs: { parts: Stage.settled(split) },
  fails: [Nothing],
  run: ({ parts }) => parts.every(({ _tag }) => _tag === "failed") ? Effect.fail(new Nothing()) : Effect.void
})
const List = Schema.Struct({ a: Schema.Int, rows: Schema.Array(Row), version: Schema.Literal(1) })
const listed = Stage.gather("listed", {
  inputs: { parts: Stage.settled(split) },
  into: { schema: List, frame: { a: 7, rows: [], version: 1 }, rows: "rows" },
  run: () => Effect.void
})
const graph = Graph.make("gathering", { stages: [split, gathered, listed], targets: [gathered, listed] })
const text = Effect.fnUntraced(function*(...parts: ReadonlyArray<readonly [id: string, ...keys: ReadonlyArray<string>]>) {
  const outcome = yield* Rig.run(graph, { settings: { parts: parts.map(([id, ...keys]) => ({ id, keys })) } })
  if (outcome.status["gathered"] !== "ran") return outcome.failure("gathered").failure.message
  return (outcome.value("gathered") as ReadonlyArray<typeof Row.Type>).map(({ from, key }) => `${key}@${from}`)
})
const bytes = (ran: Rig.Ran, node: string) =>
  Effect.flatMap(Store, (store) => store.read((ran.records.find((record) => record.node === node) as { readonly output: Digest }).output))
const fresh = Effect.provide(MemoryStore.layer)

describe("a gathered table", () => {
  it.effect("holds every row of every part in key order, whether parts lie behind each other or not", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* text(["p", "c", "d"], ["q", "a", "b"], ["r"]), ["a@q", "b@q", "c@p", "d@p"])
      assert.deepStrictEqual(yield* text(["p", "a", "c"], ["q", "b", "d"]), ["a@p", "b@q", "c@p", "d@q"])
      assert.deepStrictEqual(yield* text(["p"], ["q"]), [])
    }).pipe(fresh))

  it.effect("goes without the parts that failed, and fails where its stage says so", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* text(["p", "a"], ["q", "down"]), ["a@p"])
      assert.notDeepEqual(yield* text(["q", "down"]), [])
    }).pipe(fresh))

  it.effect("is the list of a document where one is wanted, as if it had been written so", () =>
    Effect.gen(function*() {
      for (const parts of [[], [{ id: "p", keys: [] }], [{ id: "p", keys: ["c", "\n,"] }, { id: "q", keys: ["a"] }, { id: "r", keys: ["down"] }]]) {
        const outcome = yield* Rig.run(graph, { settings: { parts } })
        const rows = parts.flatMap(({ id, keys }) => keys.filter((key) => key !== "down").map((key) => ({ key, from: id }))).sort((a, b) => (a.key < b.key ? -1 : 1))
        assert.strictEqual(new TextDecoder().decode((yield* bytes(outcome, "listed"))!), Canonical.stringifyUnsafe({ a: 7, rows, version: 1 }))
      }
    }).pipe(fresh))

  it.effect("has no key twice", () =>
    Effect.gen(function*() {
      assert.include(yield* text(["p", "a", "b"], ["q", "b"]), "two rows have the key")
    }).pipe(fresh))
})

describe("a table larger than a piece", () => {
  it("has the lines it was made of, and the same bytes as one string", () => {
    for (const count of [0, 1, 2, 30]) {
      const lines = Array.from({ length: count }, (_, index) => JSON.stringify(`${index}${"é".repeat(50_000 * (index % 4))}`))
      const content = Output.ofLines(lines)
      assert.strictEqual(new TextDecoder().decode(content), lines.map((line) => `${line}\n`).join(""))
      assert.deepStrictEqual([...Output.lines(content)], lines)
      if (count > 0) assert.deepStrictEqual(Output.ends(content), [lines[0]!, lines.at(-1)!])
    }
  })
})
