import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Terms from "../../src/jobs/Terms.ts"

const found = (table: Readonly<Record<string, ReadonlyArray<string>>>, text: string, decoys: ReadonlyArray<string> = []) =>
  Terms.find(Terms.lexicon(Object.entries(table), decoys), text).map(({ key, excerpt }) => `${key}: ${excerpt}`)

describe("Terms", () => {
  it("finds words whatever their case, punctuation and compatibility form", () => {
    assert.deepStrictEqual(found({ ml: ["machine learning"] }, "Staff MACHINE-Learning Engineer"), ["ml: MACHINE-Learning"])
    assert.deepStrictEqual(found({ ml: ["machine learning"] }, "Ｍａｃｈｉｎｅ Learning"), ["ml: Ｍａｃｈｉｎｅ Learning"])
  })

  it("finds whole words only", () => {
    assert.deepStrictEqual(found({ intern: ["intern"] }, "Internal Tools, International"), [])
    assert.deepStrictEqual(found({ intern: ["intern"] }, "Research Intern"), ["intern: Intern"])
  })

  it("tells C, C++, C# and .NET apart", () => {
    const table = { c: ["C"], cpp: ["C++"], cs: ["C#"], net: [".NET"] }
    assert.deepStrictEqual(found(table, "C/C++ and C#, .NET or net"), ["c: C", "cpp: C++", "cs: C#", "net: .NET"])
    assert.deepStrictEqual(found(table, "ASP.NET"), [])
  })

  it("takes the longest term at each place, and no overlap", () => {
    const table = { field: ["machine learning"], learning: ["learning engineer"], job: ["machine learning engineer"], sales: ["sales"] }
    assert.deepStrictEqual(found(table, "Machine Learning Engineer, Sales"), ["job: Machine Learning Engineer", "sales: Sales"])
  })

  it("lets a decoy take its words away", () => {
    assert.deepStrictEqual(found({ staff: ["staff"] }, "Member of Technical Staff", ["member of technical staff"]), [])
    assert.deepStrictEqual(found({ staff: ["staff"] }, "Staff Engineer", ["member of technical staff"]), ["staff: Staff"])
  })

  it("ends a word where a script without spaces changes", () => {
    assert.deepStrictEqual(Terms.words("機械学習エンジニアです").map(({ word }) => word), ["機械学習", "エンジニア", "です"])
    assert.deepStrictEqual(Terms.words("iOSエンジニア").map(({ word }) => word), ["ios", "エンジニア"])
  })

  it.prop("reads plain letters alike beside other ones", [Schema.String.check(Schema.isPattern(/^[ -~]*$/))], ([text]) => {
    assert.deepStrictEqual(Terms.words(`${text} é`).slice(0, -1), Terms.words(text))
  })

  it.prop("excerpts what it found, and finds it again in the excerpt", [Schema.String, Schema.NonEmptyString], ([before, term]) => {
    const [word] = Terms.words(term)
    if (word === undefined) return
    const lexicon = Terms.lexicon([["key", [term]]])
    for (const { excerpt } of Terms.find(lexicon, `${before} ${term}`)) assert.strictEqual(Terms.find(lexicon, excerpt).length, 1)
  })
})
