/**
 * What it takes to understand one text of about 2.5 KB: `node test/bench/texts.ts`. Microseconds a posting, the best of five
 * rounds, on one core.
 */
import type { RawText } from "../../schemas/RawText.ts"
import * as Blocks from "../../src/jobs/Blocks.ts"
import * as Lines from "../../src/jobs/Lines.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Understand from "../../src/jobs/Understand.ts"
import * as Rig from "../jobs/Rig.ts"

const tools = ["Python", "Go", "Kubernetes", "C++", "PostgreSQL", "React", "Terraform", "machine learning", "Spark", "Figma", "Salesforce"]
const prose = "You will work with the teams that own the platform, and you will care for what our customers see every day"

/** Each different, and about 2.5 KB long. */
const html = (seed: number): string => {
  const item = (index: number) => `<li>Experience with ${tools[(seed + index) % tools.length]} and <em>${tools[(seed * 3 + index) % tools.length]}</em>, ${prose.slice(0, 40 + ((seed + index) % 60))}</li>`
  const items = Array.from({ length: 11 }, (_, index) => item(index)).join("\n")
  return `<h2>About the role ${seed}</h2><p>${prose}. ${prose}.</p><p><strong>Requirements</strong></p><ul>${items}</ul><p>Nice to have:</p><ul>${items.slice(0, 450)}</ul><p>${prose} &amp; ${prose}.</p>`
}

const texts = Array.from({ length: 2000 }, (_, seed) => ({ form: "html" as const, raw: html(seed) as RawText }))
const posting = Rig.posting({ title: "Senior Data Engineer (Go), Platform" })

const steps: Readonly<Record<string, (text: (typeof texts)[number]) => unknown>> = {
  blocks: (text) => Blocks.of(text),
  "blocks and lines": (text) => Lines.of(Blocks.of(text)),
  "understood, every line new": (text) => Understand.posting({ ...posting, text }, { ...tables }),
  "understood, lines remembered": (text) => Understand.posting({ ...posting, text }, tables)
}

console.log(`${texts.length} texts, ${Math.round(texts.reduce((sum, { raw }) => sum + raw.length, 0) / texts.length)} characters each`)
for (const [name, step] of Object.entries(steps)) {
  const rounds = Array.from({ length: 5 }, () => {
    const start = performance.now()
    for (const text of texts) step(text)
    return performance.now() - start
  })
  console.log(`${name.padEnd(36)} ${((Math.min(...rounds) * 1000) / texts.length).toFixed(1).padStart(7)} µs`)
}
