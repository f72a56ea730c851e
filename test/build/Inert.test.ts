import { assert, describe, it } from "vitest"
import * as Inert from "../../src/build/Inert.ts"
import * as Syntax from "../../src/build/Syntax.ts"

const prelude = `
  import * as Schema from "effect/Schema"
  import * as Arr from "effect/Array"
  import * as Effect from "effect/Effect"
  import * as Setting from "../src/engine/Setting.ts"
  import * as Registry from "./Registry.ts"
  import { Other, register } from "./Other.ts"
  const seen = new Map()
  const local = (x) => { seen.set(x, 1); return x }
  const formula = (x) => Schema.Struct({ x })
  const hidden = (x) => register(x)`

const isDropped = (declaration: string): boolean => {
  const text = `${prelude}\n${declaration}`
  return Inert.wrap(text, Syntax.parse(text), (specifier) => specifier.startsWith(".")).whole
}

const dropped = [
  "const a = Schema.Struct({ b: Schema.String, c: Schema.optionalKey(Other) }).annotate({ identifier: 'A' })",
  "const a = Schema.String.pipe(Schema.brand('A'))",
  "const a = Schema.String.check(Schema.makeFilter((x) => register(x)))",
  "const a = { ...Other.fields, b: Other.fields.b }",
  "class A extends Schema.TaggedError()('A', { b: Schema.String }) { get message() { return local(this.b) } }",
  "class A { static b = new Set(['x']) }",
  "const a = new Map([['x', 1]]), b = Object.freeze([1, 2])",
  "const a = ['x', 'y'].map((name) => [name, name.length])",
  "const a = Arr.map(['x'], (x) => x.length)",
  "const a = Effect.gen(function*() { yield* register(1) })",
  "const a = Setting.make('a', Other)",
  "const a = formula(Schema.String)",
  "const a = /* @__PURE__ */ register('x')",
  "function a() { register('x') }",
  "const a = String.raw`x`, b = /x/u"
]

const kept = [
  "register('x')",
  "const a = register('x')",
  "const a = Registry.add('x')",
  "const a = local('x')",
  "const a = hidden('x')",
  "const a = ['x'].map((name) => register(name))",
  "const a = ['x'].map(register)",
  "const a = ['x'].map(function(name) { register(name) })",
  "const a = Arr.map(['x'], register)",
  "const a = Arr.map(['x'], (x) => register(x))",
  "const a = Other.pipe(register)",
  "const a = Effect.runSync(Effect.sync(() => register(1)))",
  "const a = Schema.make(() => { seen.x = 1 })",
  "const a = seen.set('x', 1)",
  "const a = [seen.delete('x')]",
  "const a = (seen.x = 1)",
  "class A { static { register('x') } }",
  "class A { static b = register('x') }",
  "class A { [register('x')]() {} }",
  "class A extends register('x') {}",
  "let a = 1",
  "const { a } = Other.fields",
  "export default 1",
  "const a = /* @__PURE__ */ register(local('x'))",
  "const a = await Other"
]

describe("Inert", () => {
  for (const declaration of dropped) it(`may be dropped: ${declaration}`, () => assert.isTrue(isDropped(declaration)))
  for (const declaration of kept) it(`stays: ${declaration}`, () => assert.isFalse(isDropped(declaration)))
})
