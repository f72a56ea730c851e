/**
 * Vendors of one answer and few traps.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Questions from "../../src/boards/Questions.ts"
import * as Rig from "./Rig.ts"

const own = (system: Parameters<typeof Rig.provider>[0], url: string) => Questions.first({ ...Rig.provider(system), url }).url
const facts = ({ compensation, departments, employment_type, places, published_at, requisition, text, url, work_mode }: ReturnType<typeof Rig.readRow>) =>
  ({ compensation, departments, employment_type, places, published_at, requisition, text, url, work_mode })
const pay = (minimum: number, maximum: number) => ({ summary: null, ranges: [{ label: null, minimum, maximum, currency: "EUR", interval: "year" as const }], offers_equity: null })

describe("Recruitee", () => {
  const read = (changes: Rig.Row) => Rig.readRow("recruitee", changes)

  it("reads a documented row whole: amounts of text, times that are not ISO, no mailbox", () => {
    assert.deepStrictEqual(facts(read({})), {
      url: "https://acme.recruitee.com/o/1",
      departments: ["Research"],
      places: [{ text: "Paris, Île-de-France, France", city: "Paris", region: "Île-de-France", country: "France" }],
      work_mode: "hybrid",
      employment_type: "full_time",
      compensation: pay(90_000, 120_000.5),
      published_at: "2026-10-01T08:00:00Z",
      requisition: null,
      text: Rig.text("html", "<p>One &amp; two</p>\n<p>Three</p>")
    })
    assert.notInclude(JSON.stringify(Rig.readRows("recruitee", [Rig.rows.recruitee(1)])), "job.person")
  })

  it("asks the employer's own domain where the entry names it", () => {
    assert.strictEqual(own("recruitee", "https://jobs.acme.com/o/some-job"), "https://jobs.acme.com/api/offers/")
  })

  it('does not take "Remote job" for a place', () => {
    assert.deepStrictEqual(Rig.texts(read({ location: "Remote job", locations: [] })), [])
    assert.deepStrictEqual(Rig.texts(read({ location: "Remote job" })), ["Paris, Île-de-France, France"])
    assert.deepStrictEqual(Rig.texts(read({ location: "Paris", locations: [] })), ["Paris"])
  })

  it("takes the mode from one box ticked, and from several none", () => {
    const boxes = [{ remote: true, hybrid: false, on_site: false }, { remote: true, hybrid: false, on_site: true }, { remote: false, hybrid: false, on_site: false }]
    assert.deepStrictEqual(boxes.map((row) => read(row).work_mode), ["remote", null, null])
  })

  it("reads pay that is all null as none, and withholds a row whose amount is no number", () => {
    assert.isNull(read({ salary: { min: null, max: null, period: null, currency: null } }).compensation)
    assert.strictEqual(Rig.readRows("recruitee", [Rig.rows.recruitee(1), { ...Rig.rows.recruitee(2), salary: { min: "1e99" } }]).withheld.length, 1)
  })

  it("withholds what is not published", () => {
    assert.strictEqual(Rig.readRows("recruitee", [Rig.rows.recruitee(1), { ...Rig.rows.recruitee(2), status: "internal" }]).withheld[0]?.reason, "unlisted")
  })
})

describe("Personio", () => {
  const read = (changes: Rig.Row) => Rig.readRow("personio", changes)

  it("reads a documented position whole", () => {
    assert.deepStrictEqual(facts(read({})), {
      url: "https://acme.jobs.personio.de/job/1834171",
      departments: ["Research"],
      places: ["Munich", "Berlin"].map((text) => ({ text, city: null, region: null, country: null })),
      work_mode: null,
      employment_type: "full_time",
      compensation: null,
      published_at: "2026-10-01T08:00:00+00:00",
      requisition: null,
      text: Rig.text("html", "<h3>Your tasks</h3><p>One &amp; two</p>")
    })
  })

  it("asks and links the host that the entry names", () => {
    assert.strictEqual(own("personio", "https://acme.jobs.personio.com"), "https://acme.jobs.personio.com/xml?language=en")
  })

  it("reads text in CDATA, and none where the position lacks the language", () => {
    const body = Rig.write("personio", Rig.envelope.personio([Rig.rows.personio(1)])).replace("&lt;p&gt;One &amp;amp; two&lt;/p&gt;", "<![CDATA[<p>One &amp; two</p>]]>")
    assert.include(body, "CDATA")
    const outcome = Rig.readBody("personio", body)
    assert.deepStrictEqual(outcome._tag === "Success" ? outcome.success.postings[0]?.text : null, read({}).text)
    assert.isNull(read({ jobDescriptions: null }).text)
  })

  it("reads a position in one office, in a remote one, and of several schedules", () => {
    assert.deepStrictEqual(Rig.texts(read({ additionalOffices: null })), ["Munich"])
    const remote = read({ office: "Remote", additionalOffices: null })
    assert.deepStrictEqual([remote.places, remote.work_mode], [[], "remote"])
    assert.strictEqual(read({ employmentType: "intern" }).employment_type, "intern")
    assert.isNull(read({ schedule: "full-or-part-time" }).employment_type)
  })

  it("takes a page of HTML as malformed, and expands no entity that a document defines", () => {
    assert.isNotEmpty(Rig.refusal("personio", "<!doctype html><html><body>Not found</body></html>").reason)
    const bomb = Rig.write("personio", Rig.envelope.personio([Rig.rows.personio(1)]))
      .replace("?>", '?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>').replace("Research Engineer", "&b; Engineer")
    const outcome = Rig.readBody("personio", bomb)
    assert.isTrue(outcome._tag === "Failure" || outcome.success.postings[0]?.title === "&b; Engineer")
  })

  it("takes elements nested without end as malformed", () => {
    assert.isNotEmpty(Rig.refusal("personio", `${"<a>".repeat(100_000)}${"</a>".repeat(100_000)}`).reason)
  })
})

describe("BambooHR", () => {
  const read = (changes: Rig.Row) => Rig.readRow("bamboohr", changes)

  it("reads a documented row whole", () => {
    assert.deepStrictEqual(facts(read({})), {
      url: "https://acme.bamboohr.com/careers/81",
      departments: ["Research"],
      places: [{ text: "Paris, Île-de-France", city: "Paris", region: "Île-de-France", country: null }],
      work_mode: null,
      employment_type: "full_time",
      compensation: null,
      published_at: null,
      requisition: null,
      text: null
    })
  })

  it("refuses an answer that holds fewer rows than it counts", () => {
    assert.strictEqual(Rig.refusal("bamboohr", { meta: { totalCount: 3 }, result: [Rig.rows.bamboohr(1)] }).at, "/meta/totalCount")
  })

  it("prefers the place that was filled for applicants", () => {
    assert.deepStrictEqual(Rig.texts(read({ atsLocation: { city: "Toronto", state: null, province: "Ontario", country: "Canada" } })), ["Toronto, Ontario, Canada"])
    assert.deepStrictEqual(read({ location: { city: null, state: null } }).places, [])
  })

  it("takes the mode from the kind of location, and from isRemote only where that is silent", () => {
    assert.deepStrictEqual([{ locationType: "1" }, { locationType: "2" }, { isRemote: true }, {}].map((row) => read(row).work_mode), ["remote", "hybrid", "remote", null])
    assert.deepStrictEqual(Rig.driftOf("bamboohr", { locationType: "9" }), ["locationType=9"])
  })
})

describe("Pinpoint", () => {
  const read = (changes: Rig.Row) => Rig.readRow("pinpoint", changes)

  it("reads a documented row whole", () => {
    assert.deepStrictEqual(facts(read({})), {
      url: "https://acme.pinpointhq.com/en/postings/1",
      departments: ["Research"],
      places: [{ text: "Paris", city: "Paris", region: "Île-de-France", country: null }],
      work_mode: "hybrid",
      employment_type: "full_time",
      compensation: pay(90_000, 120_000),
      published_at: null,
      requisition: null,
      text: Rig.text("html", "<p>One &amp; two</p>\n<p>Three</p>")
    })
  })

  it("reads pay only where it is visible", () => {
    assert.isNull(read({ compensation_visible: false }).compensation)
  })

  it("makes the address of the path where there is none, and reads a department that is a name", () => {
    const posting = read({ url: null, job: { department: "Legal", division: null } })
    assert.deepStrictEqual([posting.url, posting.departments], ["https://acme.pinpointhq.com/en/postings/1", ["Legal"]])
  })
})

describe("Rippling", () => {
  it("merges the rows of one posting into its places", () => {
    const at = (label: string) => ({ ...Rig.rows.rippling(1), workLocation: { id: label, label } })
    const reading = Rig.readRows("rippling", [at("Paris"), at("London"), at("Remote")])
    assert.strictEqual(reading.postings.length, 1)
    assert.deepStrictEqual(Rig.texts(reading.postings[0]!), ["London", "Paris"])
    assert.deepStrictEqual(reading.withheld.map(({ reason }) => reason), ["duplicate_row", "duplicate_row"])
  })

  it("reads the mode that a place begins with", () => {
    assert.strictEqual(Rig.readRow("rippling", {}).work_mode, "remote")
    assert.isNull(Rig.readRow("rippling", { workLocation: { id: "1", label: "Paris" } }).work_mode)
  })
})
