/**
 * What happened between two ledgers, of consecutive days or of any two.
 *
 * Compares the histories of postings and the facts of them; knows neither boards' answers nor runs.
 */
import type { Changes, NewPosting, PostingChanges, ProviderEvent } from "../../schemas/Changes.ts"
import type { BoardKey, BoardStatus, Ledger, LedgerBoard } from "../../schemas/Ledger.ts"
import type { PostingHistory } from "../../schemas/PostingHistory.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Observation from "./Observation.ts"
import * as PostingDiff from "./PostingDiff.ts"

/**
 * @param known whether a board was ever read before
 * @param current whether a board's postings are those of the day
 */
export const ofPostings = (
  before: ReadonlyArray<PostingHistory>,
  after: ReadonlyArray<PostingHistory>,
  known: (board: BoardKey) => boolean,
  current: (board: BoardKey) => boolean
): PostingChanges => {
  const part = empty()
  if (before === after && after.every(({ board }) => !current(board))) return part
  const earlier = new Map(before.map((row) => [row.id, row]))
  for (const row of after) {
    const was = earlier.get(row.id)
    if (row.last_seen !== null) lose(part, was, row)
    else if (current(row.board)) serve(part, was, row, known(row.board))
  }
  return part
}

/** `previous` is `null` on a first run: all is a first observation then, and nothing is new. */
export const join = (previous: Ledger | null, next: Ledger, parts: ReadonlyArray<PostingChanges>): Changes => {
  const before = new Map((previous?.boards ?? []).map((board) => [board.board, board]))
  const { counts, ...lists } = empty()
  for (const part of parts) {
    for (const name of Object.keys(counts) as ReadonlyArray<keyof typeof counts>) counts[name] += part.counts[name]
    for (const name of Object.keys(lists) as ReadonlyArray<keyof typeof lists>) (lists[name] as Array<NewPosting>).push(...part[name])
  }
  for (const list of Object.values(lists)) (list as Array<NewPosting>).sort((a, b) => Canonical.compare(a.id, b.id))
  return {
    schema_version: 1,
    as_of: next.as_of,
    baseline: previous?.as_of ?? null,
    counts,
    ...lists,
    events: next.boards.flatMap((board) => eventsOf(before.get(board.board), board, previous === null))
  }
}

/** Whether a board's rows can be compared as those of a board known before, and whether they are of the day. */
export const viewOf = (previous: ReadonlyArray<LedgerBoard>, next: ReadonlyArray<LedgerBoard>) => {
  const known = new Set(previous.filter(({ first_observed }) => first_observed !== null).map(({ board }) => board))
  const current = new Set(next.filter(Observation.isTakenIn).map(({ board }) => board))
  return { known: (board: BoardKey) => known.has(board), current: (board: BoardKey) => current.has(board) }
}

type Mutable<A> = { -readonly [K in keyof A]: A[K] extends ReadonlyArray<infer B> ? Array<B> : A[K] }
type Draft = Mutable<Omit<PostingChanges, "counts">> & { readonly counts: Mutable<PostingChanges["counts"]> }

const empty = (): Draft => ({
  counts: { served: 0, first_observed: 0, new: 0, carried: 0, changed: 0, closed: 0, reopened: 0, missing: 0, returned: 0, reposted: 0, moved: 0 },
  new: [],
  changed: [],
  closed: [],
  reopened: [],
  missing: [],
  returned: [],
  reposted: [],
  moved: []
})

const serve = ({ counts, ...lists }: Draft, before: PostingHistory | undefined, row: PostingHistory, known: boolean): void => {
  counts.served++
  if (before === undefined && known) {
    lists.new.push(brief(row))
    counts.new++
    if (row.reposts === undefined) return
    lists.reposted.push({ ...brief(row), earlier: row.reposts.posting, evidence: row.reposts.evidence })
    counts.reposted++
  } else if (before === undefined) {
    counts.first_observed++
    if (row.continues === undefined) return
    lists.moved.push({ ...brief(row), earlier: row.continues.posting, evidence: row.continues.evidence })
    counts.moved++
  } else if (before.state === "closed" && before.closed_on !== null) {
    lists.reopened.push({ ...brief(row), closed_on: before.closed_on, fields: PostingDiff.between(before.facts, row.facts) })
    counts.reopened++
  } else {
    counts.carried++
    if (before.state === "missing" && before.last_seen !== null) {
      lists.returned.push({ ...brief(row), last_seen: before.last_seen })
      counts.returned++
    }
    if (before.digest === row.digest) return
    lists.changed.push({ ...brief(row), fields: PostingDiff.between(before.facts, row.facts) })
    counts.changed++
  }
}

const lose = ({ counts, ...lists }: Draft, before: PostingHistory | undefined, row: PostingHistory): void => {
  const { closed_on, first_seen, last_seen, state } = row
  if (before === undefined || before.state === "closed" || last_seen === null) return
  if (state === "closed" && closed_on !== null) {
    lists.closed.push({ ...brief(row), first_seen, last_seen, closed_on })
    counts.closed++
  } else if (state === "missing" && before.state === "open") {
    lists.missing.push({ ...brief(row), last_seen })
    counts.missing++
  }
}

const brief = ({ id, provider, url, facts }: PostingHistory): NewPosting => ({
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
    collapsed: () =>
      event("board_collapsed", `Answers with ${postings(board.served)}, less than half of what was usual. Nothing was closed by it: the employer may be moving to another system`),
    emptied: () => event("board_emptied", `Answers without a posting; ${last}. Nothing was closed: the employer may have moved to another system`),
    unavailable: () => event("board_unavailable", `Could not be read; ${last}. Its postings stay as they were`),
    disabled: () => before === undefined ? [] : event("board_disabled", `Disabled in config/providers.json; ${last}. Its postings stay as they were`),
    moved: () => event("board_moved", `Its employer publishes on another board now, says config/providers.json; ${last}. Its postings stay as they were`),
    removed: () => event("board_removed", `No longer in config/providers.json; ${last}. Its postings stay as they were`),
    withdrawn: () => before === undefined ? [] : event("board_withdrawn", `The employer does not want to be read; ${last}. Its postings are withdrawn`)
  }
  return [...tell[board.status](), ...rebuilt]
}

const postings = (count: number): string => `${count} ${count === 1 ? "posting" : "postings"}`
