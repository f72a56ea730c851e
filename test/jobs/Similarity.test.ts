import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Similarity from "../../src/jobs/Similarity.ts"
import * as Tokens from "../../src/jobs/Tokens.ts"
import * as Lines from "./Lines.ts"
import * as Taxonomy from "./Taxonomy.ts"

const of = ({ skills = [], titles = [] }: { titles?: ReadonlyArray<string>; skills?: ReadonlyArray<string> }, offered: { title?: string; text?: string; skills?: ReadonlyArray<string> }): number => {
  const asked = Similarity.asked(titles, Taxonomy.words)
  const gist = Similarity.gist(Lines.map(offered.text ?? "", (line) => Similarity.inLine(Tokens.of(line), asked, Taxonomy.words)))
  return Similarity.of(Similarity.wanted(titles, skills, Taxonomy.words), { title: offered.title ?? "", text: gist, skills: new Set(offered.skills ?? []) }, Taxonomy.words)
}

describe("Similarity", () => {
  it("is the higher the more of a title's words are there, in any form", () => {
    const wanted = { titles: ["Machine Learning Engineer"] }
    const likeness = ["Machine Learning Engineer", "Senior ML Engineering Lead", "Machine Vision Engineer", "Backend Developer", "Payroll Accountant"].map((title) => of(wanted, { title }))
    assert.deepStrictEqual(likeness, likeness.toSorted((a, b) => b - a))
    assert.strictEqual(likeness[0], 714, "all of the title's share, nothing of the text's")
    assert.strictEqual(likeness[4], 0)
  })

  it("is that of the best of several titles", () => {
    const offered = { title: "Data Scientist", text: "Our data scientists work with data." }
    assert.strictEqual(of({ titles: ["Gardener", "Data Scientist"] }, offered), of({ titles: ["Data Scientist"] }, offered))
  })

  it("hears what the text says, and skills both sides have", () => {
    assert.isAbove(of({ titles: ["Welder"] }, { title: "Metal Worker", text: "You are a welder." }), 0)
    assert.isAbove(of({ skills: ["python", "sql"] }, { skills: ["sql", "go"] }), 0)
    assert.strictEqual(of({ skills: ["python", "sql"] }, { skills: ["sql", "python", "go"] }), 1000)
  })

  it("is nothing to a candidate who says nothing", () => assert.strictEqual(of({}, { title: "Welder", text: "Welding", skills: ["welding"] }), 0))

  const Texts = Schema.Struct({ titles: Schema.Array(Schema.String), skills: Schema.Array(Schema.String), title: Schema.String, text: Schema.String, offered: Schema.Array(Schema.String) })
  it.prop("is a whole number from 0 to 1000, the same each time, of any texts", [Texts], ([{ offered, skills, text, title, titles }]) => {
    const likeness = of({ titles, skills }, { title, text, skills: offered })
    assert.isTrue(Number.isInteger(likeness) && likeness >= 0 && likeness <= 1000)
    assert.strictEqual(of({ titles, skills }, { title, text, skills: offered }), likeness)
  })

  it.prop("is never lowered by a skill in common", [Texts, Schema.String], ([{ offered, skills, text, title, titles }, skill]) => {
    const wanted = { titles, skills: [...skills, skill] }
    assert.isAtLeast(of(wanted, { title, text, skills: [...offered, skill] }), of(wanted, { title, text, skills: offered }))
  })
})
