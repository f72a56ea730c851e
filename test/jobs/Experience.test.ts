import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Experience as Understood } from "../../schemas/Engagement.ts"
import * as Experience from "../../src/jobs/Experience.ts"
import * as Lines from "./Lines.ts"
import { work } from "./Shipped.ts"

const of = (text: string) => Experience.of(Lines.each(text, (line) => Experience.inLine(line, work)))
const years = (text: string) => of(text).stated.map(({ minimum, maximum }) => (maximum === null ? `${minimum}+` : `${minimum}-${maximum}`)).join(" ")

describe("Experience", () => {
  it.each([
    ["5+ years of experience", "5+"], ["5+ years building distributed systems", "5+"], ["3-5 years of experience", "3-5"], ["3 – 5 years' experience", "3-5"], ["3 to 5 years of relevant experience", "3-5"],
    ["at least five years of experience", "5+"], ["At least 5 years in product", "5+"], ["minimum of 3 years", "3+"], ["Minimum 3 years experience", "3+"], ["five (5) years of experience", "5+"], ["10 years of professional experience", "10+"],
    ["5 or more years of experience", "5+"], ["2 yrs exp", "2+"], ["1 year of experience", "1+"], ["up to 2 years of experience", "0-2"], ["mindestens 3 Jahre Berufserfahrung", "3+"], ["3 ans d'expérience", "3+"],
    ["al menos 3 años de experiencia", "3+"], ["3 anos de experiência", "3+"], ["3 anni di esperienza", "3+"], ["3年以上の経験", "3+"], ["5+ years in sales, 2+ years in management", "5+ 2+"],
    ["over the past 5 years we grew", ""], ["founded 10 years ago", ""], ["18 years of age or older", ""], ["You are 18 years old", ""], ["a 4-year degree", ""], ["vests over 4 years", ""], ["our 10 year anniversary", ""],
    ["named a best place to work 5 years in a row", ""], ["25 days of leave a year", ""], ["100 years of history", ""], ["401k after 1 year of service", ""], ["$100,000 per year", ""], ["in the next 5 years", ""], ["version 5, years later", ""]
  ])("reads: %s", (text, expected) => assert.strictEqual(years(text), expected))

  it("takes the most of the least numbers, each with its stretch", () => {
    const text = "Must have 2+ years of Rust and 5-7 years of experience."
    const { minimum, stated } = of(text)
    assert.strictEqual(minimum, 5)
    assert.deepStrictEqual(stated.map(({ evidence: { start, end, rule } }) => [text.slice(start, end), rule]), [["2+ years", "experience.years"], ["5-7 years", "experience.range"]])
    assert.deepStrictEqual(of(""), { minimum: null, stated: [] })
  })

  const pieces = Schema.Array(Schema.Literals(["5", "+", " years", " of experience", "at least ", "five", "-", "to ", " ", ".", "(", ")", "年", "以上", "\n", "ago", "min."]))
  it.prop("reads any text, with stretches inside it and a schema it fits", [Schema.String, pieces], ([any, words]) => {
    for (const text of [any, words.join("")]) {
      const found = of(text)
      Schema.decodeUnknownSync(Understood, { onExcessProperty: "error" })(found)
      for (const { evidence: { start, end } } of found.stated) assert.isTrue(0 <= start && start < end && end <= text.length)
    }
  })
})
