/**
 * The journal of marks on disk: `state/candidates/<id>/marks.jsonl`.
 *
 * An entry is on the medium before it counts as said. The file only grows: a line torn by a kill is ended by the next entry and stays.
 */
import * as Path from "node:path"
import type { MarkEntry } from "../../schemas/Marks.ts"
import type { CandidateId } from "../../schemas/Profile.ts"
import type { Disk } from "../platform/Disk.ts"
import * as Marks from "./Marks.ts"

/** @param state the project's `state/` */
export const file = (state: string, candidate: CandidateId): string => Path.join(state, "candidates", candidate, "marks.jsonl")

/** @throws {DiskError} */
export const readUnsafe = (disk: Disk, state: string, candidate: CandidateId): Marks.Journal => {
  const path = file(state, candidate)
  return Marks.read(disk.stat(path) === undefined ? new Uint8Array() : disk.read(path), candidate)
}

/**
 * Two at once both stand: each follows an entry that was there.
 *
 * @throws {DiskError} this entry may stand or not; those before it do
 */
export const appendUnsafe = (disk: Disk, state: string, said: Omit<MarkEntry, "id" | "schema_version" | "previous">): MarkEntry => {
  const path = file(state, said.candidate)
  const { entries, isOpen } = readUnsafe(disk, state, said.candidate)
  const entry = Marks.entry({ ...said, previous: entries.at(-1)?.id ?? null })
  disk.mkdir(Path.dirname(path))
  const isNew = disk.stat(path) === undefined
  const appender = disk.append(path)
  try {
    appender.append(new TextEncoder().encode(`${isOpen ? "\n" : ""}${Marks.line(entry)}`))
  } finally {
    appender.close()
  }
  disk.sync(path)
  if (isNew) disk.sync(Path.dirname(path))
  return entry
}
