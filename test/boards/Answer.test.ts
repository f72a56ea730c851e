import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { BoardAnswer, Stale } from "../../schemas/Board.ts"
import type { Day } from "../../schemas/Day.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import * as Answer from "../../src/boards/Answer.ts"
import * as Boards from "../../src/boards/Boards.ts"
import * as Rig from "./Rig.ts"

const provider = "acme" as ProviderId
const stale: Stale = { recorded_on: "2026-11-19" as Day, reason: "rate_limited", detail: "asked too often" }
const pages = [{ url: "https://boards.example/1", status: 200, body: "{\"jobs\":\n[\"Zoë\"]}" }, { url: "https://boards.example/2", sent: "{}", status: 200, body: "\uFEFF\u{1F600}" }]
const encode = (answer: BoardAnswer) => Answer.encodeUnsafe({ ...answer, pages: Rig.served(answer.pages) })
const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (content: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(content)

const Body = Schema.String.check(Schema.makeFilter((text: string) => text.isWellFormed()))
const Pages = Schema.Array(Schema.Struct({ url: Schema.Literals(["https://boards.example/", "https://boards.example/ü"]), sent: Schema.optionalKey(Body), status: Schema.Literals([200, 404]), body: Body }))

describe("Answer", () => {
  it("is a canonical line and the bodies as served", () => {
    assert.strictEqual(
      textOf(encode({ provider, pages, stale })),
      `{"pages":[{"bytes":18,"status":200,"url":"https://boards.example/1"},{"bytes":7,"sent":"{}","status":200,"url":"https://boards.example/2"}],"provider":"acme",`
        + `"stale":{"detail":"asked too often","reason":"rate_limited","recorded_on":"2026-11-19"}}\n{"jobs":\n["Zoë"]}\uFEFF\u{1F600}`
    )
  })

  it.prop("is read as it was written, and only one answer has its bytes", [Pages, Schema.Boolean], ([pages, isStale]) => {
    const answer = { provider, pages, ...(isStale && { stale }) }
    const read = Result.getOrThrow(Answer.decode(encode(answer)))
    assert.deepStrictEqual(read, answer)
    assert.deepStrictEqual(encode({ ...(isStale && { stale }), pages: read.pages, provider }), encode(answer))
  })

  it("refuses a board's answer that was cut, added to or told in other words", () => {
    const whole = encode({ provider, pages })
    for (let length = 0; length < whole.length; length++) assert.isTrue(Result.isFailure(Answer.decode(whole.subarray(0, length))), `${length} bytes`)
    const text = textOf(whole)
    const spoiled: ReadonlyArray<readonly [content: string, reason: string]> = [
      [`${text} `, "its pages make"],
      [text.replace("\"bytes\":18", "\"bytes\":17"), "its pages make"],
      [text.replace("\"bytes\":18", "\"bytes\":-1"), "does not begin"],
      [text.replace("{\"pages\"", "{ \"pages\""), "does not begin"],
      [text.replace("\"provider\":\"acme\"", "\"provider\":\"acme\",\"since\":1"), "does not begin"],
      [text.replace("\"status\":200", "\"status\":2e2"), "does not begin"],
      [text.replace("\"provider\":\"acme\"", "\"provider\":\"\""), "does not begin"],
      [text.replace("\n", ""), "does not begin"],
      [JSON.stringify({ provider, pages }), "does not begin"],
      ["", "does not begin"]
    ]
    for (const [content, reason] of spoiled) {
      const read = Answer.decode(bytesOf(content))
      assert.include(Result.isFailure(read) ? read.failure : "an answer", reason, content.slice(0, 60))
    }
    whole[whole.length - 1] = 0xff
    assert.deepStrictEqual(Answer.decode(whole), Result.fail("the body of https://boards.example/2 is not UTF-8"))
    const moved = Answer.decode(bytesOf(text.replace("\"bytes\":18", "\"bytes\":17").replace("\"bytes\":7", "\"bytes\":8")))
    assert.isTrue(Result.isSuccess(moved), "where one body ends and the next begins is said by the line alone")
  })

  it.effect("that is stale gives a reading that is, and bytes that are none a defect", () =>
    Effect.gen(function*() {
      const body = JSON.stringify(Rig.envelope.lever([Rig.rows.lever(1)]))
      const answer = { provider, pages: [{ url: "https://boards.example/acme", status: 200, body }] }
      const [fresh, old] = [yield* Boards.read(Rig.provider("lever"), encode(answer)), yield* Boards.read(Rig.provider("lever"), encode({ ...answer, stale }))]
      assert.isFalse("stale" in fresh)
      assert.deepStrictEqual(old, { ...fresh, stale })
      assert.deepStrictEqual(Boards.outline(old), { ...old, postings: old.postings.map(({ id }) => id) })
      const broken = yield* Effect.exit(Boards.read(Rig.provider("lever"), bytesOf(body)))
      assert.isTrue(broken._tag === "Failure" && broken.cause.reasons[0]?._tag === "Die")
    }))
})
