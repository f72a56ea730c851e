/**
 * What would change a score most: each thing that a posting does not state, stated for better and for worse, and each choice of
 * the profile that cost points, made otherwise; tried one by one with the very rules that gave the score.
 *
 * Of two changes that do as much the gain counts, and then the first. What is excluded stays so: only points are reckoned.
 */
import type { Day } from "../../schemas/Day.ts"
import type { Change } from "../../schemas/Explanation.ts"
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
  readonly as_of: Day
  readonly profile: CandidateProfile
  readonly scoring: Scoring
}

/** @param score the posting's, with its freshness */
export const of = (posting: UnderstoodPosting, score: Score, { as_of, profile, scoring }: Basis, tables: Tables): Change | null => {
  const target = Target.of(profile, tables)
  const before = new Map<Scores.Timeless, number>()
  for (const { family, points } of score.contributions) if (family !== "freshness") before.set(family, (before.get(family) ?? 0) + points)
  const gained = (families: ReadonlyArray<Scores.Timeless>, changed: UnderstoodPosting, wanted: Target.Target): number =>
    Scores.partial(families, changed, wanted, scoring) - families.reduce((sum, family) => sum + (before.get(family) ?? 0), 0)
  let most: Change | null = null
  const consider = (change: Change): void => {
    const [size, known] = [Math.abs(change.points), Math.abs(most?.points ?? 0)]
    if (size > known || (size === known && size > 0 && change.points > most!.points)) most = change
  }
  for (const missing of score.missing) {
    if (missing.family === "freshness") {
      const points = Scores.dated(score, { published_at: as_of }, scoring, as_of).score - score.score
      consider({ of: "posting", ...missing, change: "It would say that it was published today", set: null, points })
      continue
    }
    for (const { change, posting: changed } of Statements.of(missing.signal, posting, target)) {
      consider({ of: "posting", ...missing, change, set: null, points: gained([missing.family, "completeness", "semantic"], changed, target) })
    }
  }
  for (const contribution of score.contributions) {
    const { family, signal } = contribution
    const choice = Choices.otherwise(contribution, posting, target)
    if (choice === undefined || family === "freshness") continue
    consider({ of: "profile", family, signal, change: choice.change, set: choice.set, points: gained([family, "semantic"], posting, choice.target) })
  }
  return most
}

