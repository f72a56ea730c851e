/**
 * A posting's domain from its title alone, against the department that its employer put it in.
 *
 * A title that an employer has many times in one domain, as once for each city, counts once. What a department says is read by a
 * fixed table (`departments.v1.json`); where it says no domain, the row is counted and listed, not measured.
 *
 * Domains are what employers' departments tell apart, not all that families do. Machine learning, research, information
 * technology and information security are one with engineering: a research engineer is in Research at one employer and in
 * Engineering at the next, a security engineer in Security, Engineering or IT. So are customers with sales: a solutions engineer
 * is in Sales, in Solutions, in Revenue. Brand designers are with marketing, technical program managers with engineering.
 */
import * as Shipped from "../../jobs/Shipped.ts"
import * as Title from "../../../src/jobs/Title.ts"
import * as Terms from "../../../src/jobs/Terms.ts"
import * as Agreement from "../Agreement.ts"
import type { Label } from "../Data.ts"
import * as Departments from "../Departments.ts"
import * as Section from "../Section.ts"

const about = "the domain understood from the title alone, against the employer's department"
const targets = { accuracy: 0.8, macro_f1: 0.7 }

interface Item extends Agreement.Pair {
  readonly title: string
  readonly department: string
}

export const measure: Section.Measure = ({ labels }) => {
  const labelled = labels.filter(isLabelled)
  if (labelled.length === 0) return Section.absent("domain", about, "No row states a department: give a file of labels with --labels FILE")
  const rows = labelled.map((label) => ({ label, expected: Departments.domain(label.department, label.team ?? null) }))
  const all = rows.flatMap(({ label, expected }): ReadonlyArray<Item & { readonly key: string }> => {
    if (expected === null) return []
    const { title, company, department } = label
    return [{ title, department, expected, predicted: Title.understand(title, Shipped.taxonomy).domain, key: JSON.stringify([company ?? null, title.trim(), expected]) }]
  })
  const items = [...new Map(all.map((item) => [item.key, item])).values()]
  const agreement = Agreement.of(items)
  const silent = counts(rows.flatMap(({ label, expected }) => expected === null ? [label.team == null || label.team === label.department ? label.department : `${label.department} / ${label.team}`] : []))
  const confused = items.filter(({ expected, predicted }) => expected !== predicted)
  return {
    name: "domain",
    about,
    figures: { ...Agreement.figures(agreement), titles: items.length },
    targets,
    baselines: {
      majority: Agreement.figures(Agreement.majority(items)),
      keywords: Agreement.figures(Agreement.of(items.map(({ title, expected }) => ({ expected, predicted: byKeyword(title) }))))
    },
    notes: [
      `${labels.length} rows, ${labelled.length} with a department; ${all.length} of these departments say a domain: ${items.length} different titles`,
      `Counting every row instead of every title: accuracy ${Agreement.of(all).accuracy.toFixed(3)}`,
      `Departments that say no domain: ${silent.map(([name, count]) => `${name} (${count})`).join(", ") || "none"}`
    ],
    detail: {
      classes: agreement.classes,
      confusion: agreement.confusion,
      not_measured: Object.fromEntries(silent),
      confused: confused.map(({ title, department, expected, predicted }) => ({ title, department, expected, predicted }))
    },
    text: Agreement.text(agreement)
  }
}

const isLabelled = (label: Label): label is Label & { readonly department: string } => label.department != null && label.department.trim() !== ""

const counts = (names: ReadonlyArray<string>): ReadonlyArray<readonly [name: string, count: number]> => {
  const seen = new Map<string, number>()
  for (const name of names) seen.set(name, (seen.get(name) ?? 0) + 1)
  return [...seen].toSorted((a, b) => b[1] - a[1])
}

/** What one would write in five minutes: the first of these words that the title has. */
const byKeyword = (title: string): string | null => Terms.find(keywords, title)[0]?.key ?? null

const keywords = Terms.lexicon(Object.entries({
  engineering: ["engineer", "engineering", "developer", "software", "infrastructure", "architect", "research", "researcher", "scientist", "security", "it"],
  data: ["data", "analytics", "analyst"],
  product: ["product"],
  design: ["design", "designer", "ux"],
  sales: ["sales", "account", "partner", "partnerships", "solutions", "support", "success", "customer", "deployment"],
  marketing: ["marketing", "communications", "content", "brand", "growth"],
  operations: ["operations", "program", "project", "workplace", "assistant"],
  people: ["people", "recruiter", "talent", "hr"],
  finance: ["finance", "accounting", "tax", "accountant"],
  legal: ["counsel", "legal", "policy", "compliance"],
  trust: ["safety", "investigator"]
}))
