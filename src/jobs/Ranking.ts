/**
 * Scored postings put in one order, each job once, and the scores taken apart in that order.
 *
 * The order is total: by score, the highest first, ties by identity. Of postings of one job the first stands for the others.
 * An excluded posting has a score but no rank, and stands for nobody.
 */
import type { Cluster } from "../../schemas/Clusters.ts"
import type { Day } from "../../schemas/Day.ts"
import type { ExplainedScore, Explanation } from "../../schemas/Explanation.ts"
import type { PostingId } from "../../schemas/Posting.ts"
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { Basis, RankedJobs, ScoredPosting } from "../../schemas/RankedJobs.ts"
import type { Score } from "../../schemas/Score.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Highlights from "./Highlights.ts"
import * as Reasons from "./Reasons.ts"
import * as Scores from "./Score.ts"

export interface Input {
  readonly as_of: Day
  readonly profile: CandidateProfile
  readonly scoring: Scoring
  /** In any order. */
  readonly postings: ReadonlyArray<ScoredPosting>
  /** Of postings that are one job to a reader. */
  readonly clusters: ReadonlyArray<Cluster>
}

/** @param score without its freshness (`Score.timeless`) */
export const scored = (posting: UnderstoodPosting, score: Score): ScoredPosting => ({
  id: posting.id,
  provider: posting.provider,
  title: posting.title,
  url: posting.url,
  places: posting.places.map(({ text }) => text),
  work_mode: posting.work_mode,
  published_at: posting.published_at,
  ...Highlights.of(posting, score),
  likeness: score.semantic?.likeness ?? null,
  score: score.score,
  excluded: score.excluded
})

export const rank = (input: Input): RankedJobs => {
  const { excluded, jobs } = order(input)
  return {
    schema_version: 1,
    as_of: input.as_of,
    basis: basisOf(input.profile, input.scoring),
    counts: { ranked: jobs.length, also: jobs.reduce((sum, { also }) => sum + also.length, 0), excluded: excluded.length },
    jobs: jobs.map(({ also, missing, posting, score }, index) => {
      const { excluded: _, published_at: __, unstated, ...brief } = posting
      return {
        ...brief,
        rank: index + 1,
        score,
        unstated: [...unstated, ...missing.map(Reasons.missing)],
        also: also.map(({ posting: { id, places, url }, score }) => ({ id, score, url, places }))
      }
    }),
    excluded: excluded.flatMap(({ posting: { excluded, id, provider, title } }) => (excluded === null ? [] : [{ id, title, provider, excluded }]))
  }
}

/** @param scores of all postings, in any order */
export const explain = (input: Input, scores: ReadonlyArray<ExplainedScore>): Explanation => {
  const { excluded, jobs } = order(input)
  const byPosting = new Map(scores.map((score) => [score.posting, score]))
  const explained = ({ posting: { id, published_at, title } }: Ranked, rank: number | null, shown_with: PostingId | null): Explanation["jobs"][number] => {
    const { would_change_most, ...score } = byPosting.get(id)!
    const { posting: _, ...dated } = Scores.dated(score, { published_at }, input.scoring, input.as_of)
    return { id, title, rank, shown_with, ...dated, would_change_most }
  }
  return {
    schema_version: 1,
    as_of: input.as_of,
    basis: basisOf(input.profile, input.scoring),
    jobs: [
      ...jobs.flatMap((job, index) => [explained(job, index + 1, null), ...job.also.map((one) => explained(one, null, job.posting.id))]),
      ...excluded.map((one) => explained(one, null, null))
    ]
  }
}

interface Ranked {
  readonly posting: ScoredPosting
  /** On the day. */
  readonly score: number
  readonly missing: Score["missing"]
}

interface Job extends Ranked {
  readonly also: Array<Ranked>
}

const order = ({ as_of, clusters, postings, scoring }: Input): { readonly jobs: ReadonlyArray<Job>; readonly excluded: ReadonlyArray<Ranked> } => {
  const dated = postings.map((posting): Ranked => {
    const { missing, points } = Scores.freshness(posting, scoring, as_of)
    return { posting, score: posting.score + points, missing }
  })
  const byIdentity = (a: Ranked, b: Ranked) => Canonical.compare(a.posting.id, b.posting.id)
  const ranked = dated.filter(({ posting }) => posting.excluded === null).sort((a, b) => b.score - a.score || byIdentity(a, b))
  return { jobs: once(ranked, clusters), excluded: dated.filter(({ posting }) => posting.excluded !== null).sort(byIdentity) }
}

const once = (ranked: ReadonlyArray<Ranked>, clusters: ReadonlyArray<Cluster>): ReadonlyArray<Job> => {
  const clusterOf = new Map(clusters.flatMap((cluster) => cluster.postings.map((id) => [id, cluster] as const)))
  const shown = new Map<Cluster, Job>()
  const jobs: Array<Job> = []
  for (const one of ranked) {
    const cluster = clusterOf.get(one.posting.id)
    const known = cluster === undefined ? undefined : shown.get(cluster)
    if (known !== undefined) {
      known.also.push(one)
      continue
    }
    const job = { ...one, also: [] }
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
