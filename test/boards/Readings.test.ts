import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { BoardReading } from "../../schemas/Board.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import * as Answer from "../../src/boards/Answer.ts"
import * as Boards from "../../src/boards/Boards.ts"
import * as Readings from "../../src/boards/Readings.ts"
import * as Rig from "./Rig.ts"

const reading = Result.succeed({} as BoardReading)
const answer = (size: number, first = 0): Uint8Array => Uint8Array.from({ length: size }, (_, at) => (at === 0 ? first : 1))

describe("Readings", () => {
  it("gives a reading back once, for an equal answer of the same board", () => {
    const [one, other] = [Rig.provider("lever"), { ...Rig.provider("lever"), id: "other" as ProviderId }]
    Readings.keep(one, answer(10), reading)
    assert.isUndefined(Readings.take(other, answer(10)))
    assert.isUndefined(Readings.take({ ...one, url: "https://careers.example/" }, answer(10)))
    assert.isUndefined(Readings.take(one, answer(10, 2)))
    assert.isUndefined(Readings.take(one, answer(9)))
    assert.strictEqual(Readings.take(one, answer(10)), reading)
    assert.isUndefined(Readings.take(one, answer(10)))
  })

  it("keeps the last few by their size, and one however large", () => {
    const board = Rig.provider("lever")
    const megabyte = 1024 * 1024
    for (const first of [1, 2, 3]) Readings.keep(board, answer(megabyte, first), reading)
    assert.deepStrictEqual([1, 2, 3].map((first) => Readings.take(board, answer(megabyte, first)) !== undefined), [false, true, true])
    for (const first of [4, 5]) Readings.keep(board, answer(3 * megabyte, first), reading)
    assert.deepStrictEqual([4, 5].map((first) => Readings.take(board, answer(3 * megabyte, first)) !== undefined), [false, true])
  })

  it.effect("spares whoever comes second the reading, and nobody else", () =>
    Effect.gen(function*() {
      const board = Rig.provider("lever")
      const content = Answer.encodeUnsafe({ provider: board.id, pages: Rig.served([{ url: "https://boards.example/acme", status: 200, body: "[]" }]) })
      const read = Effect.result(Boards.read(board, content))
      const readAgain = Effect.result(Boards.readAgain(board, content))
      const alone = yield* readAgain
      const first = yield* read
      const anew = yield* read
      const second = yield* readAgain
      assert.deepStrictEqual([first, anew, second], [alone, alone, alone])
      const made = [first, anew, second].map(Result.merge)
      assert.notStrictEqual(made[1], made[0])
      assert.strictEqual(made[2], made[0])
    }))
})
