/**
 * The journal of a candidate's marks as text: an entry made, the lines read and checked, the entries folded to what holds now.
 *
 * Pure; knows of no file and no clock.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { MarkEntry, type MarkedPosting, type Marks } from "../../schemas/Marks.ts"
import type { CandidateId } from "../../schemas/Profile.ts"
import * as Canonical from "../platform/Canonical.ts"

/** A line that does not hold. The others are read all the same. */
export interface Damage {
  /** From 1. */
  readonly line: number
  readonly problem: string
}

export interface Journal {
  readonly entries: ReadonlyArray<MarkEntry>
  readonly damage: ReadonlyArray<Damage>
  /** Whether the last line was cut off, or would run into the next. */
  readonly isOpen: boolean
}

export const entry = (said: Omit<MarkEntry, "id" | "schema_version">): MarkEntry => {
  const rest = { schema_version: 1 as const, ...said }
  return { ...rest, id: Canonical.digestUnsafe(rest) }
}

export const line = (entry: MarkEntry): string => `${Canonical.stringifyUnsafe(entry)}\n`

/**
 * A line cut off by a kill was never said to be done, so it is passed over: it has no end, and what follows it follows the entry
 * before it. Anything else that is no entry is damage.
 */
export const read = (bytes: Uint8Array, candidate: CandidateId): Journal => {
  const text = new TextDecoder().decode(bytes)
  const isOpen = text !== "" && !text.endsWith("\n")
  const lines = text.split("\n")
  const read = lines.map((line) => entryOf(line, candidate))
  const known = new Set<string | null>([null])
  const entries: Array<MarkEntry> = []
  const damage: Array<Damage> = []
  for (const [index, one] of read.entries()) {
    if (Result.isSuccess(one)) {
      const { id, previous } = one.success
      if (!known.has(previous)) damage.push({ line: index + 1, problem: "the entry it follows is gone or damaged" })
      known.add(id)
      entries.push(one.success)
      continue
    }
    const next = read.slice(index + 1).find(Result.isSuccess)
    const isPassedOver = next === undefined ? isOpen : known.has(next.success.previous)
    if (lines[index] !== "" && (lines[index]!.endsWith(ending) || !isPassedOver)) damage.push({ line: index + 1, problem: one.failure })
  }
  return { entries, damage, isOpen }
}

/** A whole line's end: its last key, in canonical order. In a note the quotes would be escaped. */
const ending = '"schema_version":1}'

const decode = Schema.decodeUnknownResult(MarkEntry, { onExcessProperty: "error" })

const entryOf = (text: string, candidate: CandidateId): Result.Result<MarkEntry, string> => {
  const parsed = Result.try(() => JSON.parse(text) as unknown)
  const decoded = Result.flatMap(parsed, decode)
  if (Result.isFailure(decoded)) return Result.fail("it is no entry")
  const { id, ...rest } = decoded.success
  if (Canonical.digestUnsafe(rest) !== id) return Result.fail("it is not what was written")
  return rest.candidate === candidate ? Result.succeed(decoded.success) : Result.fail(`it is of the candidate ${rest.candidate}`)
}

/** What holds after all entries, in their order. */
export const fold = (candidate: CandidateId, entries: ReadonlyArray<MarkEntry>): Marks => {
  const postings = new Map<string, MarkedPosting>()
  for (const { at, note, posting, said } of entries) {
    const before = postings.get(posting)
    if (said === "clear") postings.delete(posting)
    else postings.set(posting, { posting, mark: said === "note" ? before?.mark ?? null : said, note: note ?? before?.note ?? null, at })
  }
  return { schema_version: 1, candidate, postings: [...postings.values()].sort((a, b) => Canonical.compare(a.posting, b.posting)) }
}
