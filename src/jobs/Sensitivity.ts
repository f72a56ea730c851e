/**
 * What would change a score most: each thing that a posting does not state, stated for better and for worse, and each choice of
 * the profile that cost points, made otherwise; tried one by one with the very rules that gave the score.
 *
 * Of two changes that do as much the gain counts, and then the first. What is excluded stays so: only points are reckoned.
 */
import type { Change, ExplainedScore } from "../../schemas/Explanation.ts"
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { Score } from "../../schemas/Score.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Choices from "./Choices.ts"
import * as Scores from "./Score.ts"
import * as Statements from "./Statements.ts"
import * as Target from "./Target.ts"
import type { Tables } from "./Taxonomy.ts"

export interface Basis {
  readonly profile: CandidateProfile
  readonly scoring: Scoring
}

/** A posting's score taken apart, all but its freshness. */
export const explained = (posting: UnderstoodPosting, basis: Basis, tables: Tables): ExplainedScore => {
  const score = Scores.timeless(posting, basis.profile, basis.scoring, tables)
  return { ...score, title: posting.title, published_at: posting.published_at, would_change_most: of(posting, score, basis, tables) }
}

/** @param score the posting's, with or without its freshness: a day would change nothing */
export const of = (posting: UnderstoodPosting, score: Score, { profile, scoring }: Basis, tables: Tables): Change | null => {
  const target = Target.of(profile, tables)
  const before = Scores.byFamily(score)
  const gained = (families: ReadonlyArray<Scores.Timeless>, changed: UnderstoodPosting, wanted: Target.Target): number =>
    Scores.partial(families, changed, wanted, scoring) - Scores.added(families)(before)
  let most: Change | null = null
  const consider = (change: Change): void => {
    const [size, known] = [Math.abs(change.points), Math.abs(most?.points ?? 0)]
    if (size > known || (size === known && size > 0 && change.points > most!.points)) most = change
  }
  for (const missing of score.missing) {
    if (missing.family === "freshness") continue
    for (const { change, posting: changed } of Statements.of(missing.signal, posting, target)) {
      consider({ of: "posting", ...missing, change, set: null, points: gained([missing.family, "completeness", "semantic"], changed, target) })
    }
  }
  for (const missing of Scores.freshness(posting, scoring, anyDay).missing) {
    const { points } = Scores.freshness({ published_at: anyDay }, scoring, anyDay)
    consider({ of: "posting", ...missing, change: "It would say that it was published today", set: null, points })
  }
  for (const contribution of score.contributions) {
    const { family, signal } = contribution
    const choice = Choices.otherwise(contribution, posting, target)
    if (choice === undefined || family === "freshness") continue
    consider({ of: "profile", family, signal, change: choice.change, set: choice.set, points: gained([family, "semantic"], posting, choice.target) })
  }
  return most
}

/** Whether a posting says when it was published, and what today would be worth, is the same on every day. */
const anyDay = "2000-01-01"
