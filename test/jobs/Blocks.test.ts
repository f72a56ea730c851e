import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import * as path from "node:path"
import { type Block, Blocks as BlocksSchema, maximumDepth } from "../../schemas/Blocks.ts"
import type { PostingText } from "../../schemas/Posting.ts"
import type { RawText } from "../../schemas/RawText.ts"
import * as Blocks from "../../src/jobs/Blocks.ts"

const of = (form: PostingText["form"], raw: string) => Blocks.of({ form, raw: raw as RawText })
const shown = (html: string): string => Blocks.text(of("html", html))
const plain = (raw: string): string => Blocks.text(of("plain", raw))

const isTree = Schema.is(BlocksSchema)
const depth = (blocks: ReadonlyArray<Block>): number => Math.max(0, ...blocks.map((block) => {
  if (block.kind === "list") return 1 + Math.max(0, ...block.items.map(({ blocks }) => depth(blocks)))
  if (block.kind === "quote") return 1 + depth(block.blocks)
  return block.kind === "table" ? 1 + Math.max(0, ...block.rows.flat().map(depth)) : 0
}))

/** What holds of any tree of any text. */
const assertSound = (form: PostingText["form"], raw: string): void => {
  const blocks = of(form, raw)
  assert.isTrue(isTree(blocks), raw)
  assert.isAtMost(depth(blocks), 2 * maximumDepth)
  const text = Blocks.text(blocks)
  assert.isTrue(text.isWellFormed())
  assert.notMatch(text, /[\u0000-\u0009\u000b-\u001f\u200b\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e0fff}]/u)
  assert.notMatch(text, /^\s|\s$|\n\s|\s\n|[^\S\n]{2}/)
  assert.strictEqual(plain(text), text)
}

const words = ["a", "b ", " ", "&amp;lt;", "<", "\u0000", "\u202e", "é\u200dé", "- x", "1. ", "•", "\n", "x\u00a0y", "\ud800", "&#x202e;", "&nbsp;", "]]>", "-->", "<!--", "<![CDATA["]
const names = ["p", "div", "ul", "ol", "li", "b", "a", "table", "tr", "td", "th", "h2", "br", "hr", "pre", "blockquote", "svg", "script", "style", "template", "select", "span", "dl", "dd", "caption", "x-y", "foreignObject"]
const attributes = ["", " hidden", " style='display:none'", " style=\"white-space:pre;display:block\"", " href='https://example.com/a?b=1&amp;c'", " href=javascript:alert(1)", " open", "/"]
const tags = names.flatMap((name) => [...attributes.map((attribute) => `<${name}${attribute}>`), `</${name}>`])
const Soup = Schema.Array(Schema.Literals([...words, ...tags]))

describe("Blocks", () => {
  it("gives headings, paragraphs, lists in lists, quotes, rules and tables", () => {
    const run = (text: string, emphasis = false) => ({ text: text as RawText, emphasis, link: null })
    const paragraph = (text: string) => ({ kind: "paragraph" as const, runs: [run(text)] })
    assert.deepStrictEqual(
      of("html", "<h2>The role</h2><p>Build <b>it</b></p><ol><li>one<ul><li>two</ul><li>three</ol><hr><blockquote>said</blockquote><table><tr><th>Pay<td>90<tr><td>Days<td>25</table>"),
      [
        { kind: "heading", level: 2, runs: [run("The role")] },
        { kind: "paragraph", runs: [run("Build "), run("it", true)] },
        {
          kind: "list",
          items: [
            { marker: "1.", blocks: [paragraph("one"), { kind: "list", items: [{ marker: "•", blocks: [paragraph("two")] }] }] },
            { marker: "2.", blocks: [paragraph("three")] }
          ]
        },
        { kind: "rule" },
        { kind: "quote", blocks: [paragraph("said")] },
        { kind: "table", rows: [[[{ kind: "paragraph", runs: [run("Pay", true)] }], [paragraph("90")]], [[paragraph("Days")], [paragraph("25")]]] }
      ]
    )
  })

  it("decodes entities once, and twice only where the board escaped its HTML", () => {
    assert.strictEqual(shown("R&amp;D &amp;lt;script&amp;gt; &eacute;&#39;"), "R&D &lt;script&gt; é'")
    assert.strictEqual(Blocks.text(of("escaped_html", "&lt;p&gt;R&amp;amp;D &amp;amp;lt;b&amp;amp;gt; We&amp;#39;re&lt;/p&gt;")), "R&D &lt;b&gt; We're")
    assert.strictEqual(plain("R&amp;D <b>"), "R&amp;D <b>")
  })

  it("puts white space as a browser does", () => {
    assert.strictEqual(shown(" <p> a\n\t b <b> c </b>d</p>e<br>f<br><br>g<div>h</div>i<pre>j  k\n  l</pre>"), "a b c d\ne\nf\ng\nh\ni\nj k\nl")
    assert.strictEqual(shown("<span>a</span><span>b</span> <span>c</span>"), "ab c")
    assert.strictEqual(shown("<span style='display:block'>a</span><span style='display: block'>b</span>"), "a\nb")
    assert.strictEqual(shown("<p>&nbsp;</p><p>a&nbsp;&nbsp;b</p>"), "a b")
    assert.strictEqual(shown("a<div>b<p>c</p>d</div>e"), "a\nb\nc\nd\ne")
    assert.strictEqual(shown("<ol><li>a<p>b</p><li>c</ol>d"), "1. a\nb\n2. c\nd")
  })

  it("ends elements where a browser ends them", () => {
    assert.strictEqual(shown("<p hidden>a<div>b</div>"), "b")
    assert.strictEqual(shown("<ul><li hidden>a<li>b</ul>"), "• b")
    assert.strictEqual(shown("<div hidden>a<p>b</span>c</p></b>d</div>e"), "e")
    assert.strictEqual(shown("<table><tr><td hidden>a</div>b<td>c</table>d"), "c\nd")
    assert.strictEqual(shown("<ul><li>a<div><li>b</ul>"), "• a\n• b")
    assert.strictEqual(shown("<ul><li>a</li><ul><li>b</li></ul></ul>"), "• a\n• b")
  })

  it("keeps nothing of what is not shown", () => {
    const hidden = [
      "<script>x</script>",
      "<SCRIPT type=x>x</scRIPT >",
      "<style>x</style>",
      "<template><p>x</p></template>",
      "<noscript><p>x</p></noscript>",
      "<svg><title>x</title><foreignObject><p>x</p></foreignObject></svg>",
      "<math><mtext>x</mtext></math>",
      "<iframe>x</iframe>",
      "<object>x</object>",
      "<select><option>x</select>",
      "<textarea>x</textarea>",
      "<title>x</title>",
      "<!-- x -->",
      "<!doctype x>",
      "<?x?>",
      "<![CDATA[x]]>",
      "<div hidden>x<b>x</b></div>",
      "<div hidden=until-found>x</div>",
      "<div style='color:red; DISPLAY : none !important'>x<p>x</p></div>",
      "<div style='display&#58;none'>x</div>",
      "<span style='visibility:hidden'>x</span>",
      "<span style='opacity:0.0'>x</span>",
      "<span style='font-size:0px'>x</span>",
      "<dialog>x</dialog>"
    ]
    for (const html of hidden) assert.strictEqual(shown(`a${html} b`).replace("\n", " "), "a b", html)
  })

  it("keeps what is shown all the same", () => {
    assert.strictEqual(shown("<div style='visibility:hidden'>a<b style='visibility:visible'>b</b></div>"), "b")
    assert.strictEqual(shown("<p aria-hidden=true>a</p><details>b</details><svg><p>c</p>"), "a\nb\nc")
    assert.strictEqual(shown("<p style='opacity:0.5; display:inline'>a</p><x-y>b</x-y><button>c</button>a < b && c <3"), "a\nbca < b && c <3")
  })

  it("takes out characters that hide or turn, and keeps joiners where scripts need them", () => {
    assert.strictEqual(shown("Py\u200bth\u00ad\u2060on\ufeff &#x202e;dne\u202c\u0000\u{e0041}"), "Python dne")
    assert.strictEqual(shown("👩\u200d💻 نمی\u200cخواهم a\u200db \ud800c"), "👩\u200d💻 نمی\u200cخواهم ab \ufffdc")
  })

  it("keeps links to named hosts over https alone", () => {
    const link = (href: string) => {
      const [block] = of("html", `<a href="${href}">x</a>`)
      return block?.kind === "paragraph" ? block.runs[0]?.link : undefined
    }
    for (const href of ["https://example.com", " https://jobs.example.co.uk:8443/a/b?c=1&amp;d=%20#e "]) {
      assert.strictEqual(link(href), href.trim().replace("&amp;", "&"))
    }
    for (
      const href of [
        "http://example.com",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//example.com",
        "/a",
        "https://user@example.com",
        "https://example.com@evil.example",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://exаmple.com/",
        "https://example.com/\u202e",
        "https://example.com\\@evil.example",
        "https://example.com/ a",
        "https://example.com/&quot;onclick",
        `https://example.com/${"a".repeat(2048)}`
      ]
    ) assert.strictEqual(link(href), null, href)
  })

  it("reads paragraphs, bullets and numbers of plain text", () => {
    assert.deepStrictEqual(
      of("plain", "The role\r\n\r\n- Build\n  and run\n* Ship\n\n1. First\n2) Second\nMore\nlines").map((block) => block.kind === "list" ? block.items.map(({ marker }) => marker) : block.kind),
      ["paragraph", ["-", "*", "1.", "2)"], "paragraph"]
    )
    assert.strictEqual(plain("- Build\n  and run\n* Ship"), "- Build and run\n* Ship")
    assert.strictEqual(plain("-5 degrees, 3.5 years, 2019. It"), "-5 degrees, 3.5 years, 2019. It")
  })

  it("reads bullets typed by hand in a paragraph of HTML", () => {
    assert.deepStrictEqual(of("html", "<p>You have:<br>• Go<br>•Rust</p>").map(({ kind }) => kind), ["paragraph", "list"])
    assert.strictEqual(shown("<p>You have:<br>• Go<br>•Rust</p>"), "You have:\n• Go\n• Rust")
  })

  it("takes tables apart that are there for the layout", () => {
    assert.deepStrictEqual(of("html", "<table><tr><td><h2>a</h2><p>b</p></td></tr><tr><td></td></tr></table>").map(({ kind }) => kind), ["heading", "paragraph"])
    assert.strictEqual(shown("<table><tr><td>Pay<td>90k<tr><td>For<td><ul><li>a<li>b</ul></table>"), "Pay | 90k\nFor\n• a\n• b")
  })

  it.prop("gives a sound tree of any text in any form", [Schema.String, Schema.Literals(["html", "escaped_html", "plain"])], ([raw, form]) => assertSound(form, raw))

  it.prop("gives a sound tree of any tag soup", [Soup], ([soup]) => {
    for (const form of ["html", "escaped_html", "plain"] as const) assertSound(form, soup.join(""))
  }, { arbitrary: { runs: 1000 } })

  it("bounds the depth of the tree, and loses no text to depth", () => {
    for (const tag of ["ul><li", "blockquote", "table><tr><td", "div", "b", "x-y"]) {
      const html = `<${tag}>a`.repeat(10_000)
      assertSound("html", html)
      assert.strictEqual(shown(html).replaceAll(/[^a]/g, "").length, 10_000, tag)
    }
  })

  it("reads megabytes of markup of any shape", () => {
    const shapes = ["<div>", "<b>x", "<b>x</b><br>", "<ul><li>x", "<ol><li>x", "<table><tr><td>x", "</p>", "<p>x", "<!--", "&amp;", "<", " ", "a\n", "<p a=1 ", "<a href=https://x.yy>", "<ul><li>x</ul><li></li>", "<svg><p>"]
    for (const shape of shapes) assertSound("html", shape.repeat(1_000_000 / shape.length))
  }, 60_000)
})

const vectors = path.resolve(process.env["SIGNALCRAFT_VECTORS"] ?? "../shared/vectors", "xss.txt")
const absent = !fs.existsSync(vectors)
const suite = absent ? describe.skip : describe

suite(`hostile texts${absent ? ` (skipped: no ${vectors}; set SIGNALCRAFT_VECTORS)` : ""}`, () => {
  it("give allowed blocks alone, one by one and all together", () => {
    const all = fs.readFileSync(vectors, "utf8")
    for (const raw of [...all.split("\n"), all]) {
      for (const form of ["html", "escaped_html", "plain"] as const) assertSound(form, raw)
      const addresses = JSON.stringify(of("html", raw)).match(/"link":"[^"]*"/g) ?? []
      for (const address of addresses) assert.match(address, /^"link":"https:\/\/[a-z0-9.-]+[/"?#:]/i)
    }
  })
})
