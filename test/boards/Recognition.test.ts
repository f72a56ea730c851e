import { assert, describe, it } from "@effect/vitest"
import * as Html from "../../src/boards/Html.ts"
import * as Questions from "../../src/boards/Questions.ts"
import * as Recognition from "../../src/boards/Recognition.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import * as Rig from "./Rig.ts"

/** `system/board`, and the entry's own address where it needs one. */
const named = (candidates: ReadonlyArray<Recognition.Candidate>): ReadonlyArray<string> =>
  candidates.map(({ board, extraction, system, url }) => `${extraction} ${system}/${board}${url === undefined ? "" : ` at ${url}`}`)

const one = (system: string, url?: string) => [`ats_api ${system}${url === undefined ? "" : ` at ${url}`}`]
const ashby = ["ats_api ashby/Acme.ai", "html ashby/Acme.ai at https://jobs.ashbyhq.com/Acme.ai"]
const teamtailor = ["feed teamtailor/acme", "feed teamtailor/acme at https://acme.teamtailor.com/jobs.rss"]
const european = "https://jobs.eu.lever.co/acme"

const forms: ReadonlyArray<readonly [url: string, boards: ReadonlyArray<string>]> = [
  ["https://boards.greenhouse.io/acme", one("greenhouse/acme")],
  ["https://boards.greenhouse.io/acme/jobs/4000001?gh_src=x#app", one("greenhouse/acme")],
  ["https://job-boards.greenhouse.io/acme/", one("greenhouse/acme")],
  ["https://job-boards.eu.greenhouse.io/acme/jobs/1", one("greenhouse/acme")],
  ["https://boards.eu.greenhouse.io/acme", one("greenhouse/acme")],
  ["https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true", one("greenhouse/acme")],
  ["https://api.greenhouse.io/v1/boards/acme/jobs/1", one("greenhouse/acme")],
  ["https://boards.greenhouse.io/embed/job_board?for=acme", one("greenhouse/acme")],
  ["https://boards.greenhouse.io/embed/job_board/js?for=acme", one("greenhouse/acme")],
  ["https://job-boards.greenhouse.io/embed/job_app?for=acme&token=1", one("greenhouse/acme")],
  ["https://jobs.lever.co/acme/00000000-0000-4000-8000-000000000001/apply", one("lever/acme")],
  ["https://jobs.eu.lever.co/acme", one("lever/acme", european)],
  ["https://api.lever.co/v0/postings/acme?mode=json", one("lever/acme")],
  ["https://api.eu.lever.co/v0/postings/acme", one("lever/acme", european)],
  ["https://jobs.ashbyhq.com/Acme.ai", ashby],
  ["https://jobs.ashbyhq.com/Acme.ai/embed?version=2", ashby],
  ["https://api.ashbyhq.com/posting-api/job-board/Acme.ai?includeCompensation=true", ashby],
  ["https://apply.workable.com/acme/", one("workable/acme")],
  ["https://apply.workable.com/acme/j/A1B2C3/", one("workable/acme")],
  ["https://apply.workable.com/api/v1/widget/accounts/acme?details=true", one("workable/acme")],
  ["https://apply.workable.com/api/v3/accounts/acme/jobs", one("workable/acme")],
  ["https://www.workable.com/api/accounts/acme?details=true", one("workable/acme")],
  ["https://careers.smartrecruiters.com/Acme1", one("smartrecruiters/Acme1")],
  ["https://jobs.smartrecruiters.com/Acme1/743999700000001-engineer", one("smartrecruiters/Acme1")],
  ["https://jobs.smartrecruiters.com/oneclick-ui/company/Acme1/publication/x", one("smartrecruiters/Acme1")],
  ["https://api.smartrecruiters.com/v1/companies/Acme1/postings?limit=100", one("smartrecruiters/Acme1")],
  ["https://acme.recruitee.com/o/engineer", one("recruitee/acme")],
  ["https://acme.jobs.personio.de/job/1?language=en", one("personio/acme")],
  ["https://acme.jobs.personio.com/xml", one("personio/acme", "https://acme.jobs.personio.com")],
  ["https://acme.teamtailor.com/jobs/1-engineer", teamtailor],
  ["https://acme.bamboohr.com/careers/12", one("bamboohr/acme")],
  ["https://acme.bamboohr.com/js/embed.js", one("bamboohr/acme")],
  ["https://acme.wd5.myworkdayjobs.com/External", one("workday/acme.wd5.External")],
  ["https://acme.wd5.myworkdayjobs.com/en-US/External/job/Paris/Engineer_JR-1", one("workday/acme.wd5.External")],
  ["https://acme.wd103.myworkdayjobs.com/de/External", one("workday/acme.wd103.External")],
  ["https://acme.wd5.myworkdayjobs.com/ab/job/Paris/Engineer_JR-1", one("workday/acme.wd5.ab")],
  ["https://acme.wd5.myworkdayjobs.com/wday/cxs/Acme/External/jobs", one("workday/Acme.wd5.External")],
  ["https://acme.pinpointhq.com/en/postings/1", one("pinpoint/acme")],
  ["https://ats.rippling.com/acme/jobs", one("rippling/acme")],
  ["https://ats.rippling.com/en-GB/acme/jobs/1", one("rippling/acme")],
  ["https://api.rippling.com/platform/api/ats/v1/board/acme/jobs", one("rippling/acme")],
  ["http://jobs.lever.co/acme", one("lever/acme")],
  ["https://JOBS.Lever.co:443/acme", one("lever/acme")]
]

const nothing: ReadonlyArray<string> = [
  "https://jobs.lever.co@evil.test/acme",
  "https://user:secret@jobs.lever.co/acme",
  "https://jobs.lever.co:8443/acme",
  "https://boards.greenhouse.io.evil.test/acme",
  "https://evil-greenhouse.io/acme",
  "https://xboards.greenhouse.io/acme",
  "https://jobs.lever.co./acme",
  "https://jobs-lever.co/acme",
  "https://a.b.recruitee.com/",
  "https://recruitee.com/acme",
  "https://acme.recruitee.com.evil.test/",
  "https://acme.wd5.myworkdayjobs.com.evil.test/External",
  "https://acme.wd5.myworkdayjobs.com/",
  "https://acme.wd5.myworkdayjobs.com/wday/cxs/other/External/jobs",
  "https://www.bamboohr.com/pricing",
  "https://www.teamtailor.com/",
  "https://jobs.ashbyhq.com/api/non-user-graphql",
  "https://apply.workable.com/j/A1B2C3",
  "https://jobs.lever.co/",
  "https://jobs.lever.co/%2e%2e%2fetc",
  "https://jobs.lever.co/a%00b",
  "https://jobs.lever.co/%E0%A4%A",
  "https://jobs.lever.co/a b",
  "https://jobs.lever.co\\@evil.test/acme",
  "https://boards.greenhouse.io/embed/job_board?for=../../etc",
  "ftp://jobs.lever.co/acme",
  "javascript:alert(1)",
  "//jobs.lever.co/acme",
  "https://[::1]/acme",
  "https://localhost/acme",
  "not a url",
  ""
]

describe("the boards that an address names", () => {
  for (const [url, boards] of forms) it(`recognises ${url}`, () => assert.deepStrictEqual(named(Recognition.ofUrl(url)), boards))
  for (const url of nothing) it(`recognises nothing in ${JSON.stringify(url)}`, () => assert.deepStrictEqual(named(Recognition.ofUrl(url)), []))

  it("recognises the address that its own candidate would be asked under", () => {
    for (const candidate of forms.flatMap(([url]) => Recognition.ofUrl(url))) {
      const { url } = Questions.first(Recognition.addressOf("acme" as ProviderId, candidate))
      assert.include(named(Recognition.ofUrl(url)), named([candidate])[0], url)
    }
  })

  it("calls a provider after its board, a tenant, or the host of its page", () => {
    const ids = ["https://jobs.ashbyhq.com/Acme.ai", "https://acme.wd5.myworkdayjobs.com/en-US/External", "https://careers.acme-robotics.co.uk/jobs", "https://www.acme.com/", "nonsense"]
    assert.deepStrictEqual(ids.map(Recognition.idOf), ["acme-ai", "acme", "acme-robotics-co", "acme", undefined])
  })
})

describe("the boards that an employer's page leads to", () => {
  const address = "https://www.acme-robotics.com/careers/"
  const ofPage = (inside: string) => named(Recognition.ofPage(Html.parse(Rig.page(inside))!, address))

  it("finds what it links, embeds and loads, each once and in its order", () => {
    const inside = `<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>
      <iframe src="//jobs.lever.co/acme"></iframe><a href="https://jobs.lever.co/acme/1">One</a><a href="/about">About</a>
      <a href="https://www.bamboohr.com/">Powered by</a><a>None</a><a href="https://boards.greenhouse.io.evil.test/acme">Evil</a>`
    assert.deepStrictEqual(ofPage(inside), ["ats_api greenhouse/acme", "ats_api lever/acme"])
  })

  it("finds its feeds and its postings, under its own host", () => {
    const inside = `<link rel="alternate" type="application/rss+xml; charset=utf-8" href="/careers/feed.xml"><link rel="Alternate" type="application/atom+xml" href="http://www.acme-robotics.com/atom">
      <link rel="alternate" hreflang="de" href="/de/"><link rel="alternate" type="application/rss+xml" href="https://user@evil.test/feed">
      <script type="application/ld+json">{"@type":"JobPosting"}</script>`
    assert.deepStrictEqual(ofPage(inside), [
      `json_ld jsonld/www.acme-robotics.com at ${address}`,
      "feed feed/www.acme-robotics.com at https://www.acme-robotics.com/careers/feed.xml",
      "feed feed/www.acme-robotics.com at https://www.acme-robotics.com/atom"
    ])
  })

  it("finds nothing where JSON-LD speaks of other things", () =>
    assert.deepStrictEqual(ofPage("<script type=\"application/ld+json\">{\"@type\":\"Organization\"}</script><script>var JobPosting</script>"), []))

  it("stops at a dozen", () =>
    assert.strictEqual(ofPage(Array.from({ length: 1000 }, (_, index) => `<a href="https://jobs.lever.co/acme-${index}">One</a>`).join("")).length, 12))

  it("takes a feed for one by its path", () => {
    assert.deepStrictEqual(named(Recognition.ofFeed("https://www.acme-robotics.com/jobs.rss?x=1#y")), ["feed feed/www.acme-robotics.com at https://www.acme-robotics.com/jobs.rss?x=1"])
    assert.deepStrictEqual(["https://www.acme-robotics.com/careers", "https://user@www.acme-robotics.com/feed"].flatMap(Recognition.ofFeed), [])
  })
})
