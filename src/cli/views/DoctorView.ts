/**
 * The doctor's findings: what was looked at, what was found, what to do.
 */
import type { Check } from "../Check.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"
import * as Paragraph from "./Paragraph.ts"

const count = (checks: ReadonlyArray<Check>, standing: Check["standing"]): number => checks.filter((check) => check.standing === standing).length

export const document = (checks: ReadonlyArray<Check>): object => ({
  schema_version: 1,
  ok: count(checks, "problem") === 0,
  counts: { ok: count(checks, "ok"), warning: count(checks, "warning"), problem: count(checks, "problem") },
  checks
})

export const render = (checks: ReadonlyArray<Check>, ink: Ink, columns: number): string => {
  const width = Math.max(...checks.map(({ name }) => name.length))
  const indent = " ".repeat(width + 4)
  return [...checks.flatMap((check) => one(check, width, indent, ink, columns)), "", verdict(checks, ink)].join("\n")
}

const one = ({ found, name, remedy, standing }: Check, width: number, indent: string, ink: Ink, columns: number): ReadonlyArray<string> => {
  const sign = { ok: ink.good(ink.sign.ran), warning: ink.warn(ink.sign.degraded), problem: ink.bad(ink.sign.failed) }[standing]
  const [first, ...more] = found.flatMap((line) => Paragraph.lines(line, columns, indent))
  const advice = remedy === null ? [] : Paragraph.lines(`${ink.sign.arrow} ${remedy}`, columns, indent)
  return [`${sign} ${name.padEnd(width)}  ${first!.trimStart()}`, ...more, ...advice.map(ink.dim)]
}

const verdict = (checks: ReadonlyArray<Check>, ink: Ink): string => {
  const problems = count(checks, "problem")
  const warnings = count(checks, "warning")
  const parts = [...(problems === 0 ? [] : [ink.bad(Figures.count(problems, "problem"))]), ...(warnings === 0 ? [] : [ink.warn(Figures.count(warnings, "warning"))])]
  return `${Figures.count(checks.length, "check")}: ${parts.length === 0 ? ink.good("all is well") : parts.join(", ")}`
}
