/**
 * Postings and their scores put in one order, and the scores taken apart in that order.
 *
 * The order is total: by score, the highest first, ties by identity. An excluded posting has a score but no rank.
 */
import type { Day } from "../../schemas/Day.ts"
import type { Explanation } from "../../schemas/Explanation.ts"
import type { Posting } from "../../schemas/Posting.ts"
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { Basis, RankedJobs } from "../../schemas/RankedJobs.ts"
import type { Score } from "../../schemas/Score.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Scores from "./Score.ts"

export interface Input {
  readonly as_of: Day
  readonly profile: CandidateProfile
  readonly scoring: Scoring
  readonly postings: ReadonlyArray<Posting>
  /** One for each posting, without freshness (`Score.timeless`), in any order. */
  readonly scores: ReadonlyArray<Score>
}

export const rank = (input: Input): RankedJobs => {
  const { ranked, excluded } = order(input)
  return {
    schema_version: 1,
    as_of: input.as_of,
    basis: basisOf(input.profile, input.scoring),
    counts: { ranked: ranked.length, excluded: excluded.length },
    jobs: ranked.map(({ posting, score }, index) => ({
      rank: index + 1,
      score: score.score,
      id: posting.id,
      title: posting.title,
      provider: posting.provider,
      url: posting.url,
      places: posting.places.map(({ text }) => text),
      work_mode: posting.work_mode
    })),
    excluded: excluded.flatMap(({ posting: { id, title, provider }, score: { excluded } }) =>
      excluded === null ? [] : [{ id, title, provider, excluded }])
  }
}

export const explain = (input: Input): Explanation => {
  const { ranked, excluded } = order(input)
  return {
    schema_version: 1,
    as_of: input.as_of,
    basis: basisOf(input.profile, input.scoring),
    jobs: [...ranked, ...excluded].map(({ posting, score }, index) => ({
      id: posting.id,
      title: posting.title,
      rank: score.excluded === null ? index + 1 : null,
      score: score.score,
      contributions: score.contributions,
      missing: score.missing,
      excluded: score.excluded
    }))
  }
}

interface Scored {
  readonly posting: Posting
  readonly score: Score
}

const order = ({ as_of, postings, scores, scoring }: Input): { readonly ranked: ReadonlyArray<Scored>; readonly excluded: ReadonlyArray<Scored> } => {
  const byPosting = new Map(postings.map((posting) => [posting.id, posting]))
  const scored = scores.flatMap((score): ReadonlyArray<Scored> => {
    const posting = byPosting.get(score.posting)
    return posting === undefined ? [] : [{ posting, score: Scores.dated(score, posting, scoring, as_of) }]
  })
  const byIdentity = (a: Scored, b: Scored) => Canonical.compare(a.posting.id, b.posting.id)
  return {
    ranked: scored.filter(({ score }) => score.excluded === null).sort((a, b) => b.score.score - a.score.score || byIdentity(a, b)),
    excluded: scored.filter(({ score }) => score.excluded !== null).sort(byIdentity)
  }
}

const basisOf = (profile: CandidateProfile, scoring: Scoring): Basis => ({
  candidate: profile.id,
  profile: Canonical.digestUnsafe(profile),
  scoring: Canonical.digestUnsafe(scoring),
  scoring_revision: scoring.revision
})
