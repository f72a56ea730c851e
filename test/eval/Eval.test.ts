import { assert, describe, it } from "@effect/vitest"
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll } from "vitest"
import * as Agreement from "./Agreement.ts"
import * as Data from "./Data.ts"
import * as Departments from "./Departments.ts"
import * as Overlap from "./Overlap.ts"
import * as Report from "./Report.ts"
import * as Section from "./Section.ts"
import * as Domain from "./sections/domain.ts"

const scratch = mkdtempSync(join(tmpdir(), "signalcraft-eval-"))
afterAll(() => rmSync(scratch, { recursive: true }))

const file = (name: string, ...lines: ReadonlyArray<unknown>): string => {
  const path = join(scratch, name)
  writeFileSync(path, lines.map((line) => typeof line === "string" ? line : JSON.stringify(line)).join("\n"))
  return path
}

const label = (title: string, department: string | null, more: Partial<Data.Label> = {}): Data.Label => ({ job_id: title, company: "Northwind", title, department, ...more })
const labels = [
  label("Software Engineer", "Engineering", { location: "Oslo" }),
  label("Software Engineer ", "Engineering", { location: "Lima" }),
  label("Recruiter", "People"),
  label("Accountant", "Finance & Accounting"),
  label("Payroll Specialist", "People"),
  label("Solutions Engineer", "Go To Market", { team: "Technical Success" }),
  label("Founder's Friend", "Go To Market"),
  label("Ghost", null)
]

describe("the evaluation's files", () => {
  it("are read line by line, whatever else a row has", () => {
    const data = Data.load({ labels: file("labels.ndjson", ...labels.map((row) => ({ ...row, extra: 1 })), ""), skills: file("skills.ndjson", { id: 1, title: "A", text: "b", expected: ["C"] }) })
    assert.deepStrictEqual(data.labels, labels)
    assert.deepStrictEqual(data.skills, [{ id: 1, title: "A", text: "b", expected: ["C"] }])
  })

  it("are refused with the line that cannot be read", () => {
    assert.throws(() => Data.load({ labels: file("bad.ndjson", labels[0], { job_id: "1" }) }), /bad\.ndjson, line 2: .*title.*\. Give a file with one JSON object a line/)
    assert.throws(() => Data.load({ labels: file("worse.ndjson", "{") }), /worse\.ndjson, line 1: /)
    assert.throws(() => Data.load({ skills: join(scratch, "absent") }), /absent: There is no such file/)
  })
})

describe("agreement", () => {
  it("is accuracy, F1 of each class and their mean over the classes expected", () => {
    const pairs = [["a", "a"], ["a", "b"], ["b", "b"], ["b", null], ["b", "c"]].map(([expected, predicted]) => ({ expected: expected!, predicted: predicted! }))
    const { accuracy, macro_f1, classes, confusion, items } = Agreement.of(pairs)
    assert.deepStrictEqual([items, accuracy], [5, 0.4])
    assert.deepStrictEqual(classes.map(({ name, support, predicted }) => [name, support, predicted]), [["a", 2, 1], ["b", 3, 2], ["c", 0, 1]])
    assert.closeTo(classes[0]!.f1, 2 / 3, 1e-12)
    assert.closeTo(classes[1]!.f1, 2 / 5, 1e-12)
    assert.closeTo(macro_f1, (2 / 3 + 2 / 5) / 2, 1e-12)
    assert.deepStrictEqual(confusion, { a: { a: 1, b: 1 }, b: { b: 1, c: 1, "(none)": 1 } })
    assert.match(Agreement.text(Agreement.of(pairs)), /^b +\. +1 +1 +1$/m)
  })

  it("of the majority gives every item the class expected most", () => {
    const { accuracy, macro_f1 } = Agreement.majority([{ expected: "a", predicted: "a" }, { expected: "b", predicted: null }, { expected: "b", predicted: null }])
    assert.closeTo(accuracy, 2 / 3, 1e-12)
    assert.closeTo(macro_f1, 0.4, 1e-12)
  })

  it("of nothing is 0, not NaN", () => {
    assert.deepStrictEqual(Agreement.figures(Agreement.of([])), { accuracy: 0, macro_f1: 0 })
    assert.strictEqual(Overlap.of([]).micro_f1, 0)
  })
})

describe("overlap", () => {
  it("counts each label of an item once", () => {
    const overlap = Overlap.of([{ expected: ["a", "b"], predicted: ["a", "a", "c"] }, { expected: ["d"], predicted: [] }])
    assert.deepStrictEqual([overlap.right, overlap.surplus, overlap.missed], [1, 1, 2])
    assert.deepStrictEqual([overlap.precision, overlap.recall, overlap.micro_f1], [1 / 2, 1 / 3, 2 / 5])
  })
})

describe("the departments' table", () => {
  it.each([
    ["Engineering", null, "engineering"],
    ["Platform Engineering", null, "engineering"],
    ["Product Design", null, "design"],
    ["Product and Design", null, null],
    ["Product & Design", null, null],
    ["Finance & Legal", null, null],
    ["Sales Operations", null, "sales"],
    ["Operations", null, null],
    ["Business Operations", null, "operations"],
    ["Research", null, "engineering"],
    ["IT & Security", null, "engineering"],
    ["Corporate Security", null, "trust"],
    ["Security & Compliance", null, null],
    ["Risk Engineering", null, "engineering"],
    ["Sales Engineering", null, "sales"],
    ["Data & Analytics Engineering", null, null],
    ["Payments - Eng", null, "engineering"],
    ["8612 Operations", null, null],
    ["Organizational Development", null, "people"],
    ["Product Training", null, null],
    ["Training", null, null],
    ["R&D", null, "engineering"],
    ["Customer Support", null, "sales"],
    ["Revenue", null, "sales"],
    ["Architecture and Design", null, null],
    ["Design", null, "design"],
    ["Engineering, Product & Design", null, null],
    ["Finance & Operations", null, "finance"],
    ["People/Office Operations", null, null],
    ["Founder's Office", null, null],
    ["Early Careers", null, null],
    ["Ireland", null, null],
    ["Personal", null, "people"],
    ["People Ops", null, "people"],
    ["Go To Market", null, null],
    ["Go To Market", "Sales", "sales"],
    ["Go To Market", "Go To Market", null],
    ["Legal", "Sales", "legal"],
    ["Northwind for Teachers", null, null],
    ["", null, null]
  ])("%s, team %s: %s", (department, team, domain) => {
    assert.strictEqual(Departments.domain(department, team), domain)
  })
})

describe("the section of domains", () => {
  const section = Domain.measure({ labels, skills: [], recordings: null })

  it("counts a title once in each domain, and lists the departments that say none", () => {
    assert.deepStrictEqual(section.figures, { accuracy: 0.8, macro_f1: section.figures["macro_f1"]!, titles: 5 })
    assert.deepStrictEqual(section.notes, [
      "8 rows, 7 with a department; 6 of these departments say a domain: 5 different titles",
      "Counting every row instead of every title: accuracy 0.833",
      "Departments that say no domain: Go To Market (1)"
    ])
    assert.deepStrictEqual((section.detail as { confused: unknown }).confused, [{ title: "Payroll Specialist", department: "People", expected: "people", predicted: "finance" }])
  })

  it("stands beside what simpler ways reach", () => {
    assert.deepStrictEqual(Object.keys(section.baselines), ["majority", "keywords"])
    assert.strictEqual(section.baselines["majority"]!["accuracy"], 0.4)
  })

  it("says that there is nothing to measure where no row has a department", () => {
    assert.deepStrictEqual(Domain.measure({ labels: [label("Ghost", null)], skills: [], recordings: null }).figures, {})
  })
})

describe("the report", () => {
  const section: Section.Section = { name: "x", about: "y", figures: { f1: 2 / 3, rows: 12 }, targets: { f1: 0.7 }, baselines: { zero: { f1: 0 } }, notes: ["n"], detail: { a: 1 }, text: "t" }

  it("prints figures beside baselines and targets", () => {
    assert.deepStrictEqual(Report.text([section]).split("\n").map((line) => line.trim().replaceAll(/ +/g, " ")), [
      "== x: y", "f1 rows", "this project 0.667 12", "zero 0.000", "at least: MISSED 0.700", "- n", "", "t"
    ])
  })

  it("says in JSON whether the targets are met", () => {
    const { sections } = JSON.parse(Report.json([section, { ...section, targets: { f1: 0.6 } }, Section.absent("z", "y", "r")])) as { sections: Array<Record<string, unknown>> }
    assert.deepStrictEqual(sections.map(({ met }) => met), [false, true, null])
    assert.deepStrictEqual(sections[0], { name: "x", about: "y", figures: { f1: 0.666667, rows: 12 }, targets: { f1: 0.7 }, baselines: { zero: { f1: 0 } }, notes: ["n"], detail: { a: 1 }, met: false })
  })
})

describe("npm run eval", () => {
  const run = (...args: ReadonlyArray<string>) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(new URL("eval.ts", import.meta.url)), ...args], { encoding: "utf8", env: { ...process.env, SIGNALCRAFT_REAL_DATA: join(scratch, "none") } })
    return { status, stdout, stderr }
  }

  it("measures the files it is given", () => {
    const { status, stdout } = run("--labels", file("given.ndjson", ...labels), "--json")
    assert.strictEqual(status, 0)
    const { sections } = JSON.parse(stdout) as { sections: Array<{ name: string; figures: Section.Figures }> }
    assert.strictEqual(sections.find(({ name }) => name === "domain")!.figures["accuracy"], 0.8)
  })

  it("refuses a file that is not there, and an option that it does not know, with 2", () => {
    assert.deepInclude(run("--labels", "/nowhere"), { status: 2, stdout: "" })
    const { status, stderr } = run("--lables", "x")
    assert.strictEqual(status, 2)
    assert.match(stderr, /Usage: npm run eval/)
  })
})
