/**
 * What each candidate marked, out of the journals, and how many lines of them do not hold.
 */
import type { CandidateId } from "../../schemas/Profile.ts"
import * as MarkJournal from "../candidates/MarkJournal.ts"
import * as Journal from "../candidates/Marks.ts"
import type { Marked } from "../capabilities/Marks.ts"
import type { Disk } from "../platform/Disk.ts"
import type { Home } from "./Home.ts"

export interface MarkedPostings {
  readonly marked: ReadonlyArray<Marked>
  readonly damaged: number
}

export const marked = (disk: Disk, { state }: Home, candidates: ReadonlyArray<string>): ReadonlyMap<string, MarkedPostings> =>
  new Map(candidates.map((candidate) => {
    const { damage, entries } = MarkJournal.readUnsafe(disk, state, candidate as CandidateId)
    const { postings } = Journal.fold(candidate as CandidateId, entries)
    return [candidate, { damaged: damage.length, marked: postings.flatMap(({ mark, posting }) => (mark === null ? [] : [{ posting, mark }])) }]
  }))
