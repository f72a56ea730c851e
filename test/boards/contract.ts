/**
 * What every adapter must do, whichever vendor it reads.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { BoardReading } from "../../schemas/Board.ts"
import type { ProviderId, System } from "../../schemas/Provider.ts"
import * as Answer from "../../src/boards/Answer.ts"
import * as Boards from "../../src/boards/Boards.ts"
import * as Questions from "../../src/boards/Questions.ts"
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
    const rows = [3, 1, 2].map(Rig.rows[system]) as [Rig.Row, Rig.Row, Rig.Row]
    const { at, empty, form, id: idKey, path, title, url: urlKey } = Rig.forms[system]
    const json = form === "json"
    const body = Rig.write(system, Rig.envelope[system](rows))
    /** Rows of which a list has none that can be used, as far as the form can say them. */
    const hopeless: ReadonlyArray<unknown> = json ? [{}, null, 7, "row", []] : form === "xml" ? [null, "row"] : [{ "@type": "JobPosting" }]

    /** Rules that the vendor's form leaves something to say about. */
    const where = (applies: boolean) => (name: string, act: () => void): void => {
      if (applies) it(name, act)
    }

    it("reads the documented shape without drift, in the order of identity", () => {
      const reading = Rig.readRows(system, rows)
      assertSound(reading)
      assert.strictEqual(reading.postings.length, 3)
      assert.deepStrictEqual(reading.drift, [])
      assert.deepStrictEqual(reading.withheld, [])
      assert.strictEqual(reading.structure !== null, form === "html")
    })

    it("asks over https, by the board's name", () => {
      const { url } = Questions.first(Rig.provider(system, "mistral.ai"))
      assert.strictEqual(url, Rig.forms[system].asks)
    })

    it("gives identities in lower case however the board is spelled", () => {
      const reading = Result.getOrThrow(Rig.readBody(system, body, "ACME"))
      assert.isTrue(reading.postings.every(({ id, board }) => id.startsWith(`${system}/acme/`) && board === "acme"))
    })

    it("gives the same reading for rows in another order", () => {
      const twice = [...rows, { ...rows[0], [title]: "Another title" }, { ...rows[1], extra: "1" }]
      assert.deepStrictEqual(Rig.readRows(system, [...twice].reverse()), Rig.readRows(system, twice))
    })

    it(empty === "empty_board" ? "reads an empty board as no rows" : "takes an empty board as one that may not exist", () => {
      const outcome = Rig.readBody(system, Rig.write(system, Rig.envelope[system]([])))
      if (empty === "empty_board") assert.strictEqual(Result.getOrThrow(outcome).rows, 0)
      else assert.strictEqual(Result.getOrThrow(Result.flip(outcome))._tag, "EmptyBoard")
    })

    it("withholds one unusable row and keeps the others", () => {
      for (const bad of [...hopeless, { ...rows[0], [title]: " \u200b " }]) {
        const reading = Rig.readRows(system, [...rows.slice(1), bad])
        assertSound(reading)
        assert.strictEqual(reading.postings.length, 2)
        assert.deepStrictEqual(reading.withheld.map(({ reason }) => reason), ["unusable"])
      }
    })

    it("names a row without an id by its position", () => {
      assert.strictEqual(Rig.readRows(system, [rows[0], { ...rows[1], [idKey]: undefined, ...(urlKey !== null && { [urlKey]: undefined }) }]).withheld[0]?.row, "row 2")
    })

    it("takes a board of only unusable rows as malformed", () => {
      assert.strictEqual(Rig.refusal(system, Rig.envelope[system]([hopeless[0], hopeless[0]])).at, `${at}/0`)
    })

    it("takes what is not the documented shape as malformed, never as an empty board", () => {
      const page = "<!doctype html><html><title>Sorry</title></html>"
      for (const wrong of ["", "   ", page, "<a/>", "<rss/>", "null", "[]", "{}", "7", '"jobs"', '{"jobs":{}}', '{"jobs":null}', '{"error":"x"}', body.slice(0, body.lastIndexOf(">") === -1 ? -1 : body.lastIndexOf(">")), body.slice(0, body.length / 2)]) {
        assert.isTrue(Result.isFailure(Rig.readBody(system, wrong)), wrong.slice(0, 40))
      }
    })

    it("says where the shape is wrong, without quoting the answer", () => {
      const key = at.slice(1)
      if (json && key !== "") assert.strictEqual(Rig.refusal(system, { ...(Rig.envelope[system](rows) as object), [key]: "secret words" }).at, at)
      assert.notInclude(Rig.refusal(system, JSON.stringify("secret words")).reason, "secret")
    })

    it("takes another status and no page as malformed, and several pages where the vendor serves one", () => {
      const page = { url: "https://boards.example/acme", status: 200, body }
      const outcomes = [[], [{ ...page, status: 503 }], [page, page]].map((pages) => Boards.readResult(Rig.provider(system), pages))
      const paged = ["smartrecruiters", "teamtailor", "workday"].includes(system)
      assert.deepStrictEqual(outcomes.map(Result.isFailure), [true, true, !paged])
    })

    it("reads past a byte order mark", () => {
      assert.deepStrictEqual(Rig.readBody(system, `\uFEFF${body}`), Rig.readBody(system, body))
    })

    it("reports unknown keys of a row, and of the answer, as drift", () => {
      const row = { ...rows[0], soon: "1" }
      assert.deepStrictEqual(Rig.readRows(system, [row]).drift, [`${path}.soon`])
      if (!json || at === "") return
      const reading = Result.getOrThrow(Rig.readBody(system, JSON.stringify({ ...(Rig.envelope[system]([row]) as object), later: 2 })))
      assert.deepStrictEqual(reading.drift, [`${path}.soon`, "later"].sort(Canonical.compare))
    })

    where(form !== "xml")("bounds what a stranger can put into drift", () => {
      const keys = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`${"k".repeat(500)}\u202e${at}`, at]))
      const { drift } = Rig.readRows(system, [{ ...rows[0], ...keys, ...Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`key${at}`, at])) }])
      assert.isAtMost(drift.length, 201)
      assert.isTrue(drift.every((line) => line.length <= 80 && !line.includes("\u202e")))
    })

    it("trims and collapses titles and leaves the rest of them as published", () => {
      assert.strictEqual(Rig.readRow(system, { [title]: "\n Ingénieur·e \u00a0 <b>C++</b>\t🚀 " }).title, "Ingénieur·e <b>C++</b> 🚀")
    })

    it("replaces halves of surrogate pairs, which no canonical form can carry", () => {
      assert.strictEqual(Rig.readRow(system, { [title]: "A \ud800 B" }).title, "A \ufffd B")
    })

    where(urlKey !== null)("sends readers over https only", () => {
      const key = urlKey!
      const raised = Rig.readRows(system, [{ ...rows[0], [key]: "http://careers.acme.example/a b?id=1" }])
      assert.strictEqual(raised.postings[0]?.url, "https://careers.acme.example/a%20b?id=1")
      assert.deepStrictEqual(raised.drift, ["url=http:"])
      const relative = system === "jsonld" ? [] : ["//acme.example/x", "/x", "", null]
      for (const link of ["javascript:alert(1)", "data:text/html,x", "https://", "https://acme.example@evil.example/", ...relative]) {
        const reading = Rig.readRows(system, [rows[1], { ...rows[0], [key]: link, ...(system === "pinpoint" && { path: null }) }])
        assert.strictEqual(reading.withheld.length, 1, String(link))
      }
    })

    where(json && system !== "workday")("withholds a row whose id could not be an identity", () => {
      for (const id of ["a/b", "a b", "é", "", "\u0000", "x".repeat(201), {}, [], true, 1.5, null]) {
        const reading = Rig.readRows(system, [rows[1], { ...rows[0], [idKey]: id }])
        assertSound(reading)
        assert.deepStrictEqual(reading.withheld.map(({ row, reason }) => ({ row, reason })), [{ row: "row 2", reason: "unusable" }], String(id))
      }
    })

    it("keeps one posting of rows with one id, and says of the others where they went", () => {
      const reading = Rig.readRows(system, [rows[0], rows[0], { ...rows[0], [title]: "Zebra Keeper" }])
      assertSound(reading)
      const id = reading.postings[0]!.id
      assert.strictEqual(reading.postings[0]?.title, "Research Engineer")
      assert.deepStrictEqual(reading.withheld.map(({ detail }) => detail), [`merged into ${id}`, `merged into ${id}, which keeps its own title`])
    })

    it("reads of bytes what it reads of pages", () =>
      Effect.runPromise(
        Boards.read(Rig.provider(system), Answer.encodeUnsafe({ provider: "acme" as ProviderId, pages: Rig.served([{ url: "https://boards.example/acme", status: 200, body }]) })).pipe(
          Effect.map((reading) => assert.deepStrictEqual(reading, Rig.readRows(system, rows)))
        )
      ))

    it.effect.prop("never throws: any JSON is malformed or balances", [Schema.Json], ([value]) =>
      Effect.sync(() => sound(Rig.readBody(system, json ? JSON.stringify(value) : Rig.write(system, value)))), { arbitrary: { runs: 200 } })

    it.effect.prop("never throws: any part of any type is malformed or balances", [Schema.Array(index), Schema.Json], ([path, by]) =>
      Effect.sync(() => sound(Rig.readBody(system, Rig.write(system, replaced(Rig.envelope[system](rows), path, by))))), { arbitrary: { runs: 300 } })

    it.effect.prop("a body cut anywhere is malformed", [Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: body.trimEnd().length - 1 }))], ([length]) =>
      Effect.sync(() => assert.isTrue(Result.isFailure(Rig.readBody(system, body.slice(0, length))))), { arbitrary: { runs: 100 } })
  })

const sound = (outcome: ReturnType<typeof Rig.readBody>): void => {
  if (Result.isSuccess(outcome)) assertSound(outcome.success)
}
