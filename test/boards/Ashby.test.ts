import { assert, describe, it } from "@effect/vitest"
import * as Questions from "../../src/boards/Questions.ts"
import * as Rig from "./Rig.ts"

const read = (changes: Rig.Row) => Rig.readRow("ashby", changes)

const component = (compensationType: string, interval: string, minValue: number | null, maxValue: number | null) => ({
  compensationType,
  interval,
  currencyCode: "USD",
  minValue,
  maxValue
})
const pay = (summary: string | null, ...tiers: ReadonlyArray<readonly [string | null, ReadonlyArray<Rig.Row>]>): Rig.Row => ({
  compensation: { compensationTierSummary: summary, compensationTiers: tiers.map(([title, components]) => ({ title, components })), summaryComponents: [] }
})

describe("Ashby", () => {
  it("reads a documented row whole", () => {
    assert.deepStrictEqual(read({}), {
      id: "ashby/acme/00000000-0000-4000-8000-000000000001",
      provider: "acme",
      system: "ashby",
      board: "acme",
      url: "https://jobs.ashbyhq.com/acme/1",
      title: "Research Engineer",
      departments: ["Research", "Foundations"],
      places: [
        { text: "Paris", city: "Paris", region: "Île-de-France", country: "France" },
        { text: "London", city: "London", region: null, country: "United Kingdom" }
      ],
      work_mode: "on_site",
      employment_type: "full_time",
      compensation: {
        summary: "€90K – €120K • Offers Equity",
        ranges: [{ label: null, minimum: 90_000, maximum: 120_000, currency: "EUR", interval: "year" }],
        offers_equity: true
      },
      published_at: "2026-10-01T08:00:00.000+00:00",
      requisition: null,
      language: null,
      text: { form: "html", raw: "<p>One &amp; two</p>" }
    } as never)
  })

  it("takes the mode from workplaceType, and from isRemote only where that is silent", () => {
    assert.strictEqual(read({ isRemote: true, workplaceType: "Hybrid" }).work_mode, "hybrid")
    assert.strictEqual(read({ isRemote: true, workplaceType: null }).work_mode, "remote")
    assert.isNull(read({ isRemote: false, workplaceType: null }).work_mode)
    assert.isNull(read({ isRemote: null, workplaceType: null }).work_mode)
  })

  it("withholds an unlisted posting as unlisted", () => {
    const reading = Rig.readRows("ashby", [Rig.rows.ashby(1), { ...Rig.rows.ashby(2), isListed: false }])
    assert.deepStrictEqual(reading.withheld, [
      { row: "00000000-0000-4000-8000-000000000002", reason: "unlisted", detail: "the employer does not list it" }
    ])
  })

  it("reads a board on which nothing is listed as a board without postings", () => {
    assert.deepStrictEqual(Rig.readRows("ashby", [{ ...Rig.rows.ashby(1), isListed: false }]).postings, [])
  })

  it("reads pay only where the employer displays it", () => {
    assert.isNull(read({ shouldDisplayCompensationOnJobPostings: false }).compensation)
    assert.isNull(read({ shouldDisplayCompensationOnJobPostings: undefined }).compensation)
    assert.isNull(read({ compensation: null }).compensation)
    assert.isNull(read(pay(null)).compensation)
  })

  it("reads salary bands of every tier under the tier's title, and leaves bonus and commission to the summary", () => {
    const ranges = read(pay("S", ["California", [component("Salary", "1 YEAR", 200_000, 250_000), component("Bonus", "NONE", null, null)]], ["OTE", [component("Commission", "1 YEAR", 1, 2), component("Salary", "1 HOUR", 50, 72.5)]])).compensation
    assert.deepStrictEqual(ranges, {
      summary: "S",
      ranges: [
        { label: "California", minimum: 200_000, maximum: 250_000, currency: "USD", interval: "year" },
        { label: "OTE", minimum: 50, maximum: 72.5, currency: "USD", interval: "hour" }
      ],
      offers_equity: null
    })
  })

  it("reads the summary's components where tiers have no salary", () => {
    const compensation = { compensationTierSummary: null, compensationTiers: [], summaryComponents: [component("Salary", "1 MONTH", 9000, null)] }
    assert.deepStrictEqual(read({ compensation }).compensation?.ranges, [{ label: null, minimum: 9000, maximum: null, currency: "USD", interval: "month" }])
  })

  it("says that equity is offered where nothing else is", () => {
    assert.deepStrictEqual(read(pay("Offers Equity", [null, [component("EquityCashValue", "NONE", null, null)]])).compensation, { summary: "Offers Equity", ranges: [], offers_equity: true })
  })

  it("reports words of a future version and reads on", () => {
    const changes = { workplaceType: "Moon", employmentType: "Apprenticeship", ...pay(null, [null, [component("SigningBonus", "NONE", 1, 2), component("Salary", "2 WEEKS", 1, 2)]]) }
    assert.deepStrictEqual(Rig.driftOf("ashby", changes), ["compensationType=SigningBonus", "employmentType=Apprenticeship", "interval=2 WEEKS", "workplaceType=Moon"])
    assert.isNull(read({ workplaceType: "constructor" }).work_mode)
  })

  it("reads an address inside postalAddress, flat, or absent", () => {
    const place = (address: unknown, location: unknown = "Toronto") => read({ location, address, secondaryLocations: [] }).places[0]
    assert.deepStrictEqual(place({ addressLocality: "Toronto", addressCountry: "Canada" }), { text: "Toronto", city: "Toronto", region: null, country: "Canada" })
    assert.deepStrictEqual(place(null), { text: "Toronto", city: null, region: null, country: null })
    assert.deepStrictEqual(place({ postalAddress: { addressLocality: "Toronto", addressRegion: " ", addressCountry: "CA" } }, ""), { text: "Toronto, CA", city: "Toronto", region: null, country: "CA" })
  })

  it("keeps countries as each form was filled", () => {
    const countries = ["USA", "United States", "U.S."].map((addressCountry) => read({ address: { postalAddress: { addressCountry } } }).places[0]?.country)
    assert.deepStrictEqual(countries, ["USA", "United States", "U.S."])
  })

  it("withholds a row whose amounts no canonical form can carry", () => {
    const changes = pay(null, [null, [component("Salary", "1 YEAR", 2 ** 53, 1e300)]])
    const reading = Rig.readRows("ashby", [Rig.rows.ashby(1), { ...Rig.rows.ashby(2), ...changes }])
    assert.include(reading.withheld[0]?.detail, "/compensation/compensationTiers/0/components/0/minValue")
  })

  it("names a team once where it is its department", () => {
    assert.deepStrictEqual(read({ department: "Legal ", team: " Legal" }).departments, ["Legal"])
    assert.deepStrictEqual(read({ department: null, team: "" }).departments, [])
  })

  it("takes the plain text where there is no other, and says so", () => {
    assert.deepStrictEqual(read({ descriptionHtml: null, descriptionPlain: "a <b>\nR&D" }).text, Rig.text("plain", "a <b>\nR&D"))
    assert.isNull(read({ descriptionHtml: null, descriptionPlain: null }).text)
  })
})

const row = (changes: Rig.Row = {}): Rig.Row => ({
  id: "52263a22-1621-4dbb-9a11-ae4490f2acc8",
  title: "Account Director ",
  updatedAt: "2026-01-22T05:36:07.443Z",
  departmentName: "GTM - internal",
  departmentExternalName: "Go To Market",
  teamName: "Sales",
  teamExternalName: null,
  locationName: "Seoul",
  locationExternalName: null,
  secondaryLocations: [],
  workplaceType: "Hybrid",
  employmentType: "FullTime",
  isListed: true,
  jobId: "781500b6",
  publishedDate: "2026-01-22",
  shouldDisplayCompensationOnJobBoard: true,
  compensationTierSummary: "$255K – $405K • Offers Equity",
  ...changes
})
const page = (...jobPostings: ReadonlyArray<unknown>) => ({ jobBoard: { jobPostings } })
const readPage = (answer: unknown) => {
  const outcome = Rig.readBody("ashby", typeof answer === "string" ? answer : JSON.stringify(answer), "OpenAI")
  if (outcome._tag === "Failure") throw outcome.failure
  return outcome.success
}

describe("AshbyPage", () => {
  it("is recognised by its keys and read whole", () => {
    const reading = readPage(page(row()))
    assert.deepStrictEqual(reading.drift, [])
    assert.deepStrictEqual(reading.postings, [
      {
        id: "ashby/openai/52263a22-1621-4dbb-9a11-ae4490f2acc8",
        provider: "acme",
        system: "ashby",
        board: "openai",
        url: "https://jobs.ashbyhq.com/OpenAI/52263a22-1621-4dbb-9a11-ae4490f2acc8",
        title: "Account Director",
        departments: ["Go To Market", "Sales"],
        places: [{ text: "Seoul", city: null, region: null, country: null }],
        work_mode: "hybrid",
        employment_type: "full_time",
        compensation: { summary: "$255K – $405K • Offers Equity", ranges: [], offers_equity: true },
        published_at: "2026-01-22",
        requisition: "781500b6",
        language: null,
        text: null
      }
    ] as never)
  })

  it("gives a posting the identity that the API gives it", () => {
    const id = String(Rig.rows.ashby(1)["id"])
    assert.strictEqual(readPage(page(row({ id }))).postings[0]?.id, Rig.readRow("ashby", {}).id.replace("acme", "openai"))
  })

  it("withholds what is unlisted and hides what is not displayed", () => {
    const reading = readPage(page(row(), row({ id: "b", isListed: false }), row({ id: "c", shouldDisplayCompensationOnJobBoard: false })))
    assert.deepStrictEqual(reading.withheld.map(({ reason }) => reason), ["unlisted"])
    assert.isNull(reading.postings.at(-1)!.compensation)
  })

  it("is malformed without its list, and perhaps no board with an empty one", () => {
    assert.strictEqual(Rig.refusal("ashby", { jobBoard: null }).at, "/jobBoard")
    assert.strictEqual(Rig.refusal("ashby", { jobBoard: {} }).at, "/jobBoard/jobPostings")
    assert.include(Rig.refusal("ashby", page()).reason, "a board that does not exist")
  })

  const html = (script: string, before = "") => Rig.page(`${before}<script>${script}</script>`)

  it("is read out of the page's own script, whatever follows or is inside of strings", () => {
    const data = JSON.stringify(page(row({ title: 'A "}" and </b> {' }))).replaceAll("<", "\\u003c")
    const reading = readPage(html(`window.__appData = ${data}; fetch("/x").then(() => { })`))
    assert.deepStrictEqual([reading.extraction, reading.postings[0]?.title], ["html", 'A "}" and </b> {'])
    assert.strictEqual(readPage(page(row())).structure, null)
  })

  it("has a fingerprint that moves with the markup and not with what it says", () => {
    const of = (title: string, before = "") => readPage(html(`window.__appData = ${JSON.stringify(page(row({ title })))};`, before)).structure
    assert.match(of("One")!, /^sha256-/)
    assert.strictEqual(of("One"), of("Two"))
    assert.notStrictEqual(of("One"), of("One", '<meta name="x">'))
  })

  it("is malformed as a page without its data, or with data that is cut", () => {
    assert.include(Rig.refusal("ashby", html("window.other = {}")).reason, "no window.__appData")
    assert.include(Rig.refusal("ashby", html('window.__appData = {"jobBoard":{"jobPostings":[')).reason, "no window.__appData")
  })

  it("is asked for where the entry names it", () => {
    const url = "https://jobs.ashbyhq.com/acme"
    assert.deepStrictEqual(Questions.first({ ...Rig.provider("ashby"), url }), { url, method: "GET" })
  })
})
