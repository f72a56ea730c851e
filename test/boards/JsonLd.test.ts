import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import type { BoardReading } from "../../schemas/Board.ts"
import * as Questions from "../../src/boards/Questions.ts"
import * as Rig from "./Rig.ts"

const read = (changes: Rig.Row) => Rig.readRow("jsonld", changes)
const posting = (changes: Rig.Row = {}): Rig.Row => ({ ...Rig.rows.jsonld(1), ...changes })
const script = (value: unknown): string => `<script type="application/ld+json">${typeof value === "string" ? value : JSON.stringify(value)}</script>`
const readPage = (...inside: ReadonlyArray<string>): BoardReading => Result.getOrThrow(Rig.readBody("jsonld", Rig.page(inside.join(""))))
const place = (jobLocation: unknown) => read({ jobLocation }).places
const range = (baseSalary: unknown, more: Rig.Row = {}) => read({ baseSalary, ...more }).compensation?.ranges[0]
const paris = { text: "Paris, Île-de-France, FR", city: "Paris", region: "Île-de-France", country: "FR" }

describe("JsonLd", () => {
  it("reads a documented posting whole", () => {
    assert.deepStrictEqual(read({}), {
      id: "jsonld/acme/R-1",
      provider: "acme",
      system: "jsonld",
      board: "acme",
      url: "https://careers.acme.example/jobs/1",
      title: "Research Engineer",
      departments: [],
      places: [paris],
      work_mode: null,
      employment_type: "full_time",
      compensation: { summary: null, ranges: [{ label: null, minimum: 90_000, maximum: 120_000, currency: "EUR", interval: "year" }], offers_equity: null },
      published_at: "2026-10-01",
      requisition: null,
      language: null,
      text: { form: "html", raw: "<p>One &amp; two</p>" }
    } as never)
  })

  it("asks the page that the entry names", () => {
    const url = "https://careers.acme.example/jobs"
    assert.strictEqual(Questions.first({ ...Rig.provider("jsonld"), url }).url, url)
  })

  it("finds postings in an object, an array, a graph, a list of items, and several scripts", () => {
    const two = [posting(), posting({ identifier: "2" })]
    for (const value of [two, { "@graph": [{ "@type": "WebSite" }, ...two] }, { "@type": "ItemList", itemListElement: two.map((item) => ({ "@type": "ListItem", item })) }]) {
      assert.strictEqual(readPage(script(value)).postings.length, 2)
    }
    assert.strictEqual(readPage(script(two[0]), script({ "@type": "Organization" }), script(two[1])).postings.length, 2)
    assert.strictEqual(readPage(script(two[0])).postings.length, 1)
  })

  it("knows a posting by its type, alone or in a list, short or as an address", () => {
    for (const type of [["JobPosting"], ["Thing", "JobPosting"], "https://schema.org/JobPosting", "http://schema.org/JobPosting", "schema:JobPosting"]) {
      assert.strictEqual(readPage(script(posting({ "@type": type }))).postings.length, 1, String(type))
    }
    assert.include(Rig.refusal("jsonld", Rig.page(script(posting({ "@type": "NotAJobPosting" })))).reason, "lists nothing")
  })

  it("takes a page without postings, or with an empty script, as no board", () => {
    for (const page of [Rig.page(""), Rig.page("<script type='application/ld+json'></script>"), Rig.page(script([]))]) {
      assert.include(Rig.refusal("jsonld", page).reason, "lists nothing")
    }
  })

  it("takes a page whose only script is not JSON as malformed, and reports one beside others", () => {
    assert.include(Rig.refusal("jsonld", Rig.page(script("{'@type': 'JobPosting'}"))).reason, "not JSON")
    assert.deepStrictEqual(readPage(script("{'@type'"), script(posting())).drift, ["script=not JSON"])
  })

  it("reads strings with line breaks in them, which templates write and JSON forbids", () => {
    const reading = readPage(script(JSON.stringify(posting({ description: "a|b" })).replace("a|b", "a\nb")))
    assert.strictEqual(reading.postings[0]?.text?.raw, "a b")
  })

  it("takes a page that was cut short as malformed, though its script is whole", () => {
    assert.include(Rig.refusal("jsonld", Rig.page(script(posting())).replace("</html>", "")).reason, "cut short")
  })

  it("reads an address as an object, a line, in a list, or flat in the place", () => {
    const address = { "@type": "PostalAddress", addressLocality: "Paris", addressRegion: "Île-de-France", addressCountry: { "@type": "Country", name: "FR" } }
    assert.deepStrictEqual(place({ "@type": "Place", address }), [paris])
    assert.deepStrictEqual(place([{ "@type": "Place", address: [address] }]), [paris])
    assert.deepStrictEqual(place({ ...address, "@type": "Place" }), [paris])
    assert.deepStrictEqual(place({ "@type": "Place", address: "1 rue X, Paris" }), [{ text: "1 rue X, Paris", city: null, region: null, country: null }])
    assert.deepStrictEqual(place("Paris").map(({ text }) => text), ["Paris"])
    assert.deepStrictEqual(place({ "@type": "Place", name: "Paris HQ" }).map(({ text }) => text), ["Paris HQ"])
  })

  it("names a country once however often it is repeated", () => {
    assert.strictEqual(place({ address: { addressLocality: "Paris", addressCountry: { name: ["France", "France"] } } })[0]?.country, "France")
  })

  it("tells places by name where all of them repeat one address", () => {
    const address = { addressLocality: "Sunnyvale", addressRegion: "CA" }
    assert.deepStrictEqual(place([{ name: "Sunnyvale, CA", address }, { name: "Austin, TX", address }]).map(({ text }) => text), ["Sunnyvale, CA", "Austin, TX"])
  })

  it("takes telecommuting as remote, and then where applicants may live as the place", () => {
    const remote = read({ jobLocation: undefined, jobLocationType: "TELECOMMUTE", applicantLocationRequirements: [{ "@type": "Country", name: "FR" }, { "@type": "Country", name: "BE" }] })
    assert.deepStrictEqual([remote.work_mode, Rig.texts(remote)], ["remote", ["FR", "BE"]])
    assert.deepStrictEqual(Rig.texts(read({ applicantLocationRequirements: { name: "BE" } })), [paris.text])
  })

  it("reads pay as a number, text, an amount, or a range", () => {
    const of = (minimum: number, maximum: number, interval: string | null, currency: string | null = "EUR") => ({ label: null, minimum, maximum, currency, interval })
    assert.deepStrictEqual(range(50_000, { salaryCurrency: "EUR" }), of(50_000, 50_000, null) as never)
    assert.deepStrictEqual(range("50000.00"), of(50_000, 50_000, null, null) as never)
    assert.deepStrictEqual(range({ currency: "EUR", value: 50_000, unitText: "YEAR" }), of(50_000, 50_000, "year") as never)
    assert.deepStrictEqual(range({ currency: "EUR", value: { value: "25", unitText: "HOUR" } }), of(25, 25, "hour") as never)
    assert.deepStrictEqual(range({ currency: "EUR", minValue: 1, maxValue: 2, unitText: "MONTH" }), of(1, 2, "month") as never)
    assert.isUndefined(range({ currency: "EUR" }))
    assert.deepStrictEqual(Rig.driftOf("jsonld", { baseSalary: { value: { value: 1, unitText: "FORTNIGHT" } } }), ["unitText=FORTNIGHT"])
  })

  it("reads one way to be employed, and of several none", () => {
    assert.deepStrictEqual(["FULL_TIME", ["CONTRACTOR"], "Full-time", ["FULL_TIME", "PART_TIME"], ["FULL_TIME", "OTHER"], "VOLUNTEER"].map((employmentType) => read({ employmentType }).employment_type), ["full_time", "contract", "full_time", null, "full_time", null])
  })

  it("marks a description that is escaped once more", () => {
    assert.deepStrictEqual(read({ description: "&lt;p&gt;One&lt;/p&gt;" }).text, Rig.text("escaped_html", "&lt;p&gt;One&lt;/p&gt;"))
    assert.deepStrictEqual(read({ description: "<p>a &lt; b</p>" }).text?.form, "html")
  })

  it("keeps a posting whose validThrough is past: boards forget it on open postings", () => {
    assert.deepStrictEqual(read({ validThrough: "2001-01-01" }), read({}))
  })

  it("identifies by a value, a text, a number, or the address; on one page two without either are none", () => {
    const id = (changes: Rig.Row) => read(changes).id.replace("jsonld/acme/", "")
    assert.deepStrictEqual([id({ identifier: { value: 7 } }), id({ identifier: "REQ/7 b" }), id({ identifier: 7 })], ["7", "REQ%2F7%20b", "7"])
    assert.match(id({ identifier: undefined }), /^url-[0-9a-f]{24}$/)
    assert.strictEqual(id({ identifier: undefined }), id({ identifier: undefined, title: "Another" }))
    const nameless = posting({ identifier: undefined, url: undefined })
    assert.strictEqual(readPage(script(nameless)).postings[0]?.url, "https://boards.example/acme")
    assert.deepStrictEqual(readPage(script([nameless, posting()])).withheld.map(({ detail }) => detail), ["it has no id"])
  })

  it("resolves addresses against the page, and takes its canonical one", () => {
    const reading = readPage('<link rel="canonical" href="/jobs/9">', script(posting({ url: undefined })))
    assert.strictEqual(reading.postings[0]?.url, "https://boards.example/jobs/9")
    assert.strictEqual(readPage(script(posting({ url: "/jobs/3" }))).postings[0]?.url, "https://boards.example/jobs/3")
  })
})
