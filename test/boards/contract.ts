/**
 * What every adapter must do, whichever vendor it reads.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { BoardReading } from "../../schemas/Board.ts"
import type { ProviderId, System } from "../../schemas/Provider.ts"
import * as Boards from "../../src/boards/Boards.ts"
import * as Canonical from "../../src/platform/Canonical.ts"
import * as Rig from "./Rig.ts"

const decode = Schema.decodeUnknownResult(BoardReading, { errors: "all", onExcessProperty: "error" })

/** Whatever else, a reading balances, is sorted, is what its schema says, and has a canonical form. */
export const assertSound = (reading: BoardReading): void => {
  assert.strictEqual(reading.rows, reading.postings.length + reading.withheld.length, "rows = postings + withheld")
  const ids = reading.postings.map(({ id }) => id)
  assert.deepStrictEqual(ids, [...new Set(ids)].sort(Canonical.compare), "distinct and sorted by identity")
  assert.deepStrictEqual(reading.drift, [...new Set(reading.drift)].sort(Canonical.compare))
  assert.isTrue(Result.isSuccess(decode(reading)), String(Result.isFailure(decode(reading)) ? Result.getOrThrow(Result.flip(decode(reading))) : ""))
  Canonical.stringifyUnsafe(reading)
}

/** A JSON value with one part replaced: the place is chosen by a path of indices. */
const replaced = (value: unknown, path: ReadonlyArray<number>, by: unknown): unknown => {
  const [head, ...tail] = path
  if (head === undefined || typeof value !== "object" || value === null) return by
  const keys = Object.keys(value)
  if (keys.length === 0) return by
  const key = keys[head % keys.length]!
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...value }
  copy[key] = replaced((value as Record<string, unknown>)[key], tail, by)
  return copy
}

const index = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 40 }))

export const contract = (system: System) =>
  describe(`${system} as an adapter`, () => {
    const rows = [3, 1, 2].map(Rig.rows[system])
    const body = JSON.stringify(Rig.envelope[system](rows))

    it("reads the documented shape without drift, in the order of identity", () => {
      const reading = Rig.readRows(system, rows)
      assertSound(reading)
      assert.strictEqual(reading.postings.length, 3)
      assert.deepStrictEqual(reading.drift, [])
      assert.deepStrictEqual(reading.withheld, [])
    })

    it("asks over https, one URL for the whole board", () => {
      const urls = Boards.urls(Rig.provider(system, "mistral.ai"))
      assert.strictEqual(urls.length, 1)
      assert.match(urls[0]!, /^https:\/\/[^?]+\/mistral\.ai[/?]/)
    })

    it("gives identities in lower case however the board is spelled", () => {
      const reading = Result.getOrThrow(Rig.readBody(system, body, "ACME"))
      assert.isTrue(reading.postings.every(({ id, board }) => id.startsWith(`${system}/acme/`) && board === "acme"))
    })

    it("gives the same reading for rows in another order", () => {
      const twice = [...rows, { ...rows[0], title: "Another title" }, { ...rows[1], extra: 1 }]
      assert.deepStrictEqual(Rig.readRows(system, [...twice].reverse()), Rig.readRows(system, twice))
    })

    it("reads an empty board as no rows", () => {
      const reading = Rig.readRows(system, [])
      assertSound(reading)
      assert.strictEqual(reading.rows, 0)
    })

    it("withholds one unusable row and keeps the others", () => {
      for (const bad of [{}, null, 7, "row", [], { ...rows[0], title: " \u200b " }]) {
        const reading = Rig.readRows(system, [...rows.slice(1), bad])
        assertSound(reading)
        assert.strictEqual(reading.postings.length, 2)
        assert.deepStrictEqual(reading.withheld.map(({ reason }) => reason), ["unusable"])
      }
    })

    it("names a row without an id by its position", () => {
      assert.strictEqual(Rig.readRows(system, [rows[0], {}]).withheld[0]?.row, "row 2")
    })

    it("takes a board of only unusable rows as malformed", () => {
      assert.strictEqual(Rig.refusal(system, Rig.envelope[system]([{}, null])).at.split("/").at(-1), "0")
    })

    it("takes what is not the documented shape as malformed, never as an empty board", () => {
      for (const wrong of ["", "   ", "<!doctype html><title>Sorry</title>", "null", "[]", "{}", "7", '"jobs"', '{"jobs":{}}', '{"jobs":null}', '{"error":"x"}', body.slice(0, -1), body.slice(0, body.length / 2)]) {
        assert.isTrue(Result.isFailure(Rig.readBody(system, wrong)), wrong.slice(0, 40))
      }
    })

    it("says where the shape is wrong, without quoting the answer", () => {
      assert.strictEqual(Rig.refusal(system, { ...(Rig.envelope[system](rows) as object), jobs: "secret words" }).at, "/jobs")
      assert.notInclude(Rig.refusal(system, "secret words").reason, "secret")
    })

    it("takes another status, no page and several pages as malformed", () => {
      const page = { url: "https://boards.example/acme", status: 200, body }
      const pages = [[], [page, page], [{ ...page, status: 503 }]]
      assert.isTrue(pages.every((pages) => Result.isFailure(Boards.readResult(Rig.provider(system), pages))))
    })

    it("reads past a byte order mark", () => {
      assert.deepStrictEqual(Rig.readBody(system, `\uFEFF${body}`), Rig.readBody(system, body))
    })

    it("reports unknown keys of the answer and of a row as drift", () => {
      const reading = Result.getOrThrow(Rig.readBody(system, JSON.stringify({ ...(Rig.envelope[system]([{ ...rows[0], soon: 1 }]) as object), later: 2 })))
      assert.deepStrictEqual(reading.drift, ["jobs[].soon", "later"])
    })

    it("bounds what a stranger can put into drift", () => {
      const keys = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`${"k".repeat(500)}\u202e${at}`, at]))
      const { drift } = Rig.readRows(system, [{ ...rows[0], ...keys, ...Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`key${at}`, at])) }])
      assert.isAtMost(drift.length, 201)
      assert.isTrue(drift.every((line) => line.length <= 80 && !line.includes("\u202e")))
    })

    it("trims and collapses titles and leaves the rest of them as published", () => {
      assert.strictEqual(Rig.readRow(system, { title: "\n Ingénieur·e \u00a0 <b>C++</b>\t🚀 " }).title, "Ingénieur·e <b>C++</b> 🚀")
    })

    it("replaces halves of surrogate pairs, which no canonical form can carry", () => {
      assert.strictEqual(Rig.readRow(system, { title: "A \ud800 B" }).title, "A \ufffd B")
    })

    it("sends readers over https only", () => {
      const key = { ashby: "jobUrl", greenhouse: "absolute_url", workable: "url" }[system]
      const raised = Rig.readRows(system, [{ ...rows[0], [key]: "http://careers.acme.example/a b?id=1" }])
      assert.strictEqual(raised.postings[0]?.url, "https://careers.acme.example/a%20b?id=1")
      assert.deepStrictEqual(raised.drift, ["url=http:"])
      for (const link of ["javascript:alert(1)", "data:text/html,x", "//acme.example/x", "/x", "", "https://", "https://acme.example@evil.example/", null]) {
        assert.strictEqual(Rig.readRows(system, [rows[1], { ...rows[0], [key]: link }]).withheld.length, 1, String(link))
      }
    })

    it("withholds a row whose id could not be an identity", () => {
      const key = { ashby: "id", greenhouse: "id", workable: "shortcode" }[system]
      for (const id of ["a/b", "a b", "é", "", "\u0000", "x".repeat(201), {}, [], true, 1.5, null]) {
        const reading = Rig.readRows(system, [rows[1], { ...rows[0], [key]: id }])
        assertSound(reading)
        assert.deepStrictEqual(reading.withheld.map(({ row, reason }) => ({ row, reason })), [{ row: "row 2", reason: "unusable" }], String(id))
      }
    })

    it("keeps one posting of rows with one id, and says of the others where they went", () => {
      const reading = Rig.readRows(system, [rows[0], rows[0], { ...rows[0], title: "Zebra Keeper" }])
      assertSound(reading)
      const id = reading.postings[0]!.id
      assert.strictEqual(reading.postings[0]?.title, "Research Engineer")
      assert.deepStrictEqual(reading.withheld.map(({ detail }) => detail), [`merged into ${id}`, `merged into ${id}, which keeps its own title`])
    })

    it("reads through Effect what it reads without", () =>
      Effect.runPromise(
        Boards.read(Rig.provider(system), { provider: "acme" as ProviderId, pages: [{ url: "https://boards.example/acme", status: 200, body }] }).pipe(
          Effect.map((reading) => assert.deepStrictEqual(reading, Rig.readRows(system, rows)))
        )
      ))

    it.effect.prop("never throws: any JSON is malformed or balances", [Schema.Json], ([value]) =>
      Effect.sync(() => sound(Rig.readBody(system, JSON.stringify(value)))), { arbitrary: { runs: 200 } })

    it.effect.prop("never throws: any part of any type is malformed or balances", [Schema.Array(index), Schema.Json], ([path, by]) =>
      Effect.sync(() => sound(Rig.readBody(system, JSON.stringify(replaced(Rig.envelope[system](rows), path, by))))), { arbitrary: { runs: 400 } })

    it.effect.prop("a body cut anywhere is malformed", [Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: body.length - 1 }))], ([length]) =>
      Effect.sync(() => assert.isTrue(Result.isFailure(Rig.readBody(system, body.slice(0, length))))), { arbitrary: { runs: 100 } })
  })

const sound = (outcome: ReturnType<typeof Rig.readBody>): void => {
  if (Result.isSuccess(outcome)) assertSound(outcome.success)
}
