import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Provider } from "../../schemas/Provider.ts"
import * as Boards from "../../src/boards/Boards.ts"
import * as Questions from "../../src/boards/Questions.ts"
import * as Rig from "./Rig.ts"

const board = "Acme.wd5.External_Site"
const address = Rig.provider("workday", board)
const page = (ids: ReadonlyArray<number>, total: number) => ({ total, jobPostings: ids.map(Rig.rows.workday), facets: [], userAuthenticated: false })
const pages = (...answers: ReadonlyArray<unknown>) => Rig.pagesOf("workday", answers)
const read = (...answers: ReadonlyArray<unknown>) => Result.getOrThrow(Boards.readResult(address, pages(...answers)))
const row = (changes: Rig.Row) => read({ total: 1, jobPostings: [{ ...Rig.rows.workday(1), ...changes }] }).postings[0]!
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

describe("Workday", () => {
  it("reads a documented row whole, under the tenant and the site", () => {
    assert.deepStrictEqual(row({ timeType: "Full time", remoteType: "Remote" }), {
      id: "workday/acme.wd5.external_site/JR-1",
      provider: "acme",
      system: "workday",
      board: "acme.wd5.external_site",
      url: "https://acme.wd5.myworkdayjobs.com/External_Site/job/Paris/Research-Engineer_JR-1",
      title: "Research Engineer",
      departments: [],
      places: [{ text: "France, Paris", city: null, region: null, country: null }],
      work_mode: "remote",
      employment_type: "full_time",
      compensation: null,
      published_at: null,
      requisition: "JR-1",
      language: null,
      text: null
    } as never)
  })

  it("asks by POST, twenty rows at a time", () => {
    const url = "https://acme.wd5.myworkdayjobs.com/wday/cxs/Acme/External_Site/jobs"
    assert.deepStrictEqual(Questions.first(address), { url, method: "POST", body: '{"appliedFacets":{},"limit":20,"offset":0,"searchText":""}' })
    assert.strictEqual(Questions.next(address, pages(page(range(0, 20), 21)))?.body, '{"appliedFacets":{},"limit":20,"offset":20,"searchText":""}')
    assert.isUndefined(Questions.next(address, pages(page(range(0, 20), 21), page([20], 0))))
    assert.isUndefined(Questions.next(address, pages(page(range(0, 20), 60), page([], 0))))
  })

  it("reads several pages as one board, though only the first counts it", () => {
    const reading = read(page(range(0, 20), 21), page([20], 0))
    assert.deepStrictEqual([reading.postings.length, reading.partial], [21, null])
  })

  it("never takes two thousand rows for a whole board, and asks for no more", () => {
    const answers = range(0, 100).map((at) => page(range(20 * at, 20 * at + 20), at === 0 ? 2000 : 0))
    assert.include(read(...answers).partial, "at most 2000")
    assert.isUndefined(Questions.next(address, pages(...answers)))
  })

  it("reads no date out of what depends on the clock", () => {
    const days = ["Posted Today", "Posted Yesterday", "Posted 30+ Days Ago"].map((postedOn) => row({ postedOn }))
    assert.deepStrictEqual(new Set(days.map((posting) => JSON.stringify(posting))).size, 1)
    assert.isNull(days[0]!.published_at)
  })

  it("reads a number of locations as no place", () => {
    assert.deepStrictEqual(row({ locationsText: "13 Locations" }).places, [])
    assert.deepStrictEqual(row({ locationsText: "1 Location" }).places, [])
  })

  it("keeps the identity when the title in the path changes, and shares the requisition of its other postings", () => {
    const posting = row({ externalPath: "/job/Paris/Another-Title_JR-1-2" })
    assert.deepStrictEqual([posting.id, posting.requisition], ["workday/acme.wd5.external_site/JR-1-2", "JR-1"])
    assert.isTrue(row({ externalPath: "/job/canary/JR-C1", bulletFields: [] }).id.endsWith("/JR-C1"))
  })

  it("sends readers nowhere else, whatever the path", () => {
    for (const externalPath of ["//evil.example/x_1", "https://evil.example/x_1", "@evil.example/_1"]) {
      const outcome = Boards.readResult(address, pages({ total: 1, jobPostings: [{ ...Rig.rows.workday(1), externalPath }] }))
      if (Result.isSuccess(outcome)) assert.isTrue(outcome.success.postings[0]!.url.startsWith("https://acme.wd5.myworkdayjobs.com/"), externalPath)
    }
  })

  it("is configured as tenant, instance and site", () => {
    const valid = (board: string) => Result.isSuccess(Schema.decodeUnknownResult(Provider)({ ...address, board }))
    assert.deepStrictEqual(["acme.wd5.External", "acme", "acme.External", "acme.wd5."].map(valid), [true, false, false, false])
  })
})
