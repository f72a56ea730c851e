import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Questions from "../../src/boards/Questions.ts"
import * as Rig from "./Rig.ts"

const read = (changes: Rig.Row) => Rig.readRow("feed", changes)
const readBody = (body: string, system: "feed" | "teamtailor" = "feed") => Result.getOrThrow(Rig.readBody(system, body))
const atom = (entry: string) => `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Jobs</title>${entry}</feed>`

describe("Feed", () => {
  it("reads an item of RSS whole", () => {
    assert.deepStrictEqual(read({}), {
      id: "feed/acme/job-1",
      provider: "acme",
      system: "feed",
      board: "acme",
      url: "https://careers.acme.example/jobs/1",
      title: "Research Engineer",
      departments: ["Research"],
      places: [{ text: "Paris, France", city: "Paris", region: null, country: "France" }],
      work_mode: "hybrid",
      employment_type: null,
      compensation: null,
      published_at: "2026-10-01T08:00:00+02:00",
      requisition: null,
      language: null,
      text: { form: "html", raw: "<p>One &amp; two</p>" }
    } as never)
  })

  it("reads an entry of Atom", () => {
    const entry = `<entry><id>tag:acme.example,2026:1</id><title type="html">R&amp;amp;D <![CDATA[Lead]]></title>`
      + `<link rel="self" href="https://acme.example/api/1"/><link rel="alternate" href="https://acme.example/jobs/1"/>`
      + `<published>2026-10-01T08:00:00Z</published><updated>2026-10-09T08:00:00Z</updated><content type="html">&lt;p&gt;One&lt;/p&gt;</content></entry>`
    const [posting] = readBody(atom(entry)).postings
    assert.deepStrictEqual([posting?.title, posting?.url, posting?.published_at, posting?.text?.raw], ["R&D Lead", "https://acme.example/jobs/1", "2026-10-01T08:00:00Z", "<p>One</p>"])
    assert.match(posting!.id, /^feed\/acme\/entry-[0-9a-f]{24}$/)
  })

  it("never takes a feed for the whole board, and an empty one for no board at all", () => {
    assert.strictEqual(Rig.readRows("feed", [Rig.rows.feed(1)]).partial, "a feed may hold only its newest entries")
    assert.include(Rig.refusal("feed", Rig.envelope.feed([])).reason, "lists nothing")
  })

  it("reads one item as it reads several", () => {
    assert.strictEqual(Rig.readRows("feed", [Rig.rows.feed(1)]).rows, 1)
    assert.strictEqual(Rig.readRows("feed", [Rig.rows.feed(1), Rig.rows.feed(2)]).rows, 2)
  })

  it("knows an item by its guid, with attributes or without, or by its link", () => {
    const id = (guid: unknown) => read({ guid }).id
    assert.strictEqual(id({ "@isPermaLink": "false", "#text": "job-1" }), "feed/acme/job-1")
    assert.match(id("https://careers.acme.example/jobs/1"), /^feed\/acme\/entry-/)
    assert.strictEqual(id(undefined), id("https://careers.acme.example/jobs/1"))
  })

  it("reads dates as mail writes them", () => {
    const at = (pubDate: string) => read({ pubDate }).published_at
    assert.deepStrictEqual([at("1 Oct 2026 08:00 GMT"), at("Wed, 04 Feb 2026 09:26:20 -0530")], ["2026-10-01T08:00Z", "2026-02-04T09:26:20-05:30"])
    assert.isNull(at("yesterday"))
    assert.deepStrictEqual(Rig.driftOf("feed", { pubDate: "04 Foo 2026 09:26:20 GMT" }), ["pubDate=04 Foo 2026 09:26:20 GMT"])
  })

  it("takes other XML as malformed", () => {
    assert.include(Rig.refusal("feed", "<html><body/></html>").reason, "neither")
    assert.isNotEmpty(Rig.refusal("feed", "<rss><channel><item></channel></rss>").reason)
  })
})

describe("Teamtailor", () => {
  const json = (changes: Rig.Row) => Rig.readRow("teamtailor", changes)

  it("reads an item with its JobPosting whole", () => {
    const { places, text, published_at, employment_type, url } = json({})
    assert.deepStrictEqual({ places, text, published_at, employment_type, url }, {
      places: [{ text: "Paris, Europe, FR", city: "Paris", region: "Europe", country: "FR" }],
      text: Rig.text("html", "<p>One &amp; two</p>"),
      published_at: "2026-10-01T08:00:00+02:00",
      employment_type: "full_time",
      url: "https://acme.teamtailor.com/jobs/1-research-engineer"
    })
    assert.deepStrictEqual(json({ _jobposting: undefined }).places, [])
  })

  it("asks the feed that the entry names, on the employer's host or as RSS", () => {
    const first = (url: string) => Questions.first({ ...Rig.provider("teamtailor"), url }).url
    assert.strictEqual(first("https://career.acme.example/"), "https://career.acme.example/jobs.json")
    assert.strictEqual(first("https://career.acme.example/jobs.rss"), "https://career.acme.example/jobs.rss")
  })

  it("reads jobs.rss as a feed, which is never the whole board", () => {
    const reading = readBody(Rig.write("feed", Rig.envelope.feed([Rig.rows.feed(1)])), "teamtailor")
    assert.deepStrictEqual([reading.postings[0]?.id, reading.extraction], ["teamtailor/acme/job-1", "feed"])
    assert.isNotNull(reading.partial)
  })

  it("asks for the page that the feed names next, on its own host and once", () => {
    const next = (next_url: unknown) => Questions.next(Rig.provider("teamtailor"), Rig.pagesOf("teamtailor", [{ version: "", items: [], next_url }]))?.url
    assert.strictEqual(next("/acme?page=2"), "https://boards.example/acme?page=2")
    assert.deepStrictEqual([next("https://evil.example/"), next("https://boards.example/acme?page=0"), next(null), next(7)], [undefined, undefined, undefined, undefined])
  })

  it("is a part of the board while its last page names another", () => {
    const answer = { version: "https://jsonfeed.org/version/1.1", items: [Rig.rows.teamtailor(1)] }
    assert.isNull(Result.getOrThrow(Rig.readPages("teamtailor", [answer])).partial)
    assert.include(Result.getOrThrow(Rig.readPages("teamtailor", [{ ...answer, next_url: "/acme?page=9" }])).partial, "more pages")
  })
})
