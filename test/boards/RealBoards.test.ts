/**
 * Boards as vendors really served them. The recordings are not part of the project: see `SIGNALCRAFT_REAL_DATA`.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as fs from "node:fs"
import * as path from "node:path"
import * as zlib from "node:zlib"
import type { BoardReading } from "../../schemas/Board.ts"
import type { System } from "../../schemas/Provider.ts"
import * as Boards from "../../src/boards/Boards.ts"
import { assertSound } from "./contract.ts"
import * as Rig from "./Rig.ts"

const folder = path.resolve(process.env["SIGNALCRAFT_REAL_DATA"] ?? "../shared/real")
const absent = !fs.existsSync(folder)
const suite = absent ? describe.skip : describe
const why = absent ? ` (skipped: no recordings in ${folder}; set SIGNALCRAFT_REAL_DATA)` : ""

const parse = (body: string) => JSON.parse(body) as { jobs?: Array<Rig.Row>; meta?: { total: number }; jobBoard?: { jobPostings: Array<Rig.Row> } }
const rowsOf = (body: string): Array<Rig.Row> => parse(body).jobs ?? parse(body).jobBoard!.jobPostings
const readSound = (system: System, body: string, board: string): BoardReading => {
  const reading = Result.getOrThrow(Rig.readBody(system, body, board))
  assertSound(reading)
  assert.strictEqual(reading.rows, rowsOf(body).length)
  return reading
}
const file = (name: string): string => fs.readFileSync(path.join(folder, "boards", name), "utf8")

/** Samples cut to a few rows still count the whole board: the count is corrected, nothing else. */
const recounted = (body: string): string => {
  const answer = parse(body)
  return JSON.stringify(answer.meta === undefined ? answer : { ...answer, meta: { total: answer.jobs!.length } })
}

suite(`recorded boards${why}`, () => {
  it.each(["amplitude-trim.omoji.json", "smarterdx-trim.ericlee.json"])("Greenhouse %s, cut to two rows, does not pass for its board", (name) => {
    assert.strictEqual(Rig.refusal("greenhouse", file(`greenhouse/${name}`)).at, "/meta/total")
    const reading = readSound("greenhouse", recounted(file(`greenhouse/${name}`)), "sample")
    assert.deepStrictEqual(reading.drift, [])
    assert.isTrue(reading.postings.every(({ text }) => text?.form === "escaped_html" && text.raw.startsWith("&lt;")))
  })

  it("the whole boards of Anthropic and Scale AI read without drift or loss", () => {
    const anthropic = readSound("greenhouse", file("greenhouse/anthropic-2026-03-31.reconstructed.aijobs.json"), "anthropic")
    const scale = readSound("greenhouse", file("greenhouse/scaleai-2026-03-31.reconstructed.aijobs.json"), "scaleai")
    assert.deepStrictEqual([anthropic.postings.length, scale.postings.length], [438, 172])
    assert.deepStrictEqual([...anthropic.drift, ...scale.drift, ...anthropic.withheld, ...scale.withheld], [])
    assert.strictEqual(anthropic.postings.filter(({ work_mode }) => work_mode === "on_site").length, 269)
    assert.isTrue(anthropic.postings.every(({ places, title, requisition }) => places.every(({ text }) => !/[|;]/.test(text)) && title === title.trim() && requisition !== null))
    assert.isTrue(scale.postings.filter(({ departments }) => departments.length > 0).length > 100)
  })

  it("Ashby's samples read, with their places, pay and mode", () => {
    const [plain, paid] = readSound("ashby", file("ashby/highlightta-trim.omoji.json"), "HighlightTA").postings
    assert.strictEqual(plain?.compensation, null)
    assert.strictEqual(paid?.work_mode, "hybrid", "it says isRemote too")
    assert.strictEqual(paid?.title, "Senior Site Reliability Engineer")
    assert.deepStrictEqual(paid?.compensation?.ranges, [{ label: null, minimum: 102_800, maximum: 137_000, currency: "CAD", interval: "year" }])
    const [first] = readSound("ashby", file("ashby/openevidence-trim.ericlee.json"), "openevidence").postings
    assert.deepStrictEqual(first?.places.map(({ city, country }) => [city, country]), [["San Francisco", "United States"], ["Miami", "United States"]])
    assert.deepStrictEqual(readSound("ashby", file("ashby/trim.michaeldinhmai.json"), "render").drift, ["apiVersion=absent"])
  })

  it("OpenAI's hosted page reads whole, with shared requisitions", () => {
    const reading = readSound("ashby", file("ashby/openai-hostedboard-2026-03-31.reconstructed.aijobs.json"), "openai")
    assert.strictEqual(reading.postings.length, 569)
    assert.deepStrictEqual(reading.drift, [])
    assert.isBelow(new Set(reading.postings.map(({ requisition }) => requisition)).size, 569)
    assert.isTrue(reading.postings.every(({ url }) => url.startsWith("https://jobs.ashbyhq.com/openai/")))
    const page = Rig.page(`<script>window.__appData = ${file("ashby/openai-hostedboard-2026-03-31.reconstructed.aijobs.json").replaceAll("</", "<\\/")};\nfetch("/x")</script>`)
    assert.deepStrictEqual(Result.getOrThrow(Rig.readBody("ashby", page, "openai")).postings, reading.postings)
  })

  it("Workable's samples read, and rows of one shortcode become one posting", () => {
    const zaelab = readSound("workable", file("workable/zaelab-trim.omoji.json"), "zaelab")
    assert.deepStrictEqual(Rig.texts(zaelab.postings[0]!), ["Portugal", "Spain"])
    assert.strictEqual(zaelab.withheld[0]?.reason, "duplicate_row")
    for (const name of ["huggingface-trim.ehddd.json", "trim.michaeldinhmai.json"]) {
      const reading = readSound("workable", file(`workable/${name}`), "sample")
      assert.deepStrictEqual([...reading.drift, ...reading.withheld], [])
    }
  })

  const plain = (system: System, name: string | ReadonlyArray<string>, board = "acme", edit = (body: string) => body, url = "https://boards.example/acme") => {
    const pages = [name].flat().map((one) => ({ url, status: 200, body: edit(file(one)) }))
    return Result.map(Boards.readResult(Rig.provider(system, board), pages), (reading) => {
      assertSound(reading)
      assert.deepStrictEqual(reading.drift, [])
      return reading
    })
  }
  const good = (...args: Parameters<typeof plain>) => Result.getOrThrow(plain(...args))
  const failed = (...args: Parameters<typeof plain>) => Result.getOrThrow(Result.flip(plain(...args)))._tag

  it("Lever's samples read whole: mode, country, and a text with its lists", () => {
    const readings = ["idealist-trim.omoji", "palantir-trim.ericlee", "trim.michaeldinhmai"].map((name) => good("lever", `lever/${name}.json`))
    assert.deepStrictEqual(readings.map(({ postings, withheld, partial }) => [postings.length, withheld.length, partial]), readings.map(() => [2, 0, null]))
    const [security, partner] = readings[1]!.postings
    assert.deepStrictEqual([security?.title, partner?.title], ["Administrative Business Partner - Security", "Administrative Business Partner"])
    assert.deepStrictEqual(partner?.places, [{ text: "London, United Kingdom", city: null, region: null, country: "GB" }])
    assert.deepStrictEqual([partner?.work_mode, partner?.employment_type, partner?.published_at], ["hybrid", "full_time", "2024-03-25T21:50:16.463Z"])
    assert.include(partner?.text?.raw, "<h3>What We Require</h3><ul>")
    assert.deepStrictEqual(readings[2]!.postings.map(({ departments }) => departments), [["Sales"], ["Customer Success", "Account Management"]])
  })

  it("SmartRecruiters' pages that overlap are a part of their board; its detail has the text", () => {
    const pages = good("smartrecruiters", ["page0", "page1"].map((name) => `smartrecruiters/${name}.michaeldinhmai.json`))
    assert.deepStrictEqual([pages.rows, pages.postings.length, pages.partial], [4, 3, "its pages hold 3 different rows and count 4"])
    assert.deepStrictEqual(pages.postings.map(({ title }) => title), ["Strategic Account Manager/Senior Account Executive - Seattle (4120)", "Sr. Sales Executive (4418)", "Pricing Analyst"])
    const [knight] = good("smartrecruiters", "smartrecruiters/knight-trim.omoji.json", "knight").postings
    assert.deepStrictEqual([knight?.url, knight?.employment_type, knight?.requisition], ["https://jobs.smartrecruiters.com/Knight/743999671674844", "part_time", "REF30D"])
    const row = JSON.parse(file("smartrecruiters/page0.michaeldinhmai.json")).content[0]
    const detail = Rig.readRow("smartrecruiters", { ...row, ...JSON.parse(file("smartrecruiters/detail.michaeldinhmai.json")) })
    assert.isTrue(detail.text?.raw.startsWith("<h3>Company Description</h3><p>Automation Anywhere"))
    assert.include(detail.text?.raw, "<h3>Additional Information</h3>")
  })

  it("Recruitee's samples read whole: pay of text, one mode of three boxes", () => {
    const german = good("recruitee", "recruitee/de-tenant-trim-anonymised.omoji.json")
    const other = good("recruitee", "recruitee/trim.michaeldinhmai.json")
    assert.deepStrictEqual([german.postings.length, other.postings.length, german.withheld.length + other.withheld.length], [2, 3, 0])
    assert.deepStrictEqual(german.postings[1]?.compensation?.ranges, [{ label: null, minimum: 60_000, maximum: 75_000, currency: "EUR", interval: "year" }])
    assert.deepStrictEqual([...german.postings, ...other.postings].map(({ work_mode }) => work_mode), ["hybrid", "hybrid", "on_site", "remote", "remote"])
    assert.deepStrictEqual(other.postings[2]?.places, [{ text: "Tel Aviv, Israel", city: "Tel Aviv", region: "Tel Aviv", country: "Israel" }])
    assert.strictEqual(other.postings[2]?.published_at, "2026-08-11T20:45:29Z")
  })

  it("Personio's sample holds one position twice", () => {
    const { postings: [position], ...reading } = good("personio", "personio/anonymised.omoji.xml")
    assert.deepStrictEqual([reading.rows, reading.withheld.map(({ reason }) => reason)], [2, ["duplicate_row"]])
    assert.deepStrictEqual(Rig.texts(position!), ["Munich", "Berlin"])
    assert.deepStrictEqual([position?.employment_type, position?.text, position?.url], ["full_time", null, "https://acme.jobs.personio.de/job/1834171"])
  })

  it("Teamtailor's sample reads with every place of its JobPostings", () => {
    const reading = good("teamtailor", "teamtailor/teamtailor-jsonfeed-trim.omoji.json")
    assert.deepStrictEqual(reading.postings.map(Rig.texts), [["Madrid, Europe, ES"], ["Stockholm, Sweden, SE", "København, Europe, DK"]])
    assert.isNull(reading.partial)
  })

  it("BambooHR's sample, cut to two rows, does not pass for its board", () => {
    const name = "bamboohr/trim.omoji.json"
    assert.strictEqual(failed("bamboohr", name), "CountMismatch")
    const reading = good("bamboohr", name, "acme", (body) => body.replace('"totalCount": 3', '"totalCount": 2'))
    assert.deepStrictEqual(reading.postings.map(({ title, departments, employment_type }) => [title, departments, employment_type]), [
      ["Nurse Paralegal", ["Legal"], "full_time"],
      ["Marketing & Social Media Intern", ["Marketing"], "intern"]
    ])
  })

  it("Workday's samples read without a date, and several locations as no place", () => {
    const reading = good("workday", "workday/salesforce-like-trim.omoji.json", "salesforce.wd12.External_Career_Site")
    assert.deepStrictEqual(reading.postings.map(({ id, places, published_at, requisition }) => [id.split("/")[2], places, published_at, requisition]), [
      ["JR332446", [], null, "JR332446"],
      ["JR354232", [], null, "JR354232"]
    ])
    const slice = (name: string) => good("workday", "workday/large.manwith.json", "acme.wd5.External", (body) => JSON.stringify(JSON.parse(body).filtered[name]))
    assert.deepStrictEqual(["SALES", "ENG_US", "ENG_EU"].map((name) => slice(name).postings.length), [2, 4, 4])
    assert.deepStrictEqual(slice("ENG_EU").postings.map(Rig.texts), [[], [], ["Germany, Munich"], ["France, Remote"]])
    const whole = good("workday", "workday/large.manwith.json", "acme.wd5.External", (body) => JSON.stringify(JSON.parse(body).unfaceted))
    assert.strictEqual(whole.partial, "its pages hold 2 different rows and count 6")
  })

  it("a page with a JobPosting reads, its places told by name; pages whose scripts are empty are no board", () => {
    const { postings: [posting], ...reading } = good("jsonld", "jsonld/meta-software-engineer.jobseek.html", "meta")
    assert.match(reading.structure!, /^sha256-/)
    assert.deepStrictEqual([reading.rows, reading.extraction, posting?.title], [1, "json_ld", "Software Engineer, Infrastructure"])
    assert.deepStrictEqual(Rig.texts(posting!).slice(0, 4), ["Sunnyvale, CA", "Bellevue, WA", "Redmond, WA", "Austin, TX"])
    assert.strictEqual(posting?.places.length, 9)
    assert.deepStrictEqual([posting?.employment_type, posting?.published_at], ["full_time", "2025-06-10T13:07:44-07:00"])
    for (const name of ["ayuda", "decathlon"]) assert.strictEqual(failed("jsonld", `jsonld/${name}-talentclue.jobseek.html`), "EmptyBoard")
  })

  const providers = absent ? [] : fs.readdirSync(path.join(folder, "history")).sort()
  it.each(providers)("every twelfth day of %s reads whole and without drift", (provider) => {
    const days = fs.readdirSync(path.join(folder, "history", provider)).sort().filter((_, index) => index % 12 === 0)
    assert.isAtLeast(days.length, 12)
    for (const day of days) {
      const body = zlib.gunzipSync(fs.readFileSync(path.join(folder, "history", provider, day))).toString()
      const reading = readSound(provider === "openai" ? "ashby" : "greenhouse", body, provider)
      assert.deepStrictEqual([...reading.drift, ...reading.withheld], [], day)
    }
  })
})
