/**
 * What a reader of a list asks first of a posting: what it pays, what it is, why it is here and what it does not say.
 */
import type { Highlights } from "../../schemas/RankedJobs.ts"
import type { Score } from "../../schemas/Score.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Pay from "./Pay.ts"
import * as Reasons from "./Reasons.ts"
import * as Salary from "./Salary.ts"

const shownReasons = 3

export const of = (posting: UnderstoodPosting, { contributions, missing }: Score): Highlights => {
  const { family, seniority } = posting.understanding.title
  return {
    pay: pay(posting),
    family,
    level: seniority,
    reasons: contributions.filter(isReason).sort((a, b) => b.points - a.points).slice(0, shownReasons).map(Reasons.of),
    unstated: missing.map(Reasons.missing)
  }
}

/** That a posting is complete or new is no reason to want it. */
const isReason = ({ family, points }: Score["contributions"][number]): boolean => points > 0 && family !== "completeness" && family !== "freshness"

const pay = ({ compensation, understanding: { salary } }: UnderstoodPosting): string | null => {
  const given = compensation === null ? "" : Pay.line(compensation).trim()
  return (given === "" ? salary.bands.map(Salary.print).join("; ") : given) || null
}
