/**
 * A candidate's ranking over time, as a fold: the trajectory so far and today's ranked list give today's trajectory.
 *
 * A job is followed by the posting that stands for it in the list. A day without a run has no entry: nothing is filled in.
 */
import type { Day as CalendarDay } from "../../schemas/Day.ts"
import type { RankedJob, RankedJobs } from "../../schemas/RankedJobs.ts"
import type { FollowedPosting, RankedDay, Trajectory as Document } from "../../schemas/Trajectory.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Day from "./Day.ts"

/** Places that are followed, and those a newcomer is told of. */
const followed = 50
const seen = 20
const upper = 10
/** Days that are kept, and days for which a posting is kept that left. */
const keptDays = 180
const keptAfter = 30
const keptPoints = 60

/** A score that shows: the role is wanted, the level is, and something more. */
export const line = 60

/** What of today's list is folded on. */
export type Ranking = Pick<RankedJobs, "as_of" | "basis" | "counts" | "jobs">

/** A day that is ranked again replaces what was said of it, but for its newcomers: those since the day before are known from the first time. */
export const fold = (earlier: Document | null, today: Ranking): Document => {
  const { as_of, basis, jobs } = today
  const again = earlier?.days.find(({ day }) => day === as_of)
  const previous = earlier === null || again === undefined ? earlier : until(earlier, as_of)
  const entry = dayOf(previous, today)
  const days = [...previous?.days ?? [], again === undefined ? entry : { ...entry, newcomers: again.newcomers }]
  return {
    schema_version: 1,
    candidate: basis.candidate,
    as_of,
    basis,
    line,
    days: days.filter(({ day }) => (Day.between(day, as_of) ?? 0) < keptDays),
    postings: postingsOf(previous?.postings ?? [], jobs, as_of)
  }
}

/** Without the postings that may not be told of any more. */
export const without = (document: Document, stays: (about: string) => boolean): Document => ({ ...document, postings: document.postings.filter(({ id }) => stays(id)) })

/** What was known before a day, but for the places then. */
const until = (earlier: Document, day: CalendarDay): Document | null => {
  const days = earlier.days.filter((one) => one.day < day)
  const postings = earlier.postings.map((posting) => ({ ...posting, points: posting.points.filter((point) => point.day < day) }))
  return days.length === 0 ? null : { ...earlier, days, postings: postings.filter(({ points }) => points.length > 0) }
}

const dayOf = (previous: Document | null, { as_of, basis, counts, jobs }: Ranking): RankedDay => {
  const scores = jobs.slice(0, upper).map(({ score }) => score)
  const before = new Set((previous?.postings ?? []).filter(({ rank }) => rank !== null && rank <= seen).map(({ id }) => id))
  const isNew = ({ also, id }: RankedJob): boolean => !before.has(id) && !also.some(({ id }) => before.has(id))
  return {
    day: as_of,
    ranked: counts.ranked,
    excluded: counts.excluded,
    best: scores[0] ?? null,
    median: scores[scores.length >> 1] ?? null,
    over_line: jobs.filter(({ score }) => score >= line).length,
    newcomers: previous === null ? null : jobs.slice(0, seen).filter(isNew).length,
    rebased: previous !== null && (previous.basis.profile !== basis.profile || previous.basis.scoring !== basis.scoring)
  }
}

const postingsOf = (before: ReadonlyArray<FollowedPosting>, jobs: ReadonlyArray<RankedJob>, as_of: CalendarDay): ReadonlyArray<FollowedPosting> => {
  const known = new Map(before.map((posting) => [posting.id, posting]))
  const top = jobs.slice(0, followed)
  const now = new Set(top.map(({ id }) => id))
  const left = before.filter(({ id }) => !now.has(id))
    .map((posting) => ({ ...posting, rank: null, left_on: posting.left_on ?? as_of }))
    .filter(({ left_on }) => (Day.between(left_on, as_of) ?? 0) < keptAfter)
  const present = top.map(({ id, provider, rank, score, title }): FollowedPosting => {
    const points = known.get(id)?.points ?? []
    return { id, provider, title, rank, left_on: null, points: (points.at(-1)?.score === score ? points : [...points, { day: as_of, score }]).slice(-keptPoints) }
  })
  return [...left, ...present].sort((a, b) => Canonical.compare(a.id, b.id))
}
