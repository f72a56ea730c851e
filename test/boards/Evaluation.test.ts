import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Page } from "../../schemas/Board.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import * as EmployerName from "../../src/boards/EmployerName.ts"
import * as Evaluation from "../../src/boards/Evaluation.ts"
import * as Html from "../../src/boards/Html.ts"
import * as Recognition from "../../src/boards/Recognition.ts"
import * as Rig from "./Rig.ts"

const id = "acme" as ProviderId
const nothingKnown = "Nothing of this kind is known for it."

const ashbyApi = "https://api.ashbyhq.com/posting-api/job-board/acme?includeCompensation=true"
const ashbyPage = "https://jobs.ashbyhq.com/acme"
const hosted = (title: string) =>
  Rig.page(`<script>window.__appData = ${JSON.stringify({ organization: { name: "Acme  Robotics" }, jobBoard: { jobPostings: [{ id: "1", title, locationName: "Paris" }] } })};</script>`)

/** Answers by URL, 200 unless a status is given; every other URL is not recorded. */
const judged = (candidates: ReadonlyArray<Recognition.Candidate>, answers: Readonly<Record<string, string | readonly [status: number, body: string]>>, refusal: Evaluation.Evidence["refusal"] = () => undefined) => {
  const asked: Array<string> = []
  const evaluation = Effect.runSync(Evaluation.evaluate(id, candidates, {
    refusal,
    ask: (_, { url }) => {
      asked.push(url)
      const answer = answers[url]
      if (answer === undefined) return Effect.fail(`no answer is recorded for ${url}`)
      const [status, body] = typeof answer === "string" ? [200, answer] : answer
      return Effect.succeed({ url, status, body } satisfies Page)
    }
  }))
  return { ...evaluation, asked, told: Object.fromEntries(evaluation.levels.map(({ extraction, reason, verdict }) => [extraction, `${verdict}: ${reason}`])) }
}

describe("the evaluation of sources", () => {
  it("takes the best level that holds, and says of each why", () => {
    const { asked, chosen, levels, told } = judged(Recognition.ofUrl(ashbyPage), { [ashbyApi]: Rig.write("ashby", Rig.envelope.ashby([Rig.rows.ashby(1)])), [ashbyPage]: hosted("One") })
    assert.deepStrictEqual(told, {
      api: `rejected: ${nothingKnown}`,
      ats_api: "chosen: Its answer holds 1 posting in 1 row.",
      json_ld: `rejected: ${nothingKnown}`,
      feed: `rejected: ${nothingKnown}`,
      html: "rejected: A better level was taken."
    })
    assert.deepStrictEqual(levels.map(({ system, url }) => [system, url]), [[null, null], ["ashby", ashbyApi], [null, null], [null, null], ["ashby", ashbyPage]])
    assert.deepStrictEqual([asked, chosen?.address], [[ashbyApi], { id, system: "ashby", board: "acme" }])
  })

  it("goes down to the page where the API is not recorded", () => {
    const { chosen, told } = judged(Recognition.ofUrl(ashbyPage), { [ashbyPage]: hosted("One") })
    assert.deepStrictEqual([told["ats_api"], told["html"]], [`rejected: No answer is recorded for ${ashbyApi}.`, "chosen: Its answer holds 1 posting in 1 row."])
    assert.deepStrictEqual([chosen?.address.url, chosen?.reading.extraction], [ashbyPage, "html"])
  })

  it("never takes for one level what is read as another", () =>
    assert.strictEqual(judged(Recognition.ofUrl(ashbyPage), { [ashbyApi]: hosted("One") }).told["ats_api"], "rejected: Its answer is read as html, which is another level."))

  it("rejects what is refused without asking it", () => {
    const { asked, chosen, told } = judged(Recognition.ofUrl(ashbyPage), { [ashbyPage]: hosted("One") }, (url) => (url === ashbyApi ? "policy refuses api.ashbyhq.com: so decided" : "robots.txt of jobs.ashbyhq.com disallows it: line 2"))
    assert.deepStrictEqual([asked, chosen], [[], null])
    assert.deepStrictEqual([told["ats_api"], told["html"]], ["rejected: Policy refuses api.ashbyhq.com: so decided.", "rejected: Robots.txt of jobs.ashbyhq.com disallows it: line 2."])
  })

  const lever = "https://api.lever.co/v0/postings/acme?mode=json"
  const greenhouse = "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true&pay_transparency=true"
  const rejections: ReadonlyArray<readonly [what: string, url: string, answer: string | readonly [number, string], reason: string]> = [
    ["is malformed", greenhouse, JSON.stringify({ jobs: {} }), "Its answer is malformed at /jobs: an object where an array is due."],
    ["is a page", lever, "<!doctype html><html></html>", "Its answer is malformed: it is a page of HTML or XML, not JSON."],
    ["says how much it has and holds less", greenhouse, JSON.stringify({ jobs: [], meta: { total: 2 } }), "Its answer says at /meta/total that it has 2 rows and holds 0."],
    ["lists nothing, as for no board", lever, "[]", "Its answer lists nothing, which is also how it answers for a board that does not exist."],
    ["is no success", lever, [404, "{}"], `Its status is 404, for ${lever}.`]
  ]
  for (const [what, url, answer, reason] of rejections) {
    it(`rejects an answer that ${what}`, () => {
      const { chosen, told } = judged(Recognition.ofUrl(url), { [url]: answer })
      assert.deepStrictEqual([told["ats_api"], chosen], [`rejected: ${reason}`, null])
    })
  }

  it("tries the boards of one level in turn, and says what the earlier ones lacked", () => {
    const candidates = [...Recognition.ofUrl(greenhouse), ...Recognition.ofUrl(lever)]
    const { chosen, told } = judged(candidates, { [lever]: Rig.write("lever", [Rig.rows.lever(1)]) })
    assert.strictEqual(told["ats_api"], `chosen: Its answer holds 1 posting in 1 row; greenhouse/acme: no answer is recorded for ${greenhouse}.`)
    assert.strictEqual(chosen?.address.system, "lever")
  })

  it("says that a feed is not the whole board", () => {
    const url = "https://www.acme-robotics.com/jobs.rss"
    const { chosen, told } = judged(Recognition.ofFeed(url), { [url]: Rig.write("feed", Rig.envelope.feed([Rig.rows.feed(1)])) })
    assert.strictEqual(told["feed"], "chosen: Its answer holds 1 posting in 1 row, and is not the whole board: a feed may hold only its newest entries.")
    assert.strictEqual(chosen?.reading.rows, 1)
  })

  it("asks for every page of a board", () => {
    const page = (offset: number) => `https://api.smartrecruiters.com/v1/companies/Acme1/postings?limit=100&offset=${offset}`
    const answer = (from: number, count: number) => JSON.stringify({ offset: from, limit: 100, totalFound: 150, content: Array.from({ length: count }, (_, index) => Rig.rows.smartrecruiters(from + index)) })
    const candidates = Recognition.ofUrl("https://careers.smartrecruiters.com/Acme1")
    const whole = judged(candidates, { [page(0)]: answer(0, 100), [page(100)]: answer(100, 50) })
    assert.deepStrictEqual([whole.chosen?.pages.length, whole.chosen?.reading.partial], [2, null])
    assert.strictEqual(judged(candidates, { [page(0)]: answer(0, 100) }).told["ats_api"], `rejected: No answer is recorded for ${page(100)}.`)
  })
})

describe("what an employer is called", () => {
  const page = (body: string): Page => ({ url: "https://boards.example", status: 200, body })

  it("is what the board says, tidied", () => {
    assert.strictEqual(EmployerName.of("workable", page(Rig.write("workable", Rig.envelope.workable([])))), "Acme")
    assert.strictEqual(EmployerName.of("greenhouse", page(JSON.stringify({ jobs: [{ company_name: " Acme \u202e " }] }))), "Acme ?")
    assert.strictEqual(EmployerName.of("ashby", page(hosted("One"))), "Acme Robotics")
    assert.strictEqual(EmployerName.of("jsonld", page(Rig.write("jsonld", Rig.envelope.jsonld([Rig.rows.jsonld(1)])))), "Acme")
    assert.strictEqual(EmployerName.of("workable", page(JSON.stringify({ name: "A".repeat(200) })))?.length, 81)
  })

  it("is unknown where nothing says so", () => {
    for (const body of ["", "[]", "{\"name\":7}", "{\"name\":\" \"}", "<rss/>"]) assert.strictEqual(EmployerName.of("workable", page(body)), undefined)
    assert.strictEqual(EmployerName.of("lever", page("{\"name\":\"Acme\"}")), undefined)
  })
})

describe("the structure of a page", () => {
  it("is that of its markup, wherever its links lead", () => {
    const of = (href: string) => Html.parse(Rig.page(`<a href="${href}">One</a>`))!.structure
    assert.strictEqual(of("/one"), of("https://jobs.lever.co/acme"))
  })
})
