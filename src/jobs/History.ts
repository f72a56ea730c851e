/**
 * The history of a provider's postings as a fold: yesterday's rows and today's board give today's rows.
 *
 * A posting is open while it is served, missing once a complete answer lacks it, closed once enough of them do, and open again when it
 * comes back. Answers that are no whole board move no state. Boards are known by (system, board), so renaming a provider changes no
 * history; rows of a board the employer had before stay as they were, and what goes on from one of them on the new board says so and why.
 * Where nothing happened, the rows are the very same.
 */
import type { Day as CalendarDay } from "../../schemas/Day.ts"
import type { LedgerBoard, ObservedBoard, PostingFacts } from "../../schemas/Ledger.ts"
import type { Posting, PostingId } from "../../schemas/Posting.ts"
import type { HistoryTable, Kinship, PostingHistory, Traits } from "../../schemas/PostingHistory.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import * as Day from "./Day.ts"
import * as Observation from "./Observation.ts"
import * as Patience from "./Patience.ts"
import * as PostingDiff from "./PostingDiff.ts"

/** At most so many of the latest. */
const [keptChanges, keptSpells] = [16, 8]

/** A posting served today, as it is understood. */
export interface Seen {
  readonly posting: Posting
  readonly traits: Traits
}

/**
 * @param rows everything known of the provider's boards, present and earlier
 * @param before what was known of the board before today, if anything was
 * @param seen everything the board serves; not asked for where its answer was not taken in
 */
export const fold = (
  rows: ReadonlyArray<PostingHistory>,
  before: LedgerBoard | undefined,
  { board, unreadable }: ObservedBoard,
  seen: Iterable<Seen>
): ReadonlyArray<PostingHistory> => {
  const as_of = board.observed_on
  if (!Observation.isTakenIn(board) || as_of === null) return rows
  const served = new Map(Array.from(seen, (one) => [one.posting.id, one]))
  const kept: Array<PostingHistory> = []
  const spared = new Set(unreadable)
  const look = lookAt(before, board)
  for (const row of rows) {
    const one = served.get(row.id)
    if (one === undefined) kept.push(row.board !== board.board || spared.has(row.id) ? row : look(row))
    else kept.push(carry(row, one, as_of))
    served.delete(row.id)
  }
  if (served.size === 0) return kept.every((row, index) => row === rows[index]) ? rows : kept
  const fresh = [...served.values()].map(({ posting, traits }) => open(posting, traits, before?.first_observed != null, as_of)).sort(byId)
  const kindred = kin(kept, before, board, as_of)
  const continued = new Map<PostingId, PostingId>()
  const joined = fresh.map((row) => {
    const moved = kindred.moved(row)
    if (moved === undefined) {
      const reposts = kindred.reposted(row)
      return reposts === undefined ? row : { ...row, reposts }
    }
    continued.set(moved.row.id, row.id)
    return goOn(moved.row, row, moved.kinship, as_of)
  })
  const told = continued.size === 0 ? kept : kept.map((row) => {
    const by = continued.get(row.id)
    return by === undefined ? row : { ...row, continued_by: by }
  })
  return [...told, ...joined].sort(byId)
}

/** The table of rows as it is stored: how it is known, and how many of its rows are of each board. */
export const table = (rows: ReadonlyArray<PostingHistory>): HistoryTable => {
  const digest = Digest.incremental()
  const counts = new Map<string, number>()
  for (const row of rows) {
    digest.update(`${Canonical.stringifyUnsafe(row)}\n`)
    counts.set(row.board, (counts.get(row.board) ?? 0) + 1)
  }
  return { digest: digest.digest(), boards: Array.from(counts, ([board, rows]) => ({ board, rows })).sort((a, b) => Canonical.compare(a.board, b.board)) }
}

const byId = (a: PostingHistory, b: PostingHistory): number => Canonical.compare(a.id, b.id)

/** What becomes of a posting of the board that is not served. */
const lookAt = (before: LedgerBoard | undefined, { complete_on, extraction, observed_on }: LedgerBoard): (row: PostingHistory) => PostingHistory => {
  const counts = complete_on === observed_on
  const countedBefore = before?.complete_on === observed_on
  const enough = extraction === null ? 1 : Patience.misses[extraction]
  return (row) => {
    if (row.state === "closed") return row
    const last_seen = row.last_seen ?? before?.observed_on ?? row.first_seen
    if (!counts || (row.state === "missing" && countedBefore)) return row.last_seen === last_seen ? row : { ...row, last_seen }
    const missed = row.missed + 1
    return missed < enough ? { ...row, state: "missing", last_seen, missed } : { ...row, state: "closed", last_seen, missed, closed_on: observed_on }
  }
}

const carry = (row: PostingHistory, { posting, traits }: Seen, as_of: CalendarDay): PostingHistory => {
  const facts = PostingDiff.facts(posting)
  const isSame = PostingDiff.same(row.facts, facts)
  const isKnown = PostingDiff.same(row.traits, traits)
  if (isSame && isKnown && row.state === "open" && row.last_seen === null && row.url === posting.url && row.provider === posting.provider) return row
  return {
    ...row,
    provider: posting.provider,
    url: posting.url,
    state: "open",
    last_seen: null,
    missed: 0,
    ...(!isKnown && { traits }),
    ...(!isSame && { facts, digest: PostingDiff.digest(facts), changes: [...row.changes, { on: as_of, fields: PostingDiff.between(row.facts, facts) }].slice(-keptChanges) }),
    ...(row.state === "closed" && { first_seen: as_of, opened: true, closed_on: null, spells: [...row.spells, spellOf(row)].slice(-keptSpells) })
  }
}

const spellOf = ({ closed_on, first_seen, last_seen }: PostingHistory): PostingHistory["spells"][number] => ({
  first_seen,
  last_seen: last_seen ?? first_seen,
  closed_on: closed_on ?? first_seen
})

const open = (posting: Posting, traits: Traits, opened: boolean, as_of: CalendarDay): PostingHistory => {
  const facts = PostingDiff.facts(posting)
  return {
    id: posting.id,
    board: Observation.boardKey(posting),
    provider: posting.provider,
    url: posting.url,
    state: "open",
    known_since: as_of,
    first_seen: as_of,
    opened,
    last_seen: null,
    missed: 0,
    closed_on: null,
    spells: [],
    facts,
    digest: PostingDiff.digest(facts),
    traits,
    changes: []
  }
}

/** The new row with what is known of the one it goes on from. */
const goOn = (earlier: PostingHistory, row: PostingHistory, continues: Kinship, on: CalendarDay): PostingHistory => {
  const fields = PostingDiff.between(earlier.facts, row.facts)
  const { changes, first_seen, known_since, opened, spells } = earlier
  return { ...row, known_since, first_seen, opened, spells, changes: (fields.length === 0 ? changes : [...changes, { on, fields }]).slice(-keptChanges), continues }
}

interface Kin {
  /** The posting of an earlier board that a new one goes on from; each is found once. */
  readonly moved: (row: PostingHistory) => { readonly row: PostingHistory; readonly kinship: Kinship } | undefined
  /** The posting of the board that went away shortly before; each is found once. */
  readonly reposted: (row: PostingHistory) => Kinship | undefined
}

/** Until a board was read whole for the first time, its postings may go on from those of the board before it. */
const kin = (rows: ReadonlyArray<PostingHistory>, before: LedgerBoard | undefined, board: LedgerBoard, as_of: CalendarDay): Kin => {
  const elsewhere = before?.complete_on != null ? [] : rows.filter((row) => row.board !== board.board && row.state !== "closed" && row.continued_by === undefined)
  const gone = rows.filter(({ board: of, last_seen, state }) =>
    of === board.board && state !== "open" && last_seen !== null && (Day.between(last_seen, as_of) ?? Infinity) <= Patience.repost)
  const [places, departed] = [Candidates(elsewhere), Candidates(gone)]
  return {
    moved: (row) => {
      const found = places.byRequisition(row) ?? places.byWords(row)
      if (found === undefined) return undefined
      places.take(found)
      return { row: found, kinship: kinship(found, row) }
    },
    reposted: (row) => {
      const found = departed.byWords(row)
      if (found === undefined) return undefined
      departed.take(found)
      return kinship(found, row)
    }
  }
}

const kinship = (earlier: PostingHistory, row: PostingHistory): Kinship => ({
  posting: earlier.id,
  evidence: row.facts.requisition !== null && row.facts.requisition === earlier.facts.requisition ? "requisition" : "title_and_places"
})

/** Rows by what may say that another is the same job. Of several that went away the last to do so comes first, then by identity. */
const Candidates = (rows: ReadonlyArray<PostingHistory>) => {
  const sorted = rows.toSorted((a, b) => Canonical.compare(b.last_seen ?? "9", a.last_seen ?? "9") || byId(a, b))
  const [requisitions, words] = [grouped(sorted, ({ facts }) => facts.requisition), grouped(sorted, ({ facts }) => wordsOf(facts))]
  const taken = new Set<PostingId>()
  const first = (some: ReadonlyArray<PostingHistory> | undefined, requisition: string | null): PostingHistory | undefined => {
    const left = some?.filter(({ id }) => !taken.has(id))
    return left?.find(({ facts }) => requisition !== null && facts.requisition === requisition) ?? left?.[0]
  }
  return {
    /** Of several postings of one requisition nobody knows which. */
    byRequisition: ({ facts }: PostingHistory) => {
      const some = facts.requisition === null ? undefined : requisitions.get(facts.requisition)
      return some?.length === 1 ? first(some, null) : some?.find((one) => !taken.has(one.id) && wordsOf(one.facts) === wordsOf(facts))
    },
    byWords: ({ facts }: PostingHistory) => first(words.get(wordsOf(facts)), facts.requisition),
    take: ({ id }: PostingHistory) => void taken.add(id)
  }
}

const wordsOf = ({ places, title }: PostingFacts): string => [title, ...places.map(({ text }) => text)].map((text) => text.toLowerCase()).join("\n")

const grouped = (rows: ReadonlyArray<PostingHistory>, key: (row: PostingHistory) => string | null): ReadonlyMap<string, ReadonlyArray<PostingHistory>> => {
  const groups = new Map<string, Array<PostingHistory>>()
  for (const row of rows) {
    const of = key(row)
    if (of === null) continue
    const group = groups.get(of)
    if (group === undefined) groups.set(of, [row])
    else group.push(row)
  }
  return groups
}
