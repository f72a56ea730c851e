import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Lazily from "../../src/engine/Lazily.ts"

describe("Lazily", () => {
  it.effect("loads a module when it is first asked for, and once", () =>
    Effect.gen(function*() {
      let loads = 0
      const module = Lazily.load(() => Promise.resolve({ number: ++loads }))
      assert.strictEqual(loads, 0)
      assert.deepStrictEqual([yield* module, yield* module], [{ number: 1 }, { number: 1 }])
      assert.strictEqual(loads, 1)
    }))

  it.effect("asks again after a module could not be loaded", () =>
    Effect.gen(function*() {
      let loads = 0
      const module = Lazily.load(() => ++loads === 1 ? Promise.reject(new Error("gone")) : Promise.resolve(loads))
      assert.isTrue((yield* Effect.exit(module))._tag === "Failure")
      assert.strictEqual(yield* module, 2)
    }))
})
