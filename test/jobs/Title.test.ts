import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { Span } from "../../schemas/Span.ts"
import { TitleUnderstanding } from "../../schemas/TitleUnderstanding.ts"
import * as Title from "../../src/jobs/Title.ts"
import { taxonomy as tables } from "./Shipped.ts"
import { cases } from "./TitleCases.ts"

const understand = (title: string): TitleUnderstanding => Title.understand(title, tables)
const said = (title: string, spans: ReadonlyArray<Span>): ReadonlyArray<string> => spans.map(({ start, end, rule }) => `${rule}: ${title.slice(start, end)}`)
const plainly = ({ family, seniority, track }: TitleUnderstanding) => ({ family, seniority, track })
const allSpans = ({ evidence }: TitleUnderstanding): ReadonlyArray<Span> => [...evidence.family, ...evidence.seniority, ...evidence.track, ...evidence.ambiguous]

describe("Title", () => {
  it.each(cases)("$title", ({ title, family, seniority, track }) => {
    assert.deepStrictEqual(plainly(understand(title)), { family, seniority, track })
  })

  it("gives the family's domain", () => {
    assert.strictEqual(understand("Software Engineer").domain, "engineering")
    assert.strictEqual(understand("Barista, Sales").domain, "operations")
    assert.strictEqual(understand("Research Engineer").domain, "engineering")
    assert.strictEqual(understand("Security Engineer").domain, "engineering")
    assert.strictEqual(understand("Security Guard").domain, "trust")
    assert.strictEqual(understand("Solutions Engineer").domain, "sales")
    assert.strictEqual(understand("Brand Designer").domain, "marketing")
    assert.isNull(understand("General Application").domain)
  })

  it("says which words told it what", () => {
    const title = "Senior Software Engineer II (Payroll), Tech Lead Manager"
    const { mentioned, evidence } = understand(title)
    assert.deepStrictEqual(mentioned, ["tax_and_treasury"])
    assert.deepStrictEqual(said(title, evidence.family), ["roles.software_engineering: Software Engineer", "roles.tax_and_treasury: Payroll"])
    assert.deepStrictEqual(said(title, evidence.ambiguous), ["ambiguous.level: II"])
    assert.deepStrictEqual(said("Sr. Manager, Tax", understand("Sr. Manager, Tax").evidence.seniority), ["seniorities.senior: Sr"])
    assert.deepStrictEqual(said("Sr. Manager, Tax", understand("Sr. Manager, Tax").evidence.track), ["tracks.manager: Manager"])
  })

  it("lists every other family whose words the title has once, in its order", () => {
    assert.deepStrictEqual(understand("Recruiter, Security Engineering and Sales, Security").mentioned, ["information_security", "sales_management"])
    assert.deepStrictEqual(understand("Security - Security Engineer").mentioned, [])
  })

  it.each([
    ["Software Engineer (L5)", "L5"],
    ["Software Engineer, IC3", "IC3"],
    ["Engineer III", "III"],
    ["Account Executive 2", "2"],
    ["Data Analyst - Level II", "Level II"],
    ["Staff Accountant", "Staff Accountant"],
    ["Associate Director, Finance", "Associate Director"]
  ])("%s speaks of a level and does not say which", (title, words) => {
    const { seniority, evidence } = understand(title)
    assert.strictEqual(seniority, "unspecified")
    assert.deepStrictEqual(said(title, evidence.ambiguous), [`ambiguous.level: ${words}`])
  })

  it("shows both tracks of a title that names both, and takes neither", () => {
    const title = "Engineering Manager (IC)"
    assert.deepStrictEqual(said(title, understand(title).evidence.track), ["tracks.manager: Engineering Manager", "tracks.ic: IC"])
  })

  it("keeps its positions in UTF-16 units of the title as it is, whatever its form", () => {
    const title = "🚀 Ｓｅｎｉｏｒ De\u0301veloppeur ﬁnance – Ingénieur Logiciel"
    const { evidence } = understand(title)
    assert.deepStrictEqual(said(title, evidence.seniority), ["seniorities.senior: Ｓｅｎｉｏｒ"])
    assert.strictEqual(said(title, evidence.family)[0], "roles.software_engineering: De\u0301veloppeur")
  })

  it("reads a title in capitals, in small letters and between spaces alike", () => {
    for (const { title } of cases) {
      const plain = plainly(understand(title))
      for (const form of [title.toUpperCase(), title.toLowerCase(), `\t  ${title}\u00a0 `]) assert.deepStrictEqual(plainly(understand(form)), plain, form)
    }
  })

  it.each(["(Berlin, Germany)", "- New York, NY", "[Remote]", "| London", "(m/f/d)", "– 東京"])("is not moved by %s after a title", (place) => {
    for (const { title } of cases) assert.deepStrictEqual(plainly(understand(`${title} ${place}`)), plainly(understand(title)), title)
  })

  it("finds a family again in the words that told it", () => {
    for (const { title } of cases) {
      for (const { start, end, rule } of understand(title).evidence.family) {
        const { family, mentioned } = understand(title.slice(start, end))
        assert.include([family, ...mentioned].map((name) => `roles.${name}`), rule, title)
      }
    }
  })

  const Pieces = Schema.Array(Schema.Union([Schema.String, Schema.Literals(cases.flatMap(({ title }) => title.split(" ")))]))
  it.prop("never throws, and says where it has it from", [Pieces], ([pieces]) => {
    const title = pieces.join(" ")
    const understanding = understand(title)
    Schema.decodeUnknownSync(TitleUnderstanding, { onExcessProperty: "error" })(understanding)
    for (const { start, end } of allSpans(understanding)) {
      assert.isTrue(start < end && end <= title.length)
      assert.strictEqual(title.slice(start, end), title.slice(start, end).trim())
    }
    const { family, domain, seniority, track, mentioned, evidence } = understanding
    assert.deepStrictEqual(evidence.family.map(({ rule }) => rule), family === null ? [] : [family, ...mentioned].map((name) => `roles.${name}`))
    assert.strictEqual(domain, family === null ? null : tables.roles.families[family]!.domain)
    assert.strictEqual(evidence.seniority.length > 0, seniority !== "unspecified")
    assert.isTrue(track === "unspecified" || evidence.track.length > 0)
  })
})
