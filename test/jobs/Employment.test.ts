import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Employment as Understood } from "../../schemas/Engagement.ts"
import type { EmploymentType } from "../../schemas/Posting.ts"
import * as Employment from "../../src/jobs/Employment.ts"
import * as Lines from "./Lines.ts"
import { work } from "./Shipped.ts"

const of = (title: string, text: string | null = null, employment_type: EmploymentType | null = null) => 
  Employment.of({ title, employment_type }, Lines.each(text, (line) => Employment.inLine(line, work)), work)

describe("Employment", () => {
  it.each<readonly [string, EmploymentType | null]>([
    ["Software Engineer Intern", "intern"], ["Summer Internship, Research", "intern"], ["Werkstudent (m/w/d) Data", "intern"], ["Praktikum Marketing", "intern"], ["Stagiaire Communication", "intern"],
    ["Alternance - Développeur", "intern"], ["Becario de datos", "intern"], ["Estágio em Engenharia", "intern"], ["Tirocinio Marketing", "intern"], ["インターン エンジニア", "intern"], ["Apprentice Electrician", "intern"],
    ["Recruiter (Contract)", "contract"], ["Freelance Illustrator", "contract"], ["Contractor, Data Labelling", "contract"], ["Recruiter (6 month contract)", "temporary"], ["Office Manager, Maternity Cover", "temporary"],
    ["Analyst (Fixed-Term)", "temporary"], ["Développeur (CDD)", "temporary"], ["Sachbearbeiter (befristet)", "temporary"], ["Barista - Part-Time", "part_time"], ["Buchhalter in Teilzeit", "part_time"],
    ["Vendeur temps partiel", "part_time"], ["Engineer (Full-time)", "full_time"], ["Part-time Internship", "intern"],
    ["Contract Manager", null], ["Contracts Counsel", null], ["Smart Contract Engineer", null], ["Internal Communications Lead", null], ["Intern Program Manager", null], ["Stage Manager", null], ["Early Stage Investor", null],
    ["International Tax Lead", null], ["Contract Administrator", null], ["Software Engineer", null]
  ])("reads the title %s", (title, expected) => assert.strictEqual(of(title).type, expected))

  it("takes the field, then the title, then the text", () => {
    assert.deepStrictEqual([of("Intern", null, "full_time"), of("Intern", "This is a contract role."), of("Engineer", "This is a contract role.")].map(({ type, source }) => [type, source]), [
      ["full_time", "field"],
      ["intern", "title"],
      ["contract", "text"]
    ])
    assert.deepStrictEqual(of("Engineer", "This is a contract role.").evidence[0], { field: "text", item: 0, start: 0, end: 18, rule: "employment.contract" })
  })

  it("says nothing where the text says two kinds, or that it is not so", () => {
    assert.isNull(of("Engineer", "Full-time position or part-time position.").type)
    assert.isNull(of("Engineer", "This is not a contract position.").type)
    assert.strictEqual(of("Engineer", "Employment type: Full-time").type, "full_time")
  })

  it.prop("reads any text, with stretches inside it and a schema it fits", [Schema.String, Schema.String], ([title, text]) => {
    const found = of(title, text)
    Schema.decodeUnknownSync(Understood, { onExcessProperty: "error" })(found)
    for (const { field, start, end } of found.evidence) assert.isTrue(0 <= start && start <= end && end <= (field === "title" ? title : text).length)
  })
})
