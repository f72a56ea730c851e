/**
 * The index of the runs: built anew, or held against the records.
 */
import type { Verdict, Verification } from "../../runs/Indexing.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export const rebuiltDocument = (runs: number): object => ({ schema_version: 1, runs })

export const rebuilt = (runs: number, ink: Ink): string => `${ink.good(ink.sign.ran)} index of ${Figures.count(runs, "run")} built anew from their records`

export const document = ({ runs, verdict }: Verification): object => ({ schema_version: 1, runs, ...verdict })

export const render = ({ runs, verdict }: Verification, ink: Ink): string => {
  if (verdict.state === "in_step") return `${ink.good(ink.sign.ran)} the index is what the records of ${Figures.count(runs, "run")} give, to the byte`
  return [`${ink.bad(ink.sign.failed)} the index ${told(verdict)}`, ink.dim("no answer rests on it that the records do not confirm; next: graph index rebuild")].join("\n")
}

const told = (verdict: Exclude<Verdict, { readonly state: "in_step" }>): string => {
  switch (verdict.state) {
    case "absent":
      return "is not there"
    case "damaged":
      return `is damaged: ${verdict.reason}`
    case "foreign":
      return `is of another version: ${verdict.reason}`
    case "behind":
      return `is behind: ${[...part(verdict.missing, "not in it"), ...part(verdict.gone, "in it and gone")].join("; ")}`
    case "contradicts":
      return `says other things than the records of ${listed(verdict.runs)}`
  }
}

const part = (runs: ReadonlyArray<string>, what: string): ReadonlyArray<string> => (runs.length === 0 ? [] : [`${Figures.count(runs.length, "run")} ${what} (${listed(runs)})`])

const shown = 3

const listed = (runs: ReadonlyArray<string>): string => `${runs.slice(0, shown).join(", ")}${runs.length > shown ? ` and ${runs.length - shown} more` : ""}`
