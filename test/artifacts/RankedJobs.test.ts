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
  it("has a line for each ranked job, ended as RFC 4180 has it", () => {
    assert.strictEqual(
      RankedJobs.csv(ranked),
      "rank,score,title,provider,work_mode,places,also,url,id\r\n"
        + "1,84,\"Senior Software Engineer, Data\",acme,hybrid,\"San Francisco, CA; London, UK\",\"New York, NY\",https://jobs.example/acme/2,ashby/acme/2\r\n"
        + "2,43,Software Engineer,acme,,,,https://jobs.example/acme/1,ashby/acme/1\r\n"
    )
  })
})

describe("Csv", () => {
  it("lets no text cell begin a formula, and leaves numbers alone", () => {
    const cells = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r\nx", "＝1", "a=1", "'=1"]
    assert.deepStrictEqual(cells.map((cell) => Csv.table([cell], []).trimEnd()), [
      "'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "\"'\r\nx\"", "'＝1", "a=1", "'=1"
    ])
    assert.strictEqual(Csv.table(["a\rb", "a\nb"], []), "\"a\rb\",\"a\nb\"\r\n")
    assert.strictEqual(Csv.table([], [[-5, null]]), "\r\n-5,\r\n")
  })

  it.effect.prop("reads back as what was written, but for the guard", [Schema.NonEmptyArray(Schema.Tuple([Schema.NonEmptyString, Schema.String]))], ([rows]) =>
    Effect.gen(function*() {
      const harmless = rows.map((row) => row.map((cell) => (/^[=+\-@＝＋－＠\t\r\n]/.test(cell) ? `'${cell}` : cell)))
      assert.deepStrictEqual(yield* parsed(Csv.table(["a", "b"], rows)), [["a", "b"], ...harmless])
    }))
})
