/**
 * Postings and their scores put in one order, each job once, and the scores taken apart in that order.
 *
 * The order is total: by score, the highest first, ties by identity. Of postings of one job the first stands for the others.
 * An excluded posting has a score but no rank, and stands for nobody.
 */
import type { Cluster } from "../../schemas/Clusters.ts"
import type { Day } from "../../schemas/Day.ts"
import type { Explanation } from "../../schemas/Explanation.ts"
import type { PostingId } from "../../schemas/Posting.ts"
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { Basis, RankedJobs } from "../../schemas/RankedJobs.ts"
import type { Score } from "../../schemas/Score.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Highlights from "./Highlights.ts"
import * as Scores from "./Score.ts"
import * as Sensitivity from "./Sensitivity.ts"
import type { Tables } from "./Taxonomy.ts"

export interface Input {
  readonly as_of: Day
  readonly profile: CandidateProfile
  readonly scoring: Scoring
  readonly postings: ReadonlyArray<UnderstoodPosting>
  /** One for each posting, without freshness (`Score.timeless`), in any order. */
  readonly scores: ReadonlyArray<Score>
  /** Of postings that are one job to a reader. */
  readonly clusters: ReadonlyArray<Cluster>
}

export const rank = (input: Input): RankedJobs => {
  const { excluded, jobs } = order(input)
  return {
    schema_version: 1,
    as_of: input.as_of,
    basis: basisOf(input.profile, input.scoring),
    counts: { ranked: jobs.length, also: jobs.reduce((sum, { also }) => sum + also.length, 0), excluded: excluded.length },
    jobs: jobs.map(({ also, posting, score }, index) => ({
      rank: index + 1,
      score: score.score,
      id: posting.id,
      title: posting.title,
      provider: posting.provider,
      url: posting.url,
      places: placesOf(posting),
      work_mode: posting.work_mode,
      ...Highlights.of(posting, score),
      likeness: score.semantic?.likeness ?? null,
      also: also.map(({ posting, score }) => ({ id: posting.id, score: score.score, url: posting.url, places: placesOf(posting) }))
    })),
    excluded: excluded.flatMap(({ posting: { id, title, provider }, score: { excluded } }) =>
      excluded === null ? [] : [{ id, title, provider, excluded }])
  }
}

export const explain = (input: Input, tables: Tables): Explanation => {
  const { excluded, jobs } = order(input)
  const explained = ({ posting, score }: Scored, rank: number | null, shown_with: PostingId | null): Explanation["jobs"][number] => ({
    id: posting.id,
    title: posting.title,
    rank,
    shown_with,
    score: score.score,
    contributions: score.contributions,
    missing: score.missing,
    excluded: score.excluded,
    semantic: score.semantic,
    would_change_most: Sensitivity.of(posting, score, input, tables)
  })
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

interface Scored {
  readonly posting: UnderstoodPosting
  readonly score: Score
}

interface Job extends Scored {
  readonly also: Array<Scored>
}

const order = ({ as_of, clusters, postings, scores, scoring }: Input): { readonly jobs: ReadonlyArray<Job>; readonly excluded: ReadonlyArray<Scored> } => {
  const byPosting = new Map(postings.map((posting) => [posting.id, posting]))
  const scored = scores.flatMap((score): ReadonlyArray<Scored> => {
    const posting = byPosting.get(score.posting)
    return posting === undefined ? [] : [{ posting, score: Scores.dated(score, posting, scoring, as_of) }]
  })
  const byIdentity = (a: Scored, b: Scored) => Canonical.compare(a.posting.id, b.posting.id)
  const ranked = scored.filter(({ score }) => score.excluded === null).sort((a, b) => b.score.score - a.score.score || byIdentity(a, b))
  return { jobs: once(ranked, clusters), excluded: scored.filter(({ score }) => score.excluded !== null).sort(byIdentity) }
}

const once = (ranked: ReadonlyArray<Scored>, clusters: ReadonlyArray<Cluster>): ReadonlyArray<Job> => {
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

const placesOf = ({ places }: UnderstoodPosting): ReadonlyArray<string> => places.map(({ text }) => text)

const basisOf = (profile: CandidateProfile, scoring: Scoring): Basis => ({
  candidate: profile.id,
  profile: Canonical.digestUnsafe(profile),
  scoring: Canonical.digestUnsafe(scoring),
  scoring_revision: scoring.revision
})
