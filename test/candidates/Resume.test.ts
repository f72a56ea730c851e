import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { CountryCode } from "../../schemas/Profile.ts"
import * as Resume from "../../src/candidates/Resume.ts"
import * as Tenure from "../../src/candidates/Tenure.ts"
import * as Resumes from "./Resumes.ts"

const facts = (...lines: ReadonlyArray<string>) => Resume.facts(Resume.ofText(lines.join("\n"), Resumes.understanding), Resumes.understanding, Resumes.day)
const months = (line: string) => {
  const range = Tenure.find(line)?.range
  return range === undefined ? undefined : range.to === undefined ? "lasts" : range.to - range.from
}

describe("a time at work", () => {
  const spans: ReadonlyArray<readonly [line: string, months: number | "lasts" | undefined]> = [
    ["Mar 2021 – Apr 2022", 14],
    ["Engineer, Acme, September 2020 - september 2020", 1],
    ["06/2017 - 02/2021", 45],
    ["2019-03-01 – 2019-05-31", 3],
    ["2019-2021", 24],
    ["2019 to 2021", 24],
    ["2021 — Present", "lasts"],
    ["Engineer 2019 – 2021", 24],
    ["2019", undefined],
    ["call 030 2019 2021", undefined],
    ["10,000 - 20,000", undefined]
  ]
  for (const [line, expected] of spans) it(`reads ${line}`, () => assert.strictEqual(months(line), expected))

  it("counts times side by side once, and none after today", () => {
    const years = (...lines: ReadonlyArray<string>) => Tenure.years(lines.map((line) => Tenure.find(line)!.range), "2026-11-22")
    assert.strictEqual(years("01/2020 - 12/2021", "01/2021 - 12/2022"), 3)
    assert.strictEqual(years("11/2020 - now"), 6)
    assert.strictEqual(years("2020 - 2090"), 6)
    assert.strictEqual(years("2024 - 2020"), 0)
    assert.isNull(Tenure.years([], "2026-11-22"))
  })
})

describe("a résumé", () => {
  it("gives what its lines say", () => assert.deepStrictEqual(facts(...Resumes.lines), Resumes.facts))

  it("names a title on the dated line, above it or below it, and never from a sentence", () => {
    const roles = (...lines: ReadonlyArray<string>) => facts("Experience", ...lines).roles
    assert.deepStrictEqual(roles("Account Executive, Acme, 2019 - 2021"), ["account_executive"])
    assert.deepStrictEqual(roles("Account Executive", "Acme 2019 - 2021"), ["account_executive"])
    assert.deepStrictEqual(roles("Acme 2019 - 2021", "Account Executive"), ["account_executive"])
    assert.deepStrictEqual(roles("Acme 2019 - 2021", "- Hired a recruiter"), [])
    assert.deepStrictEqual(roles("Acme Security | Senior Software Engineer | 2019 - 2021"), ["software_engineering"])
  })

  it("takes the level of the latest title that names one", () => {
    assert.deepStrictEqual(facts("Experience", "Staff Software Engineer, 2022 - now", "Senior Software Engineer, 2019 - 2022").seniorities, ["staff"])
    assert.deepStrictEqual(facts("Experience", "Member of Technical Staff, 2022 - now", "Junior Software Engineer, 2019 - 2022").seniorities, ["entry"])
  })

  it("counts no studies as work", () => {
    const studied = facts("Experience", "Software Engineer 2020 - 2022", "Education", "BSc Data Science, 2014 - 2018")
    assert.deepStrictEqual([studied.roles, studied.years_of_experience], [["software_engineering"], 2])
  })

  it("takes a skill that is a common word only where it stands alone, spelled as a name", () => {
    assert.deepStrictEqual(facts("We go to R and D for vitamin C, and excel").skills, [])
    assert.deepStrictEqual(facts("Skills: Go, R, C, Excel").skills, ["Go", "R", "C", "Excel"])
    assert.deepStrictEqual(facts("C++ / C# / .NET").skills, ["C++", "C#", ".NET"])
  })

  it("knows a place above the first heading only, and only with its country", () => {
    assert.deepStrictEqual(facts("Ada", "Paris, France | a@example.org").cities, ["Paris"])
    assert.deepStrictEqual(facts("Ada", "Austin, TX").countries, [])
    assert.deepStrictEqual(facts("Experience", "Paris, France").countries, [])
  })

  it("takes for a city what looks like a name, and nothing longer or stranger", () => {
    const cities = (city: string) => Resume.facts({ lines: [], places: [{ city, country: CountryCode.make("FR") }] }, Resumes.understanding, Resumes.day).cities
    assert.deepStrictEqual(["Saint-Étienne", "L'Haÿ-les-Roses", "call 5550142", "a sentence of a résumé that goes on and on and on", "x".repeat(50)].flatMap(cities), ["Saint-Étienne", "L'Haÿ-les-Roses"])
  })

  it("keeps no word of its own: of any text, only what the tables hold comes out", () => {
    const found = facts("Florbin Wexley", "Experience", "Grand Vizier of Snorfle, Quuxland, 2010 - 2020", "Skills", "basket weaving, dowsing")
    assert.deepStrictEqual(found, { roles: [], seniorities: [], skills: [], cities: [], countries: [], languages: [], years_of_experience: 10 })
  })

  it.prop("is read whatever it holds", [Schema.Array(Schema.String)], ([lines]) => {
    facts(...lines)
  })
})
