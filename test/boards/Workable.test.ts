import { assert, describe, it } from "@effect/vitest"
import * as Rig from "./Rig.ts"

const read = (changes: Rig.Row) => Rig.readRow("workable", changes)
const place = (country: string, city = ""): Rig.Row => ({ country, countryCode: "", city, region: null, hidden: false })

describe("Workable", () => {
  it("reads a documented row whole", () => {
    assert.deepStrictEqual(read({ code: "HF-7" }), {
      id: "workable/acme/A1",
      provider: "acme",
      system: "workable",
      board: "acme",
      url: "https://apply.workable.com/j/A1",
      title: "Research Engineer",
      departments: ["Research"],
      places: [{ text: "Paris, Île-de-France, France", city: "Paris", region: "Île-de-France", country: "France" }],
      work_mode: "remote",
      employment_type: "full_time",
      compensation: null,
      published_at: "2026-10-01",
      requisition: "HF-7",
      language: null,
      text: { form: "html", raw: "<p>One &amp; two</p>" }
    } as never)
  })

  it("merges the rows of one shortcode into one posting in all of their places", () => {
    const rows = ["Spain", "Portugal", "Spain"].map((country) => ({ ...Rig.rows.workable(1), country, city: "", state: "", locations: [place(country)] }))
    const reading = Rig.readRows("workable", rows)
    assert.deepStrictEqual(Rig.texts(reading.postings[0]!), ["Portugal", "Spain"])
    assert.deepStrictEqual(reading.withheld, [1, 2].map(() => ({ row: "A1", reason: "duplicate_row", detail: "merged into workable/acme/A1" })))
  })

  it("reads several places in one row, and the row's own place where it lists none", () => {
    assert.deepStrictEqual(Rig.texts(read({ locations: [place("Germany", "Berlin"), place("France", "Paris")] })), ["Berlin, Germany", "Paris, France"])
    assert.deepStrictEqual(Rig.texts(read({ locations: [] })), ["Paris, Île-de-France, France"])
    assert.deepStrictEqual(read({ locations: [], city: "", state: "", country: "" }).places, [])
  })

  it("does not repeat a city that is its own region", () => {
    assert.deepStrictEqual(Rig.texts(read({ locations: [{ country: "Germany", city: "Berlin", region: "Berlin" }] })), ["Berlin, Germany"])
  })

  it("takes telecommuting as remote, and its absence as saying nothing", () => {
    assert.strictEqual(read({ telecommuting: true }).work_mode, "remote")
    assert.isNull(read({ telecommuting: false }).work_mode)
  })

  it("reads the rows of accounts that serve fewer keys", () => {
    const posting = read({ code: undefined, employment_type: undefined, education: undefined, description: undefined, application_url: undefined })
    assert.isNull(posting.requisition)
    assert.isNull(posting.employment_type)
    assert.isNull(posting.text)
  })

  it("leaves empty words empty and reports unknown ones", () => {
    assert.isNull(read({ employment_type: "" }).employment_type)
    assert.deepStrictEqual(Rig.driftOf("workable", { employment_type: "Other" }), [])
    assert.deepStrictEqual(Rig.driftOf("workable", { employment_type: "Apprenticeship" }), ["employment_type=Apprenticeship"])
  })

  it("takes an answer without the account's name as malformed: an empty list alone could be anyone's", () => {
    assert.strictEqual(Rig.refusal("workable", { jobs: [] }).at, "/name")
  })
})
