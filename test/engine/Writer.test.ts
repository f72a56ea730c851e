import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Random } from "../../fixtures/generate/Random.ts"
import { BoardOutline, BoardReading } from "../../schemas/Board.ts"
import { FullPosting } from "../../schemas/Posting.ts"
import { Score } from "../../schemas/Score.ts"
import { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Wire from "../../src/engine/Wire.ts"
import * as Writer from "../../src/engine/Writer.ts"
import * as Canonical from "../../src/platform/Canonical.ts"

const Member = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("a"), n: Schema.Int }),
  Schema.Struct({ kind: Schema.Literal("b"), n: Schema.NullOr(Schema.Finite), more: Schema.optionalKey(Schema.NonEmptyString) })
])
const Everything = Schema.Struct({
  b: Schema.Boolean,
  a: Schema.String.check(Schema.isPattern(/^x/)),
  mode: Schema.NullOr(Schema.Literals(["on", "off", 3])),
  "é\"\n": Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: -5, maximum: 5 }))),
  members: Schema.Array(Member).check(Schema.isMaxLength(3)),
  deep: Schema.Struct({ list: Schema.Array(Schema.Array(Schema.Number)) })
})

const sound: ReadonlyArray<unknown> = [
  { b: true, a: "x\u2028\"\\\u0000é😀", mode: null, members: [], deep: { list: [] } },
  { deep: { list: [[], [1, -0, 1.5, 1e-7, Number.MAX_SAFE_INTEGER]] }, a: "x", b: false, mode: 3, "é\"\n": -5, members: [{ n: 1, kind: "a" }, { kind: "b", n: null, more: "y" }] }
]

class Odd {
  readonly kind = "a"
  readonly n = 1
}

const odd: ReadonlyArray<unknown> = [
  undefined, null, true, 0, -0, 1.5, 7, NaN, Infinity, 2 ** 53, 1e21, "", "x", "y", "\ud800", "on", 3, 1n, Symbol.iterator, () => 1, [], [undefined], Array(2), {}, new Odd(), new Map(), new Date(0),
  Object.create(null), Object.create({ kind: "a", n: 1 }), Object.assign(Object.create({ kind: "a" }), { n: 1, extra: 1 }), { kind: "a", n: 1, extra: 1 }, { kind: "b", n: 1, more: undefined }, { kind: "a", n: 1, [Symbol.iterator]: 1 },
  Object.defineProperty({ kind: "a", n: 1 }, "hidden", { value: 1 }), Object.assign([1], { extra: 1 })
]

/** The value with one part of it, picked at random, put in place of another, left out or added. */
const spoiled = (random: Random, value: unknown): unknown => {
  if (random.chance(25) || typeof value !== "object" || value === null) return random.pick(odd)
  if (Array.isArray(value)) return value.length === 0 ? [random.pick(odd)] : value.with(random.between(0, value.length - 1), spoiled(random, random.pick(value)))
  const keys = Object.keys(value)
  const copy: Record<string, unknown> = { ...value }
  const way = random.between(1, 10)
  if (keys.length === 0 || way === 1) copy[random.pick(["extra", "constructor", "more"])] = random.pick(odd)
  else if (way === 2) delete copy[random.pick(keys)]
  else {
    const key = random.pick(keys)
    copy[key] = spoiled(random, copy[key])
  }
  return copy
}

const slowly = (schema: Wire.Wire) => {
  const validate = Wire.validate(schema)
  return (value: unknown): string | undefined => {
    const valid = validate(value)
    if (Result.isFailure(valid)) return undefined
    try {
      return Canonical.stringifyUnsafe(valid.success)
    } catch {
      return undefined
    }
  }
}

describe("a compiled writer", () => {
  const write = Writer.make(Everything)!
  const reference = slowly(Everything)

  it("writes what canonical JSON has for every sound value", () => {
    for (const value of sound) {
      assert.isString(reference(value))
      assert.strictEqual(write(value), reference(value))
    }
  })

  it("never writes what the decoder or canonical JSON refuses, nor another text", () => {
    const random = new Random("writer")
    const counts = { written: 0, refused: 0 }
    for (let round = 0; round < 20_000; round++) {
      const value = spoiled(random, random.pick(sound))
      const text = write(value)
      const due = reference(value)
      if (text !== undefined) assert.strictEqual(text, due)
      counts[due === undefined ? "refused" : "written"]++
    }
    assert.isAbove(counts.written, 500)
    assert.isAbove(counts.refused, 1000)
  })

  it("is there for the tables and documents that are large", () => {
    for (const schema of [BoardOutline, BoardReading, FullPosting, UnderstoodPosting, Score]) assert.isFunction(Writer.make(schema))
  })

  it("is not there for a schema with a part it does not know", () => {
    for (const part of [Schema.Record(Schema.String, Schema.Int), Schema.Json, Schema.Tuple([Schema.Int]), Schema.suspend(() => Schema.Int), Schema.Struct({ constructor: Schema.Int })]) {
      assert.isUndefined(Writer.make(Schema.Struct({ part: Schema.NullOr(part as Wire.Wire) })))
    }
  })
})
