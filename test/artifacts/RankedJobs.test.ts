import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as CsvReader from "effect/encoding/Csv"
import * as Stream from "effect/Stream"
import * as Csv from "../../src/artifacts/Csv.ts"
import * as RankedJobs from "../../src/artifacts/RankedJobs.ts"
import { ranked } from "./Samples.ts"

const parsed = (text: string) =>
  Stream.make(text).pipe(Stream.pipeThroughChannelOrFail(CsvReader.decodeString()), Stream.runCollect)

describe("RankedJobs", () => {
  it("has a line for each ranked job with what a reader sorts by, ended as RFC 4180 has it", async () => {
    const [header, first, ...rest] = await Effect.runPromise(parsed(RankedJobs.csv(ranked)))
    assert.deepStrictEqual(header, ["rank", "score", "title", "employer", "places", "work_mode", "pay", "family", "level", "url", "reasons", "not_stated", "also_open_in", "id"])
    const [job] = ranked.jobs
    assert.deepStrictEqual(first!.slice(0, 7), ["1", String(job!.score), "Senior Software Engineer, Data", "acme", "San Francisco, CA; London, UK", "hybrid", "USD 190000 to 250000 per year"])
    assert.deepStrictEqual(first!.slice(8), ["senior", "https://jobs.example/acme/2", job!.reasons.join("; "), job!.unstated.join("; "), "New York, NY", "ashby/acme/2"])
    assert.lengthOf(rest, ranked.jobs.length - 1)
    assert.isTrue(RankedJobs.csv(ranked).endsWith("\r\n"))
  })
})

describe("Csv", () => {
  it("lets no text cell begin a formula, and leaves numbers alone", () => {
    const cells = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r\nx", "＝1", "a=1", "'=1", " =1", "\u200B\u0000=1", "\u202E-1"]
    assert.deepStrictEqual(cells.map((cell) => Csv.table([cell], []).trimEnd()), [
      "'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "\"'\r\nx\"", "'＝1", "a=1", "'=1", "' =1", "'\u200B\u0000=1", "'\u202E-1"
    ])
    assert.deepStrictEqual([";=1", "a; +1", "a\t@b", "a;\"=1"].map((cell) => Csv.table([cell], []).trimEnd()), ["\";'=1\"", "\"a;' +1\"", "a\t'@b", "\"a;'\"\"=1\""])
    assert.strictEqual(Csv.table(["a\rb", "a\nb"], []), "\"a\rb\",\"a\nb\"\r\n")
    assert.strictEqual(Csv.table([], [[-5, null]]), "\r\n-5,\r\n")
  })

  it.effect.prop("reads back as what was written, but for the guard", [Schema.NonEmptyArray(Schema.Tuple([Schema.NonEmptyString, Schema.String]))], ([rows]) =>
    Effect.gen(function*() {
      const harmless = rows.map((row) => row.map((cell) => cell.replace(/(^|[;\t\r\n])(?=[\p{C}\p{Z}"]*[=+\-@＝＋－＠])|^(?=[\t\r\n])/gu, "$1'")))
      assert.deepStrictEqual(yield* parsed(Csv.table(["a", "b"], rows)), [["a", "b"], ...harmless])
    }))
})
