import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Rig from "./Rig.ts"

const at = (name: string, changes: Rig.Row = {}) => Rig.readRow("greenhouse", { location: { name }, ...changes })
const metadata = (...entries: ReadonlyArray<readonly [string, unknown]>) => ({ metadata: entries.map(([name, value], id) => ({ id, name, value, value_type: "x" })) })
const none = { ...metadata(), offices: [] }

describe("Greenhouse", () => {
  it("reads a documented row whole", () => {
    assert.deepStrictEqual(Rig.readRow("greenhouse", {}), {
      id: "greenhouse/acme/5000001",
      provider: "acme",
      system: "greenhouse",
      board: "acme",
      url: "https://job-boards.greenhouse.io/acme/jobs/5000001",
      title: "Research Engineer",
      departments: ["Research"],
      places: [
        { text: "Paris, France", city: null, region: null, country: null },
        { text: "London, UK", city: null, region: null, country: null }
      ],
      work_mode: "hybrid",
      employment_type: null,
      compensation: {
        summary: null,
        ranges: [{ label: "Annual Salary:", minimum: 90_000.5, maximum: 120_000, currency: "EUR", interval: "year" }],
        offers_equity: null
      },
      published_at: "2026-10-01T08:00:00-04:00",
      requisition: "4000001",
      language: "en",
      text: { form: "escaped_html", raw: "&lt;p&gt;One &amp;amp; two&amp;nbsp;&lt;/p&gt;" }
    } as never)
  })

  it("splits a location at every separator that boards use, and keeps each place once", () => {
    assert.deepStrictEqual(Rig.texts(at("San Francisco, CA | New York City, NY; Seattle, WA")), ["San Francisco, CA", "New York City, NY", "Seattle, WA"])
    assert.deepStrictEqual(Rig.texts(at("New York City, NY; New York City, NY | Seattle, WA;")), ["New York City, NY", "Seattle, WA"])
    assert.deepStrictEqual(Rig.texts(at(" London, UK  or Dublin, Ireland ")), ["London, UK", "Dublin, Ireland"])
  })

  it("does not take a state or a part of a name for a separator", () => {
    assert.deepStrictEqual(Rig.texts(at("Portland, OR | Seattle, WA")), ["Portland, OR", "Seattle, WA"])
    assert.deepStrictEqual(Rig.texts(at("Port Orford / Toronto")), ["Port Orford / Toronto"])
  })

  it("keeps an offer of remote work among the places, as written, and takes no mode from it", () => {
    const posting = at("Remote-Friendly (Travel-Required) | San Francisco, CA", none)
    assert.deepStrictEqual(Rig.texts(posting), ["Remote-Friendly (Travel-Required)", "San Francisco, CA"])
    assert.isNull(posting.work_mode)
  })

  it("takes the mode of work from metadata before the location", () => {
    assert.strictEqual(at("Remote - United States", metadata(["Location Type", "On-Site"])).work_mode, "on_site")
    assert.strictEqual(at("Paris", metadata(["Work Mode", "Remote"])).work_mode, "remote")
    assert.strictEqual(at("Paris", metadata(["Workplace Type", ["Hybrid"]])).work_mode, "hybrid")
    assert.strictEqual(at("Remote - United States", metadata(["Location Type", null])).work_mode, "remote")
  })

  it("takes a mode from the location only where every place states it", () => {
    assert.strictEqual(at("Remote (Canada); Remote, UK", none).work_mode, "remote")
    assert.isNull(at("Austin, TX; Remote", none).work_mode)
    assert.isNull(at("Remote - United States; Austin, TX", none).work_mode)
    assert.deepStrictEqual(Rig.texts(at("Austin, TX; Remote", none)), ["Austin, TX", "Remote"])
  })

  it("takes the places from the offices where the location states only a mode", () => {
    const posting = at("Hybrid", { metadata: null, offices: [{ id: 1, name: "Remote", location: null }, { id: 2, name: "HQ", location: "Paris, France" }] })
    assert.strictEqual(posting.work_mode, "hybrid")
    assert.deepStrictEqual(Rig.texts(posting), ["Paris, France"])
    assert.deepStrictEqual(Rig.texts(at("", { location: null, offices: [{ id: 1, name: "Berlin", location: null }] })), ["Berlin"])
  })

  it("names the requisition by internal_job_id, else by a requisition_id that is not a filler", () => {
    const requisition = (internal_job_id: unknown, requisition_id: unknown) => Rig.readRow("greenhouse", { internal_job_id, requisition_id }).requisition
    assert.strictEqual(requisition(77, "R-1"), "77")
    assert.strictEqual(requisition(null, " R-1 "), "R-1")
    assert.isNull(requisition(null, "See Opening ID"))
    assert.isNull(requisition(null, null))
  })

  it("leaves the text as served, and says that it is escaped once", () => {
    const content = "&lt;p title=&quot;a&quot;&gt;R&amp;amp;D&amp;nbsp;it&#39;s &amp;lt;b&amp;gt;&lt;/p&gt;"
    assert.deepStrictEqual(Rig.readRow("greenhouse", { content }).text, Rig.text("escaped_html", content))
    assert.isNull(Rig.readRow("greenhouse", { content: " " }).text)
  })

  it("leaves text that is not escaped as it is, and reports it", () => {
    assert.deepStrictEqual(Rig.readRow("greenhouse", { content: "<p>a &lt; b</p>" }).text, Rig.text("html", "<p>a &lt; b</p>"))
    assert.deepStrictEqual(Rig.driftOf("greenhouse", { content: "<p>a &lt; b</p>" }), ["content=unescaped"])
  })

  it("reads metadata of every value type, or none", () => {
    const posting = Rig.readRow("greenhouse", metadata(["Employment Type", "Full-time"], ["Travel", 25], ["Evergreen", true], ["Range", { unit: "USD" }], ["Location Type", null]))
    assert.strictEqual(posting.employment_type, "full_time")
    assert.isNull(posting.work_mode)
    assert.isNull(Rig.readRow("greenhouse", { metadata: null }).employment_type)
  })

  it("reports a mode of work it does not know", () => {
    assert.deepStrictEqual(Rig.driftOf("greenhouse", metadata(["Location Type", "Rotational"])), ["metadata[Location Type]=Rotational"])
  })

  it("takes the department from metadata where the list has none", () => {
    assert.deepStrictEqual(Rig.readRow("greenhouse", { departments: undefined, ...metadata(["External Department", "Public Sector "]) }).departments, ["Public Sector"])
  })

  it("reads pay in major units, band by band, with the interval where the title says it", () => {
    const band = (title: string | null) => Rig.readRow("greenhouse", { pay_input_ranges: [{ min_cents: null, max_cents: 5875, currency_type: "USD", title }] }).compensation?.ranges[0]
    assert.deepStrictEqual(band("Hourly Rate, Texas:"), { label: "Hourly Rate, Texas:", minimum: null, maximum: 58.75, currency: "USD", interval: "hour" })
    assert.isNull(band(null)?.interval)
    assert.isNull(Rig.readRow("greenhouse", { pay_input_ranges: [] }).compensation)
  })

  it("leaves out a date that is none, and reports it", () => {
    assert.isNull(Rig.readRow("greenhouse", { first_published: "last week" }).published_at)
    assert.deepStrictEqual(Rig.driftOf("greenhouse", { first_published: "last week" }), ["first_published=last week"])
  })

  it("refuses an answer whose total disagrees with its rows", () => {
    const { at, reason } = Rig.refusal("greenhouse", { jobs: [Rig.rows.greenhouse(1)], meta: { total: 37 } })
    assert.strictEqual(at, "/meta/total")
    assert.include(reason, "it has 37 rows and holds 1")
    assert.strictEqual(Rig.refusal("greenhouse", { jobs: [], meta: { total: 3 } }).at, "/meta/total")
  })

  it("reads rows that nobody counted, but not an empty list that nobody counted", () => {
    const uncounted = Result.getOrThrow(Rig.readBody("greenhouse", JSON.stringify({ jobs: [Rig.rows.greenhouse(1)] })))
    assert.strictEqual(uncounted.postings.length, 1)
    assert.deepStrictEqual(uncounted.drift, ["meta.total=absent"])
    assert.strictEqual(Rig.refusal("greenhouse", { jobs: [] }).at, "/meta")
  })

  it("withholds a row with a value of the wrong type, and says where", () => {
    const reading = Rig.readRows("greenhouse", [Rig.rows.greenhouse(1), { ...Rig.rows.greenhouse(2), departments: [{ name: 7 }] }])
    assert.deepStrictEqual(reading.withheld, [{ row: "5000002", reason: "unusable", detail: "/departments/0/name a number where a string is due" }])
  })
})
