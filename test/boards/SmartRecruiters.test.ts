import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Questions from "../../src/boards/Questions.ts"
import * as Rig from "./Rig.ts"
import { assertSound } from "./contract.ts"

const read = (changes: Rig.Row) => Rig.readRow("smartrecruiters", changes)
const page = (ids: ReadonlyArray<number>, totalFound: number) => ({ offset: 0, limit: 100, totalFound, content: ids.map(Rig.rows.smartrecruiters) })
const readPages = (...answers: ReadonlyArray<unknown>) => Result.getOrThrow(Rig.readPages("smartrecruiters", answers))
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

describe("SmartRecruiters", () => {
  it("reads a documented row whole, and no person's name", () => {
    assert.deepStrictEqual(read({}), {
      id: "smartrecruiters/acme/743999700000001",
      provider: "acme",
      system: "smartrecruiters",
      board: "acme",
      url: "https://jobs.smartrecruiters.com/Acme1/743999700000001",
      title: "Research Engineer",
      departments: ["Research"],
      places: [{ text: "Paris, IDF, France", city: "Paris", region: "IDF", country: "fr" }],
      work_mode: "hybrid",
      employment_type: "full_time",
      compensation: null,
      published_at: "2026-10-01T08:00:00.000Z",
      requisition: "REF1",
      language: "en",
      text: null
    } as never)
    assert.notInclude(JSON.stringify(Rig.readRows("smartrecruiters", [Rig.rows.smartrecruiters(1)])), "Person")
  })

  it("reads several pages as one board", () => {
    const reading = readPages(page(range(0, 100), 150), page(range(100, 150), 150))
    assertSound(reading)
    assert.deepStrictEqual([reading.rows, reading.postings.length, reading.partial], [150, 150, null])
  })

  it("says that pages which overlap are a part of the board, not the whole", () => {
    const reading = readPages(page([1, 2, 3], 4), page([1], 4))
    assertSound(reading)
    assert.deepStrictEqual([reading.rows, reading.postings.length], [4, 3])
    assert.deepStrictEqual(reading.withheld.map(({ reason }) => reason), ["duplicate_row"])
    assert.strictEqual(reading.partial, "its pages hold 3 different rows and count 4")
  })

  it("says so too where the count changes between pages, and where pages are absent", () => {
    assert.isNotNull(readPages(page(range(0, 100), 101), page([100, 101], 102)).partial)
    assert.isNotNull(readPages(page(range(0, 100), 150)).partial)
  })

  it("takes a company without postings as one that may not exist", () => {
    assert.include(Rig.refusal("smartrecruiters", page([], 0)).reason, "a board that does not exist")
    assert.strictEqual(Rig.refusal("smartrecruiters", { content: [] }).at, "/totalFound")
  })

  it("asks page after page until the count is reached, and stops at a page without rows", () => {
    const provider = Rig.provider("smartrecruiters")
    const next = (...answers: ReadonlyArray<unknown>) => Questions.next(provider, Rig.pagesOf("smartrecruiters", answers))?.url
    assert.strictEqual(next(page(range(0, 100), 150)), "https://api.smartrecruiters.com/v1/companies/Acme/postings?limit=100&offset=100")
    assert.isUndefined(next(page(range(0, 100), 150), page(range(100, 150), 150)))
    assert.isUndefined(next(page(range(0, 100), 100)))
    assert.isUndefined(next(page(range(0, 100), 900), page([], 900)))
    assert.isUndefined(next({ error: "x" }))
  })

  it("withholds what is not public", () => {
    const reading = Rig.readRows("smartrecruiters", [Rig.rows.smartrecruiters(1), { ...Rig.rows.smartrecruiters(2), visibility: "INTERNAL" }])
    assert.deepStrictEqual(reading.withheld.map(({ reason }) => reason), ["unlisted"])
  })

  it("reads empty objects where nothing was chosen", () => {
    const posting = read({ department: {}, typeOfEmployment: {}, location: { remote: true, hybrid: false, latitude: "37.3", longitude: "-121.9" } })
    assert.deepStrictEqual([posting.departments, posting.employment_type, posting.places, posting.work_mode], [[], null, [], "remote"])
  })

  it("reads the text that the answer for one posting has", () => {
    const section = (title: string, text: string) => ({ title, text })
    const sections = { companyDescription: section("Company", "<p>A</p>"), jobDescription: section("Job", "<p>B</p>"), qualifications: section("Q", ""), additionalInformation: section("R&D", "<p>C</p>") }
    assert.deepStrictEqual(read({ jobAd: { sections } }).text, Rig.text("html", "<h3>Company</h3><p>A</p>\n<h3>Job</h3><p>B</p>\n<h3>R&amp;D</h3><p>C</p>"))
  })
})
