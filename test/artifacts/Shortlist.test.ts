import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { RankedJob } from "../../schemas/RankedJobs.ts"
import * as Markdown from "../../src/artifacts/Markdown.ts"
import * as Shortlist from "../../src/artifacts/Shortlist.ts"
import { changes, ranked } from "./Samples.ts"

const [first] = ranked.jobs as readonly [RankedJob]
const page = (job: Partial<RankedJob>) => Shortlist.markdown({ ...ranked, jobs: [{ ...first, ...job }] }, changes)

describe("Shortlist", () => {
  it("tells of each job where it is, what it offers, why it is here and what it does not state", () => {
    const job = {
      places: ["San Francisco, CA", "London, UK"], work_mode: "on_site", level: "staff", pay: "USD 1 to 2", score: 7, reasons: ["requires C++"], unstated: ["level"], title: "Engineer", url: "https://jobs.example/1"
    } as const
    assert.include(
      page(job),
      "## 1. [Engineer](https://jobs.example/1)\n\n**acme** · San Francisco, CA; London, UK · on-site · staff · USD 1 to 2 · 7 points\n\n- requires C++\n\nNot stated: level.\n"
    )
  })

  it("marks what is new since the day compared with, and shows other postings of a job with it", () => {
    const [fresh] = changes.new
    const also = [{ id: fresh!.id, score: 1, url: "https://jobs.example/9", places: ["Oslo"] }]
    assert.match(page({ also }), /^## 1\. .* \(new\)$/m)
    assert.include(page({ also }), "Also open: [Oslo](https://jobs.example/9).")
    assert.include(page({ also }), `1 of them new since ${changes.baseline}`)
    assert.notMatch(page({ also: [] }), /\(new\)/)
  })

  it("leaves out what was dismissed, in any of its postings, and marks what was saved or applied for", () => {
    const also = [{ id: changes.closed[0]!.id, score: 1, url: "https://jobs.example/9", places: ["Oslo"] }]
    const marked = (mark: "saved" | "applied" | "dismissed", posting: string) => Shortlist.markdown({ ...ranked, jobs: [{ ...first, also }] }, changes, [{ posting, mark }])
    assert.match(marked("saved", first.id), /^## 1\. .*saved\)$/m)
    assert.match(marked("applied", also[0]!.id), /^## 1\. .*applied\)$/m)
    for (const posting of [first.id, also[0]!.id]) assert.notInclude(marked("dismissed", posting), first.url)
  })

  it("holds the first twenty, and says so where there is none", () => {
    const jobs = Array.from({ length: 30 }, (_, index) => ({ ...first, rank: index + 1 }))
    assert.lengthOf([...Shortlist.markdown({ ...ranked, jobs }, changes).matchAll(/^## /gm)], 20)
    assert.include(Shortlist.markdown({ ...ranked, jobs: [] }, changes), "None of the postings is ranked")
  })

  it("lets no title out of its heading, whatever is in it", () => {
    const hostile = [
      "](javascript:alert(1))", "[x](https://evil.example)", "![x](https://evil.example/i.png)", "<img src=x onerror=alert(1)>", "&lt;b&gt; &copy;", "a | b `c` **d** ~~e~~ $f$",
      "x\n\n# y", "\u202Egnp.exe", "a\u0000\u001B[31mb\u200B", "https://evil.example www.evil.example a@evil.example @everyone #1", "\\](x)", "<!-- -->"
    ]
    for (const title of hostile) {
      const text = page({ title, reasons: [], unstated: [], also: [], places: [], pay: null })
      const heading = text.split("\n").filter((line) => line.startsWith("## "))
      assert.lengthOf(heading, 1)
      assert.match(heading[0]!, /^## 1\. \[(?:[^\]\\]|\\.)*\]\(https:\/\/jobs\.example\/acme\/2\)$/, title)
      assert.notMatch(text, /[\p{Cf}\u0000-\u0009\u000B-\u001F<>]|[^\\]:\/\/evil|www\.|(?<!\\)[@|`]/u, title)
    }
  })
})

describe("Markdown", () => {
  it("links to https alone, and percent-encodes what could end an address", () => {
    assert.strictEqual(Markdown.link("a", "javascript:alert(1)"), "a")
    assert.strictEqual(Markdown.link("a", "http://x.example"), "a")
    assert.strictEqual(Markdown.link("a", "https://x.example/(b)?c=[d]&copy=<e>"), "[a](https://x.example/%28b%29?c=%5Bd%5D&amp;copy=%3Ce%3E)")
  })

  it.prop("leaves no markup unescaped in any text", [Schema.String], ([text]) => {
    assert.notMatch(Markdown.text(text).replaceAll(/\\./gu, "").replaceAll(/&(?:amp|lt|gt);/g, ""), /[\\`*_{}[\]<>#|~!$@&^\r\n\u202A-\u202E\u2066-\u2069]/u)
  })
})
