/**
 * What moved between two rankings of the same postings, and which contributions of a score changed.
 *
 * A job is followed by the posting that stands for it. A rank can change without the score: others passed.
 */
import type { PostingId } from "../../schemas/Posting.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import type { Contribution, Score } from "../../schemas/Score.ts"
import * as Canonical from "../platform/Canonical.ts"

/** The first so many places are what a reader looks at: entering and leaving them is told. */
export const top = 10

/** Moves up and down are listed where they begin or end among the first so many. */
export const watched = 100

/** At most so many of a kind. */
export const listed = 5

export interface Place {
  /** `also`: shown with another posting of its job, whose rank it has. `absent`: the ranking does not know it. */
  readonly state: "ranked" | "also" | "excluded" | "absent"
  readonly rank: number | null
  readonly score: number | null
  /** Why it is excluded. */
  readonly reason: string | null
}

export interface Move {
  readonly id: PostingId
  readonly title: string
  readonly provider: ProviderId
  readonly before: Place
  readonly after: Place
}

export interface Movement {
  readonly counts: {
    readonly postings: number
    /** Postings whose score changed. */
    readonly rescored: number
    /** Jobs. */
    readonly risen: number
    readonly fallen: number
    /** Postings. */
    readonly excluded: number
    readonly admitted: number
  }
  /** Into the first ten, and out of them. */
  readonly entered: ReadonlyArray<Move>
  readonly left: ReadonlyArray<Move>
  /** By places moved, the most first. */
  readonly risen: ReadonlyArray<Move>
  readonly fallen: ReadonlyArray<Move>
  /** That a deal-breaker takes out now, or no longer: the first of them. */
  readonly excluded: ReadonlyArray<Move>
  readonly admitted: ReadonlyArray<Move>
}

/** A contribution before and after; `null` where there is none. */
export interface Shift extends Pick<Contribution, "family" | "signal" | "rule"> {
  readonly before: number | null
  readonly after: number | null
}

export const between = (before: RankedJobs, after: RankedJobs): Movement => {
  const from = new Map<PostingId, Place>()
  eachPlace(before, ({ id }, place) => from.set(id, place))
  const moves: Array<Move> = []
  eachPlace(after, ({ id, provider, title }, place) => moves.push({ id, title, provider, before: from.get(id) ?? absent, after: place }))
  const ranked = moves.filter(isRanked)
  const risen = ranked.filter(({ after, before }) => after.rank < before.rank)
  const fallen = ranked.filter(({ after, before }) => after.rank > before.rank)
  const rescored = moves.filter(({ after, before }) => after.score !== null && before.score !== null && after.score !== before.score)
  const excluded = moves.filter(({ after, before }) => after.state === "excluded" && before.state !== "excluded")
  const admitted = moves.filter(({ after, before }) => before.state === "excluded" && after.state !== "excluded")
  const isTop = ({ rank }: Place) => rank !== null && rank <= top
  const isShown = ({ state }: Place) => state === "ranked"
  return {
    counts: { postings: moves.length, rescored: rescored.length, risen: risen.length, fallen: fallen.length, excluded: excluded.length, admitted: admitted.length },
    entered: moves.filter(({ after, before }) => isShown(after) && isTop(after) && !isTop(before)).sort(byRank("after")),
    left: moves.filter(({ after, before }) => isShown(before) && isTop(before) && !isTop(after)).sort(byRank("before")),
    risen: risen.filter(isWatched).sort(byDistance).slice(0, listed),
    fallen: fallen.filter(isWatched).sort(byDistance).slice(0, listed),
    excluded: excluded.sort(byRank("before")).slice(0, listed),
    admitted: admitted.sort(byRank("after")).slice(0, listed)
  }
}

type Ranked = Move & { readonly before: { readonly rank: number }; readonly after: { readonly rank: number } }

const absent: Place = { state: "absent", rank: null, score: null, reason: null }

/** A posting shown with another has that one's rank, so that a job whose first posting changed has not moved. */
const eachPlace = ({ excluded, jobs }: RankedJobs, tell: (posting: Pick<Move, "id" | "title" | "provider">, place: Place) => void): void => {
  for (const job of jobs) {
    const { also, provider, rank, score, title } = job
    tell(job, { state: "ranked", rank, score, reason: null })
    for (const { id, score } of also) tell({ id, title, provider }, { state: "also", rank, score, reason: null })
  }
  for (const job of excluded) tell(job, { state: "excluded", rank: null, score: null, reason: job.excluded.reason })
}

/** Told by the posting that stands for the job now. */
const isRanked = (move: Move): move is Ranked => move.after.state === "ranked" && move.before.rank !== null

/** What only made room for others is counted, not listed. */
const isWatched = ({ after, before }: Ranked): boolean => Math.min(after.rank, before.rank) <= watched && after.score !== before.score

const byDistance = (a: Ranked, b: Ranked): number =>
  Math.abs(b.after.rank - b.before.rank) - Math.abs(a.after.rank - a.before.rank) || Math.min(a.after.rank, a.before.rank) - Math.min(b.after.rank, b.before.rank) || Canonical.compare(a.id, b.id)

const byRank = (side: "before" | "after") => (a: Move, b: Move): number =>
  (a[side].rank ?? Infinity) - (b[side].rank ?? Infinity) || Canonical.compare(a.id, b.id)

/** The contributions that are not as they were, in the order of the families; one that is gone has no points after. */
export const shifts = (before: Pick<Score, "contributions">, after: Pick<Score, "contributions">): ReadonlyArray<Shift> => {
  const left = new Map(before.contributions.map((contribution) => [keyOf(contribution), contribution]))
  const found: Array<Shift> = []
  for (const { family, points, rule, signal } of after.contributions) {
    const was = left.get(keyOf({ family, rule, signal }))
    left.delete(keyOf({ family, rule, signal }))
    if (was?.points !== points) found.push({ family, rule, signal, before: was?.points ?? null, after: points })
  }
  const gone = Array.from(left.values(), ({ family, points, rule, signal }): Shift => ({ family, rule, signal, before: points, after: null }))
  return [...gone, ...found].filter(({ after, before }) => (before ?? 0) !== (after ?? 0))
}

const keyOf = ({ rule, signal }: Pick<Contribution, "family" | "rule" | "signal">): string => `${rule}\n${signal}`
