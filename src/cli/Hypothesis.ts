/**
 * A run's ranking held against the one that another profile or contract would give.
 *
 * Only scores and order are computed, with the functions the stages use. The likeness of words is left out where it does not count.
 */
import * as Movement from "../jobs/Movement.ts"
import * as Ranking from "../jobs/Ranking.ts"
import * as Scores from "../jobs/Score.ts"
import type { Tables } from "../jobs/Taxonomy.ts"
import type { Documents } from "./Assignment.ts"
import type { RankedRun } from "./RankedRun.ts"

export interface Told extends Movement.Move {
  readonly shifts: ReadonlyArray<Movement.Shift>
}

export interface Outcome {
  readonly as_of: string
  readonly counts: Movement.Movement["counts"]
  readonly moves: { readonly [K in Exclude<keyof Movement.Movement, "counts">]: ReadonlyArray<Told> }
  /** The run's scores are not those that this program gives with the run's own configuration. */
  readonly isOutdated: boolean
}

export const test = (before: RankedRun, after: Documents, tables: Tables): Outcome => {
  const { as_of, clusters, postings, ranking } = before
  const counted = lean(after)
  const scores = postings.map((posting) => Scores.timeless(posting, counted.profile, counted.scoring, tables))
  const moved = Movement.between(ranking, Ranking.rank({ as_of, ...counted, postings, scores, clusters }))
  const known = new Map(postings.map((posting) => [posting.id, posting]))
  const score = (id: Movement.Move["id"], { profile, scoring }: Documents) => Scores.of(known.get(id)!, profile, scoring, tables, as_of)
  const own = lean(before)
  let isOutdated = false
  const told = (move: Movement.Move): Told => {
    const was = score(move.id, own)
    isOutdated ||= move.before.score !== null && was.score !== move.before.score
    return { ...move, shifts: Movement.shifts(was, score(move.id, counted)) }
  }
  const { counts, ...lists } = moved
  const moves = {
    entered: lists.entered.map(told),
    left: lists.left.map(told),
    risen: lists.risen.map(told),
    fallen: lists.fallen.map(told),
    excluded: lists.excluded.map(told),
    admitted: lists.admitted.map(told)
  }
  return { as_of, counts, moves, isOutdated }
}

/** A likeness told beside the score moves nothing. */
const lean = ({ profile, scoring }: Documents): Documents =>
  ({ profile, scoring: scoring.semantic.mode === "boost" ? scoring : { ...scoring, semantic: { ...scoring.semantic, mode: "off" } } })
