import { assert, describe, it } from "@effect/vitest"
import { Parser } from "htmlparser2"
import type { PostingAlert } from "../../schemas/Alerts.ts"
import type { Digest } from "../../schemas/Digest.ts"
import * as DigestMail from "../../src/artifacts/DigestMail.ts"
import * as DigestPage from "../../src/artifacts/DigestPage.ts"
import * as Html from "../../src/artifacts/Html.ts"
import * as Digests from "../../src/jobs/Digest.ts"
import { alerts } from "./Samples.ts"

const digest = Digests.of(alerts)
const posting = digest.daily.alerts.find((alert): alert is PostingAlert => alert.about === "posting")!
const of = (over: Partial<PostingAlert>, weekly: Digest["weekly"] = null): Digest => ({ ...digest, daily: { alerts: [{ ...posting, ...over }] }, weekly })

const hostile = [
  "</title></h1><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><a href=javascript:alert(1)>", "' onmouseover='alert(1)", "&lt;b&gt; &copy;", "a\u0000\u001B[31mb\u200B",
  "\u202Egnp.exe", "](javascript:alert(1))", "x\n\n# y", "<!-- -->", "https://evil.example"
]
/** Everywhere a stranger may write. */
const spoilt = (text: string, url: string): Digest => {
  const also = [{ ...posting.posting, places: [text], url }]
  const alert: PostingAlert = { ...posting, posting: { ...posting.posting, title: text, url, places: [text] }, pay: text, reasons: [text], change: { kind: "title", from: text, to: text }, also }
  const board = digest.daily.alerts.find(({ about }) => about === "board")!
  return { ...digest, daily: { alerts: [alert, { ...board, detail: text } as typeof board] }, weekly: { after: null, earlier: [{ on: digest.as_of, alert }] } }
}

/** Tags with their attributes, and the text between, as a parser reads them. */
const read = (html: string) => {
  const tags: Array<readonly [name: string, attributes: Readonly<Record<string, string>>]> = []
  let text = ""
  const parser = new Parser({ onopentag: (name, attributes) => void tags.push([name, attributes]), ontext: (part) => void (text += part) })
  parser.end(html)
  return { tags, text }
}

describe("DigestMail", () => {
  it("tells of each alert what changed, where it is and why, with a link to the employer's page", () => {
    const html = DigestMail.html(of({ change: { kind: "compensation", from: "USD 1", to: null }, reasons: ["requires C++"], pay: null, score: 7, rank: 3, mark: "saved" }))
    assert.include(html, `<a href="${posting.posting.url}" rel="noreferrer">${posting.posting.title}</a> (saved)`)
    assert.deepStrictEqual(["Pay: USD 1 → not stated", "acme · hybrid · 7 points · rank 3", "requires C++"].filter((part) => !read(html).text.includes(part)), [])
  })

  it("loads nothing, runs nothing, and sets no colour of text or ground", () => {
    const html = DigestMail.html(digest)
    const { tags } = read(html)
    assert.includeMembers(["a", "body", "div", "h1", "h2", "head", "html", "li", "meta", "p", "title", "ul"], tags.map(([name]) => name))
    for (const [, attributes] of tags) for (const name of Object.keys(attributes)) assert.include(["href", "rel", "style", "lang", "charset", "name", "content"], name)
    assert.notMatch(html, /url\(|src=|@import|background|[;"] ?color:/)
    assert.include(html, '<meta name="color-scheme" content="light dark">')
  })

  it("says that there is nothing to tell, and what was told earlier in the week", () => {
    const quiet = read(DigestMail.html({ ...digest, daily: { alerts: [] }, weekly: { after: null, earlier: [] } })).text
    assert.include(quiet, "Nothing to tell.")
    assert.include(quiet, "Earlier in the week")
    const { text } = read(DigestMail.html(of({}, { after: null, earlier: [{ on: "2026-02-01", alert: posting }] })))
    assert.include(text, `2026-02-01: ${posting.posting.title}, acme.`)
  })

  it("lets no text out of its place, whatever is in it", () => {
    const shape = read(DigestMail.html(spoilt("Engineer", "https://jobs.example/1"))).tags
    for (const text of hostile) {
      const html = DigestMail.html(spoilt(text, "https://jobs.example/1"))
      assert.deepStrictEqual(read(html).tags, shape, text)
      assert.notMatch(html, /[\p{Cf}\u0000-\u0009\u000B-\u001F]/u, text)
    }
  })

  it("follows no address but one of https on a named host", () => {
    for (const url of ["javascript:alert(1)", "https://user@evil.example/", "http://jobs.example/1", "https://127.0.0.1/", "https://jobs.example/\"onclick=\"x", "data:text/html,x", "https://jobs.example/\u202Ex"]) {
      assert.deepStrictEqual(read(DigestMail.html(spoilt("Engineer", url))).tags.filter(([name]) => name === "a"), [], url)
    }
    assert.strictEqual(Html.link("a", "https://jobs.example/1?a=1&b=2"), '<a href="https://jobs.example/1?a&#61;1&#38;b&#61;2" rel="noreferrer">a</a>')
    assert.deepStrictEqual(read(Html.link("a", "https://jobs.example/1?a=1&b=2")).tags, [["a", { href: "https://jobs.example/1?a=1&b=2", rel: "noreferrer" }]])
  })
})

describe("DigestPage", () => {
  it("tells the same as the mail", () => {
    const page = DigestPage.markdown(of({ change: { kind: "score", from: "41", to: "63" }, also: [{ id: posting.posting.id, url: "https://jobs.example/9", places: ["Oslo"] }] }, { after: null, earlier: [] }))
    for (const part of [`## [${posting.posting.title}](${posting.posting.url}) (saved)`, "**Score: 41 → 63**", "The same of: [Oslo](https://jobs.example/9).", "# Earlier in the week\n\nNothing was told."]) assert.include(page, part)
    assert.include(DigestPage.markdown({ ...digest, daily: { alerts: [] }, weekly: null }), "Nothing to tell.")
  })

  it("lets no text out of its line, whatever is in it", () => {
    const lines = DigestPage.markdown(spoilt("Engineer", "https://jobs.example/1")).split("\n").length
    for (const text of hostile) {
      const page = DigestPage.markdown(spoilt(text, "https://jobs.example/1"))
      assert.strictEqual(page.split("\n").length, lines, text)
      assert.notMatch(page, /[\p{Cf}\u0000-\u0009\u000B-\u001F<>]|[^\\]:\/\/evil/u, text)
    }
  })
})
