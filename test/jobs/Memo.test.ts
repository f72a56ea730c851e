import { assert, describe, it } from "@effect/vitest"
import * as Memo from "../../src/jobs/Memo.ts"

describe("Memo", () => {
  it("makes what is asked for again and again once, however much is asked for between", () => {
    const memo = Memo.make<number>()
    let made = 0
    for (let other = 0; other < 100_000; other++) {
      Memo.of(memo, `other ${other}`, () => other)
      if (other % 1000 === 0) assert.strictEqual(Memo.of(memo, "usual", () => ++made), 1)
    }
    assert.strictEqual(made, 1)
  })

  it("forgets what was not asked for in a long time", () => {
    const memo = Memo.make<string>()
    for (let other = 0; other < 100_000; other++) Memo.of(memo, String(other), () => "")
    assert.isBelow(memo.now.size + memo.before.size, 20_000)
    assert.strictEqual(Memo.of(memo, "0", () => "again"), "again")
  })

  it("does not remember what is very long", () => {
    const memo = Memo.make<number>()
    let made = 0
    const long = "x".repeat(10_000)
    assert.deepStrictEqual([Memo.of(memo, long, () => ++made), Memo.of(memo, long, () => ++made)], [1, 2])
    assert.strictEqual(memo.now.size, 0)
  })

  it("remembers null", () => {
    const memo = Memo.make<string | null>()
    assert.isNull(Memo.of(memo, "", () => null))
    assert.isNull(Memo.of(memo, "", () => "made"))
  })
})
