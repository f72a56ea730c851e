import { assert, describe, it } from "@effect/vitest"
import * as Questions from "../../src/boards/Questions.ts"
import * as Rig from "./Rig.ts"

const read = (changes: Rig.Row) => Rig.readRow("lever", changes)

describe("Lever", () => {
  it("reads a documented row whole", () => {
    assert.deepStrictEqual(read({}), {
      id: "lever/acme/00000000-0000-4000-8000-000000000001",
      provider: "acme",
      system: "lever",
      board: "acme",
      url: "https://jobs.lever.co/acme/1",
      title: "Research Engineer",
      departments: ["Research", "Foundations"],
      places: [
        { text: "Paris", city: null, region: null, country: "FR" },
        { text: "London", city: null, region: null, country: null }
      ],
      work_mode: "hybrid",
      employment_type: "full_time",
      compensation: { summary: null, ranges: [{ label: null, minimum: 90_000, maximum: 120_000, currency: "EUR", interval: "year" }], offers_equity: null },
      published_at: "2026-10-01T08:00:00.001Z",
      requisition: null,
      language: null,
      text: { form: "html", raw: "<div>One &amp; two</div>\n<h3>What we &lt;require&gt;</h3><ul>\n<li>Three</li></ul>\n<div>Four</div>" }
    } as never)
  })

  it("asks the host that the entry names", () => {
    const url = (url?: string) => Questions.first({ ...Rig.provider("lever", "acme"), ...(url !== undefined && { url }) }).url
    assert.strictEqual(url(), "https://api.lever.co/v0/postings/acme?mode=json")
    assert.strictEqual(url("https://jobs.eu.lever.co/acme"), "https://api.eu.lever.co/v0/postings/acme?mode=json")
    assert.strictEqual(url("https://evil.example/?.eu.lever.co/"), "https://api.lever.co/v0/postings/acme?mode=json")
  })

  it("takes a site that answers with an empty list as one that may be gone, and an error as malformed", () => {
    assert.include(Rig.refusal("lever", []).reason, "a board that does not exist")
    assert.include(Rig.refusal("lever", { ok: false, error: "Document not found" }).reason, "no array")
  })

  it("takes the plain text only where there is no other", () => {
    const bare = { description: undefined, lists: undefined, additional: undefined }
    assert.deepStrictEqual(read(bare).text, Rig.text("plain", "One & two"))
    assert.isNull(read({ ...bare, descriptionPlain: "" }).text)
  })

  it("knows both spellings of on-site, and that unspecified says nothing", () => {
    assert.deepStrictEqual(["on-site", "onsite", "unspecified"].map((workplaceType) => read({ workplaceType }).work_mode), ["on_site", "on_site", null])
  })

  it("reads pay by the hour, or none", () => {
    assert.strictEqual(read({ salaryRange: { currency: "USD", interval: "per-hour-wage", min: 58, max: 72.5 } }).compensation?.ranges[0]?.interval, "hour")
    assert.isNull(read({ salaryRange: undefined }).compensation)
    assert.deepStrictEqual(Rig.driftOf("lever", { salaryRange: { currency: "USD", interval: "per-moon", min: 1, max: 2 } }), ["interval=per-moon"])
  })

  it("reports an employment that it does not know", () => {
    assert.deepStrictEqual(Rig.driftOf("lever", { categories: { commitment: "Apprenticeship" } }), ["commitment=Apprenticeship"])
  })
})
