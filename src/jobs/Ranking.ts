/**
 * Scored postings put in one order, each job once, and the scores taken apart in that order.
 *
 * The order is total: by score, the highest first, ties by identity. Of postings of one job the first stands for the others.
 * An excluded posting has a score but no rank, and stands for nobody. Rows are put together in the order in which they are written
 * (`engine/Writer`).
 */
import type { Cluster } from "../../schemas/Clusters.ts"
import type { Day } from "../../schemas/Day.ts"
import type { ExplainedJob, ExplainedScore, Explanation } from "../../schemas/Explanation.ts"
import type { PostingId } from "../../schemas/Posting.ts"
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { Basis, RankedJobs, ScoredPosting } from "../../schemas/RankedJobs.ts"
import type { Score } from "../../schemas/Score.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Highlights from "./Highlights.ts"
import * as Memo from "./Memo.ts"
import * as Reasons from "./Reasons.ts"
import * as Scores from "./Score.ts"

export interface Input {
  readonly as_of: Day
  readonly profile: CandidateProfile
  readonly scoring: Scoring
  /** In any order. Gone through for the order, and again where what is listed was not all kept by then. */
  readonly postings: Iterable<ScoredPosting>
  /** Of postings that are one job to a reader. */
  readonly clusters: ReadonlyArray<Cluster>
}

/** So many jobs are listed with what they offer, and so many excluded with the reason; of the rest the order is kept. */
export const listed = 10_000

/** So many are taken apart beside the list; the others where they are asked for. */
export const explained = 1000

/** @param score without its freshness (`Score.timeless`) */
export const scored = (posting: UnderstoodPosting, score: Score): ScoredPosting => {
  const { family, level, pay, reasons, unstated } = Highlights.of(posting, score)
  return {
    excluded: score.excluded,
    family,
    id: posting.id,
    level,
    likeness: score.semantic?.likeness ?? null,
    pay,
    places: posting.places.map(({ text }) => text),
    points: Scores.byFamily(score),
    provider: posting.provider,
    published_at: posting.published_at,
    reasons,
    score: score.score,
    title: posting.title,
    unstated,
    url: posting.url,
    work_mode: posting.work_mode
  }
}

export const rank = ({ as_of, clusters, postings, profile, scoring }: Input): RankedJobs => {
  const ages = Memo.make<ReturnType<typeof Scores.freshness>>()
  const freshness = (posting: Scores.Published) => Memo.of(ages, posting.published_at ?? "", () => Scores.freshness(posting, scoring, as_of))
  const known = new Map<PostingId, ScoredPosting>()
  const { excluded, jobs } = order(keeping(postings, known), clusters, (posting) => freshness(posting).points)
  const [shown, taken, rest] = [jobs.slice(0, listed), excluded.slice(0, listed), jobs.slice(listed)]
  const wanted = new Set([...shown.flatMap(({ also, id }) => [id, ...also.map(({ id }) => id)]), ...taken])
  for (const id of known.keys()) if (!wanted.has(id)) known.delete(id)
  if (known.size < wanted.size) for (const posting of postings) if (wanted.has(posting.id)) known.set(posting.id, posting)
  return {
    schema_version: 1,
    as_of,
    basis: basisOf(profile, scoring),
    counts: { ranked: jobs.length, also: jobs.reduce((sum, { also }) => sum + also.length, 0), excluded: excluded.length },
    jobs: shown.map(({ also, id, score }, index) => {
      const { family, level, likeness, pay, places, provider, published_at, reasons, title, unstated, url, work_mode } = known.get(id)!
      const missing = freshness({ published_at }).missing.map(Reasons.missing)
      return {
        also: also.map(({ id, score }) => {
          const { places, url } = known.get(id)!
          return { id, places, score, url }
        }),
        family,
        id,
        level,
        likeness,
        pay,
        places,
        provider,
        rank: index + 1,
        reasons,
        score,
        title,
        unstated: missing.length === 0 ? unstated : [...unstated, ...missing],
        url,
        work_mode
      }
    }),
    ...(rest.length > 0 && { rest: rest.map(({ id, score }) => ({ id, score })) }),
    excluded: taken.flatMap((of) => {
      const { excluded, id, provider, title } = known.get(of)!
      return excluded === null ? [] : [{ id, title, provider, excluded }]
    })
  }
}

/** @param scores of all postings of the ranking, in any order */
export const explain = ({ as_of, basis, excluded, jobs }: RankedJobs, scores: Iterable<ExplainedScore>, scoring: Scoring): Explanation => {
  const wanted = [
    ...jobs.slice(0, explained).flatMap(({ also, id, rank }) => [{ id, rank, shown_with: null }, ...also.map((other) => ({ id: other.id, rank: null, shown_with: id }))]),
    ...excluded.slice(0, explained).map(({ id }) => ({ id, rank: null, shown_with: null }))
  ]
  const ids = new Set(wanted.map(({ id }) => id))
  const known = new Map<PostingId, ExplainedScore>()
  for (const score of scores) if (ids.has(score.posting)) known.set(score.posting, score)
  return { schema_version: 1, as_of, basis, jobs: wanted.map(({ id, rank, shown_with }) => taken(known.get(id)!, { rank, shown_with }, scoring, as_of)) }
}

/** A posting's score on a day, taken apart. */
export const taken = (explained: ExplainedScore, place: Pick<ExplainedJob, "rank" | "shown_with">, scoring: Scoring, as_of: Day): ExplainedJob => {
  const { published_at, title, would_change_most, ...score } = explained
  const { posting: id, ...dated } = Scores.dated(score, { published_at }, scoring, as_of)
  return { id, title, ...place, ...dated, would_change_most }
}

interface Place {
  readonly id: PostingId
  /** On the day. */
  readonly score: number
}

interface Job extends Place {
  readonly also: Array<Place>
}

/** The postings as they come, of which as many are kept as are listed: most days those are all. */
function* keeping(postings: Iterable<ScoredPosting>, known: Map<PostingId, ScoredPosting>): Generator<ScoredPosting> {
  for (const posting of postings) {
    if (known.size < listed || known.has(posting.id)) known.set(posting.id, posting)
    yield posting
  }
}

const order = (postings: Iterable<ScoredPosting>, clusters: ReadonlyArray<Cluster>, pointsOf: (posting: ScoredPosting) => number) => {
  const [ranked, excluded]: [Array<Place>, Array<PostingId>] = [[], []]
  for (const posting of postings) {
    if (posting.excluded === null) ranked.push({ id: posting.id, score: posting.score + pointsOf(posting) })
    else excluded.push(posting.id)
  }
  ranked.sort((a, b) => b.score - a.score || Canonical.compare(a.id, b.id))
  return { jobs: once(ranked, clusters), excluded: excluded.sort(Canonical.compare) }
}

const once = (ranked: ReadonlyArray<Place>, clusters: ReadonlyArray<Cluster>): ReadonlyArray<Job> => {
  const clusterOf = new Map(clusters.flatMap((cluster) => cluster.postings.map((id) => [id, cluster] as const)))
  const shown = new Map<Cluster, Job>()
  const jobs: Array<Job> = []
  for (const { id, score } of ranked) {
    const cluster = clusterOf.get(id)
    const known = cluster === undefined ? undefined : shown.get(cluster)
    if (known !== undefined) {
      known.also.push({ id, score })
      continue
    }
    const job: Job = { id, score, also: [] }
    jobs.push(job)
    if (cluster !== undefined) shown.set(cluster, job)
  }
  return jobs
}

const basisOf = (profile: CandidateProfile, scoring: Scoring): Basis => ({
  candidate: profile.id,
  profile: Canonical.digestUnsafe(profile),
  scoring: Canonical.digestUnsafe(scoring),
  scoring_revision: scoring.revision
})
