/**
 * The journal of marks on disk: `state/candidates/<id>/marks.jsonl`.
 *
 * An entry is on the medium before it counts as said. The file only grows: a line torn by a kill is ended by the next entry and stays.
 */
import * as Path from "node:path"
import type { MarkEntry } from "../../schemas/Marks.ts"
import type { CandidateId } from "../../schemas/Profile.ts"
import type { Disk } from "../platform/Disk.ts"
import * as JournalFile from "../platform/JournalFile.ts"
import * as Marks from "./Marks.ts"

/** @param state the project's `state/` */
export const file = (state: string, candidate: CandidateId): string => Path.join(state, "candidates", candidate, "marks.jsonl")

/** @throws {DiskError} */
export const readUnsafe = (disk: Disk, state: string, candidate: CandidateId): Marks.Journal => {
  return Marks.read(JournalFile.readUnsafe(disk, file(state, candidate)), candidate)
}

/**
 * Two at once both stand: each follows an entry that was there.
 *
 * @throws {DiskError} this entry may stand or not; those before it do
 */
export const appendUnsafe = (disk: Disk, state: string, said: Omit<MarkEntry, "id" | "schema_version" | "previous">): MarkEntry => {
  const { entries, isOpen } = readUnsafe(disk, state, said.candidate)
  const entry = Marks.entry({ ...said, previous: entries.at(-1)?.id ?? null })
  JournalFile.appendUnsafe(disk, file(state, said.candidate), Marks.line(entry), isOpen)
  return entry
}
