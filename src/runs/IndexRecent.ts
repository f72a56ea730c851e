/**
 * The recent part of the index: the newest rows as sealed text, and which base they follow.
 *
 *     {"base":{"bytes":…,"digest":…,"ids":…,"last":…,"runs":96,"sqlite":"3.54.1"},"format":"signalcraft/run-index/1"}
 *     {"as_of":"2026-11-22",…}                                   a run
 *     {"artifacts":7,"candidate":"local","run":"20261122T…"}     a candidate's part of it
 *     {"seal":"sha256-…"}                                        the digest of all lines before
 *
 * Knows of no file. The same rows on the same base give the same text.
 */
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import type { CandidatePart, Row } from "./IndexRow.ts"
import type { RunId } from "./RunId.ts"

/** The base that the rows follow. */
export interface BaseRecord {
  readonly digest: Digest.Digest
  readonly bytes: number
  readonly runs: number
  /** Of the ids it holds, each on a line. */
  readonly ids: Digest.Digest
  /** The newest of them; empty where it holds none. */
  readonly last: RunId | ""
  /** The release of SQLite that laid it out. */
  readonly sqlite: string
}

export interface Recent {
  readonly base: BaseRecord
  /** The oldest first. */
  readonly rows: ReadonlyArray<Row>
}

const format = "signalcraft/run-index/1"

export const encode = ({ base, rows }: Recent): string => {
  const lines = [
    { format, base },
    ...rows.flatMap(({ candidates, ...run }) => [run, ...candidates.map((part) => ({ ...part, run: run.id }))])
  ]
  const text = lines.map((line) => `${Canonical.stringifyUnsafe(line)}\n`).join("")
  return `${text}${Canonical.stringifyUnsafe({ seal: Digest.of(text) })}\n`
}

/** Why a text is no recent part that this program wrote. */
export interface Refusal {
  readonly state: "foreign" | "damaged"
  readonly reason: string
}

export const decode = (text: string): Recent | Refusal => {
  const end = text.lastIndexOf("\n", text.length - 2) + 1
  const sealed = text.slice(0, end)
  if (text.slice(end) !== `${Canonical.stringifyUnsafe({ seal: Digest.of(sealed) })}\n`) return { state: "damaged", reason: "its seal does not match: it is cut off, or a byte was changed" }
  const [head, ...lines] = sealed.split("\n").slice(0, -1).map((line) => JSON.parse(line) as unknown)
  const { base, format: stated } = Object(head) as { readonly format?: unknown; readonly base: BaseRecord }
  if (stated !== format) return { state: "foreign", reason: `its format is ${JSON.stringify(stated)?.slice(0, 60) ?? "not stated"}, and this program reads ${format}` }
  const rows: Array<Omit<Row, "candidates"> & { readonly candidates: Array<CandidatePart> }> = []
  for (const line of lines) {
    const part = line as CandidatePart | Omit<Row, "candidates">
    if ("id" in part) rows.push({ ...part, candidates: [] })
    else rows.at(-1)!.candidates.push({ candidate: part.candidate, artifacts: part.artifacts })
  }
  return { base, rows }
}
