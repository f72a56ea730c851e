/**
 * The net beneath the rules: how like a posting is to what a candidate looks for, beside the score or, bounded, within it.
 *
 * Nothing is computed where the contract has it off.
 */
import type { Semantic } from "../../schemas/Score.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Signals from "./Signals.ts"
import * as Similarity from "./Similarity.ts"
import type { Target } from "./Target.ts"

export const of = (posting: UnderstoodPosting, target: Target, { semantic: { mode } }: Scoring): Semantic | null =>
  mode === "off" ? null : { mode, likeness: likeness(posting, target) }

/** A share of the maximum, rounded down. */
export const boost = (posting: UnderstoodPosting, target: Target, { semantic: { maximum, mode } }: Scoring): Signals.Signals => {
  if (mode !== "boost") return Signals.none
  const like = likeness(posting, target)
  return Signals.found(Signals.offer("semantic", `likeness_${like}`, Math.floor((maximum * like) / 1000), "boost"))
}

const likeness = ({ title, understanding: { gist, skills } }: UnderstoodPosting, { tables, wanted }: Target): number =>
  Similarity.of(wanted(), { title, text: gist, skills: new Set(skills.map(({ skill }) => skill)) }, tables.words)
