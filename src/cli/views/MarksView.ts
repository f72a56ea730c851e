/**
 * A mark written, and the marks that hold.
 */
import type { MarkEntry, Marks } from "../../../schemas/Marks.ts"
import type { Damage } from "../../candidates/Marks.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export const said = ({ candidate, note, posting, said }: MarkEntry, ink: Ink): string =>
  [
    `${ink.good(ink.sign.ran)} ${ink.bold(posting)}   ${words[said]}${note === null ? "" : `: ${note}`}   ${ink.dim(candidate)}`,
    ink.dim(`next: graph marks --candidate ${candidate}`)
  ].join("\n")

const words = { saved: "saved", applied: "applied to", dismissed: "dismissed", note: "noted", clear: "mark and note taken back" }

export interface Shown {
  readonly marks: Marks
  /** How many the journal holds. */
  readonly entries: number
  readonly damage: ReadonlyArray<Damage>
  readonly file: string
}

export const document = ({ damage, entries, marks }: Shown): object => ({ ...marks, entries, damage })

export const render = ({ damage, entries, file, marks: { candidate, postings } }: Shown, ink: Ink): string =>
  [
    `${ink.bold(candidate)}   ${Figures.count(postings.length, "posting")} marked, ${Figures.count(entries, "entry", "entries")} in the journal`,
    ...Figures.table(postings.map(({ at, mark, note, posting }) => [`  ${posting}`, mark ?? "-", at.slice(0, 10), note ?? ""])),
    ...damage.map(({ line, problem }) => `${ink.bad(ink.sign.failed)} ${file}, line ${line}: ${problem}`),
    ink.dim(damage.length === 0 ? "next: graph mark POSTING saved" : "next: put the file back from a copy; what is shown is what could be read")
  ].join("\n")
