import { assert, describe, it } from "@effect/vitest"
import * as Xml from "../../src/boards/Xml.ts"

const plain = (text: string): unknown => {
  const parsed = Xml.parse(text)
  return parsed === undefined ? undefined : JSON.parse(JSON.stringify(parsed))
}

describe("Xml", () => {
  it("is text, children, attributes, and a list of equal siblings", () => {
    assert.deepStrictEqual(plain('<a><b>1</b><c x="2"/><c>3</c><d/><e y="4">5</e></a>'), { a: { b: "1", c: [{ "@x": "2" }, "3"], d: null, e: { "@y": "4", "#text": "5" } } })
  })

  it("joins text and CDATA, and decodes the five entities and numbers", () => {
    assert.deepStrictEqual(plain("<a>R&amp;D &#233;<![CDATA[ <b>&amp;</b>]]></a>"), { a: "R&D é <b>&amp;</b>" })
  })

  it("keeps names that mean something to JavaScript as names", () => {
    const parsed = Xml.parse("<a><__proto__>1</__proto__><constructor>2</constructor></a>")!["a"] as Xml.Element
    assert.deepStrictEqual(Object.keys(parsed), ["__proto__", "constructor"])
  })

  it("refuses what does not close as it opened, several roots, and text around the root", () => {
    for (const bad of ["", "x", "<a>", "<a/", "<a><b/", "<a></b>", "<a><b></a>", "<a><b></a></b>", "<a/><b/>", "<a/><a/>", "<a/>x", "</a>"]) {
      assert.isUndefined(Xml.parse(bad), bad)
    }
  })

  it("ends in time whatever it is given", () => {
    const start = performance.now()
    for (const bad of ["<a>".repeat(200_000), "<a ".repeat(200_000), "&".repeat(500_000), `<a ${'b="c" '.repeat(100_000)}/>`]) Xml.parse(bad)
    assert.isBelow(performance.now() - start, 3000)
  })
})
