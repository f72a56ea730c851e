/**
 * Where each posting of a ranking stands: its job's place and facts, its own score.
 */
import type { PostingBrief, PostingId } from "../../schemas/Posting.ts"
import type { RankedJob, RankedJobs } from "../../schemas/RankedJobs.ts"

export interface Standing {
  readonly brief: PostingBrief | undefined
  /** `undefined` where a deal-breaker takes it out. */
  readonly job: RankedJob | undefined
  readonly score: number | null
}

export const of = ({ excluded, jobs }: RankedJobs): ReadonlyMap<string, Standing> => {
  const standings = new Map<string, Standing>()
  for (const job of jobs) {
    standings.set(job.id, { brief: briefOf(job, job), job, score: job.score })
    for (const other of job.also) standings.set(other.id, { brief: briefOf(job, other), job, score: other.score })
  }
  for (const { id } of excluded) standings.set(id, { brief: undefined, job: undefined, score: null })
  return standings
}

/** The postings of a job, the one that stands for it first. */
export const postingsOf = ({ also, id }: RankedJob): ReadonlyArray<PostingId> => [id, ...also.map(({ id }) => id)]

const briefOf = ({ provider, title, work_mode }: RankedJob, { id, places, url }: Pick<PostingBrief, "id" | "places" | "url">): PostingBrief =>
  ({ id, provider, title, url, places, work_mode })
