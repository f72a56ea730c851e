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
