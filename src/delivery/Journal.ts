/**
 * The journal of deliveries, `state/deliveries.ndjson`: what was attempted is written before it is sent, what came of it after.
 *
 * An entry is on the medium before it counts as said. The file only grows: a line torn by a kill is ended by the next entry and stays. Each
 * entry names the one before by its digest, so a changed, missing or inserted one shows.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Path from "node:path"
import { DeliveryEntry } from "../../schemas/Delivery.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Disk } from "../platform/Disk.ts"
import * as JournalFile from "../platform/JournalFile.ts"

/** A line that does not hold. The others are read all the same. */
export interface Damage {
  /** From 1. */
  readonly line: number
  readonly problem: string
}

export interface Journal {
  readonly entries: ReadonlyArray<DeliveryEntry>
  readonly damage: ReadonlyArray<Damage>
  /** Whether the last line was cut off, or would run into the next. */
  readonly isOpen: boolean
}

/** @param state the project's `state/` */
export const file = (state: string): string => Path.join(state, "deliveries.ndjson")

export const read = (bytes: Uint8Array): Journal => {
  const text = new TextDecoder().decode(bytes)
  const lines = text.split("\n")
  const known = new Set<string | null>([null])
  const entries: Array<DeliveryEntry> = []
  const damage: Array<Damage> = []
  for (const [index, line] of lines.entries()) {
    const entry = line === "" ? undefined : entryOf(line)
    if (entry === undefined) {
      // A line cut off by a kill was never said.
      if (line !== "" && line.endsWith(ending)) damage.push({ line: index + 1, problem: "it is not what was written" })
      continue
    }
    if (!known.has(entry.previous)) damage.push({ line: index + 1, problem: "the entry it follows is gone or damaged" })
    known.add(entry.id)
    entries.push(entry)
  }
  return { entries, damage, isOpen: text !== "" && !text.endsWith("\n") }
}

/** A whole line's end: its last key, in canonical order. */
const ending = '"}'

const decode = Schema.decodeUnknownResult(DeliveryEntry, { onExcessProperty: "error" })

const entryOf = (line: string): DeliveryEntry | undefined => {
  const entry = Result.getOrUndefined(Result.flatMap(Result.try(() => JSON.parse(line) as unknown), decode))
  if (entry === undefined) return undefined
  const { id, ...rest } = entry
  return Canonical.digestUnsafe(rest) === id ? entry : undefined
}

/** @throws {DiskError} */
export const readUnsafe = (disk: Disk, state: string): Journal => read(JournalFile.readUnsafe(disk, file(state)))

/** @throws {DiskError} this entry may stand or not; those before it do */
export const appendUnsafe = (disk: Disk, state: string, said: Omit<DeliveryEntry, "id" | "schema_version" | "previous">): DeliveryEntry => {
  const { entries, isOpen } = readUnsafe(disk, state)
  const rest = { schema_version: 1 as const, ...said, previous: entries.at(-1)?.id ?? null }
  const entry: DeliveryEntry = { ...rest, id: Canonical.digestUnsafe(rest) }
  JournalFile.appendUnsafe(disk, file(state), `${Canonical.stringifyUnsafe(entry)}\n`, isOpen)
  return entry
}

/** The last word on each key. `delivered` is never taken back. */
export const standing = (entries: ReadonlyArray<DeliveryEntry>): ReadonlyMap<string, DeliveryEntry> => {
  const last = new Map<string, DeliveryEntry>()
  for (const entry of entries) if (last.get(entry.key)?.said !== "delivered") last.set(entry.key, entry)
  return last
}
