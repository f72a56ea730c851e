/**
 * What happened between two ledgers, of consecutive days or of any two.
 *
 * Compares what is open and the facts of it; knows neither boards' answers nor runs.
 */
import type { ChangeCounts, Changes, NewPosting, ProviderEvent } from "../../schemas/Changes.ts"
import type { BoardStatus, Ledger, LedgerBoard, LedgerRow } from "../../schemas/Ledger.ts"
import * as PostingDiff from "./PostingDiff.ts"

/** `previous` is `null` on a first run: all is a first observation then, and nothing is new. */
export const between = (previous: Ledger | null, next: Ledger): Changes => {
  const rowsBefore = new Map((previous?.rows ?? []).map((row) => [row.id, row]))
  const boardsBefore = new Map((previous?.boards ?? []).map((board) => [board.board, board]))
  const observedBefore = new Set((previous?.boards ?? []).filter(({ first_observed }) => first_observed !== null).map(({ board }) => board))
  const observed = new Set(next.boards.filter(({ status }) => status === "observed").map(({ board }) => board))

  const lists: Pick<Mutable<Changes>, "new" | "changed" | "closed" | "reopened"> = { new: [], changed: [], closed: [], reopened: [] }
  const counts: Mutable<ChangeCounts> = { served: 0, first_observed: 0, new: 0, carried: 0, changed: 0, closed: 0, reopened: 0 }
  for (const row of next.rows) {
    const before = rowsBefore.get(row.id)
    if (row.state === "closed") {
      if (before?.state !== "open" || row.closed_on === null || row.last_seen === null) continue
      lists.closed.push({ ...brief(row), first_seen: row.first_seen, last_seen: row.last_seen, closed_on: row.closed_on })
      counts.closed++
      continue
    }
    if (!observed.has(row.board)) continue
    counts.served++
    if (before === undefined && observedBefore.has(row.board)) {
      lists.new.push(brief(row))
      counts.new++
    } else if (before === undefined) {
      counts.first_observed++
    } else if (before.state === "closed" && before.closed_on !== null) {
      lists.reopened.push({ ...brief(row), closed_on: before.closed_on, fields: PostingDiff.between(before.facts, row.facts) })
      counts.reopened++
    } else {
      counts.carried++
      if (before.digest === row.digest) continue
      lists.changed.push({ ...brief(row), fields: PostingDiff.between(before.facts, row.facts) })
      counts.changed++
    }
  }
  return {
    schema_version: 1,
    as_of: next.as_of,
    baseline: previous?.as_of ?? null,
    counts,
    ...lists,
    events: next.boards.flatMap((board) => eventsOf(boardsBefore.get(board.board), board, previous === null))
  }
}

type Mutable<A> = { -readonly [K in keyof A]: A[K] extends ReadonlyArray<infer B> ? Array<B> : A[K] }

const brief = ({ id, provider, url, facts }: LedgerRow): NewPosting => ({
  id,
  provider,
  title: facts.title,
  url,
  places: facts.places.map(({ text }) => text),
  work_mode: facts.work_mode
})

/** A board's events are its change of status, said once, of a board seen first only if something went wrong; and a page built anew. */
const eventsOf = (before: LedgerBoard | undefined, board: LedgerBoard, firstRun: boolean): ReadonlyArray<ProviderEvent> => {
  const event = (kind: ProviderEvent["kind"], detail: string): ReadonlyArray<ProviderEvent> => [
    { kind, provider: board.provider, board: board.board, detail }
  ]
  const rebuilt = before?.structure !== undefined && board.structure !== undefined && before.structure !== board.structure
    ? event("page_rebuilt", "Its page is built otherwise than when it was last read: look whether what was read of it is still right")
    : []
  if (before?.status === board.status) return rebuilt
  const last = board.observed_on === null ? "it was never read" : `last read on ${board.observed_on}, with ${postings(board.served)}`
  const tell: Readonly<Record<BoardStatus, () => ReadonlyArray<ProviderEvent>>> = {
    observed: () =>
      before?.first_observed != null
        ? event("board_recovered", `Read again with ${postings(board.served)}; ${before.status} since ${before.since}`)
        : firstRun
        ? []
        : event("board_first_seen", `Read for the first time, with ${postings(board.served)}`),
    emptied: () => event("board_emptied", `Answers without a posting; ${last}. Nothing was closed: the employer may have moved to another system`),
    unavailable: () => event("board_unavailable", `Could not be read; ${last}. Its postings stay as they were`),
    disabled: () => before === undefined ? [] : event("board_disabled", `Disabled in config/providers.json; ${last}. Its postings stay as they were`),
    removed: () => event("board_removed", `No longer in config/providers.json; ${last}. Its postings stay as they were`),
    withdrawn: () => before === undefined ? [] : event("board_withdrawn", `The employer does not want to be read; ${last}. Its postings are withdrawn`)
  }
  return [...tell[board.status](), ...rebuilt]
}

const postings = (count: number): string => `${count} ${count === 1 ? "posting" : "postings"}`
