/**
 * A run's ranking held against the one that another profile or contract would give.
 *
 * Only what differs is computed, with the functions the stages use: of each score the families that read what changed. The likeness of
 * words is left out where it does not count.
 */
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { ScoredPosting } from "../../schemas/RankedJobs.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Exclusions from "../jobs/Exclusions.ts"
import * as Movement from "../jobs/Movement.ts"
import * as Ranking from "../jobs/Ranking.ts"
import * as Scores from "../jobs/Score.ts"
import * as Target from "../jobs/Target.ts"
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
  /** Of what is compared, the run has other points than this program gives with the run's own configuration. */
  readonly isOutdated: boolean
}

export const test = (before: RankedRun, after: Documents, tables: Tables): Outcome => {
  const { as_of, clusters, ranking } = before
  const [own, counted] = [lean(before), lean(after)]
  const moved = Movement.between(ranking, Ranking.rank({ as_of, ...counted, postings: scores({ ...before, ...own }, counted, tables), clusters }))
  const { counts, ...lists } = moved
  const ids = new Set(Object.values(lists).flat().map(({ id }) => id))
  const known = new Map(before.postings(ids).map((posting) => [posting.id, posting]))
  const scored = new Map(before.scored.flatMap((posting) => (ids.has(posting.id) ? [[posting.id, posting]] : [])))
  const changed = affected(own, counted)
  const reckoned = (id: Movement.Move["id"], { profile, scoring }: Documents) => {
    const [posting, target] = [known.get(id)!, Target.of(profile, tables)]
    const [contributions, fresh] = [Scores.some(changed, posting, target, scoring), Scores.freshness(posting, scoring, as_of)]
    return { contributions: [...contributions, ...fresh.contributions], points: Scores.sum(contributions), fresh: fresh.points }
  }
  let isOutdated = false
  const told = (move: Movement.Move): Told => {
    const [was, { points, score }] = [reckoned(move.id, own), scored.get(move.id)!]
    isOutdated ||= move.before.score !== null && (was.points !== Scores.added(changed)(points) || score + was.fresh !== move.before.score)
    return { ...move, shifts: Movement.shifts(was, reckoned(move.id, counted)) }
  }
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

/** Every posting as the run scored it, but for what changed. */
export const scores = (before: Pick<RankedRun, "scored" | "understood"> & Documents, after: Documents, tables: Tables): ReadonlyArray<ScoredPosting> => {
  const changed = affected(before, after)
  const isJudgedAnew = differs(before.profile, after.profile)
  if (changed.length === 0 && !isJudgedAnew) return before.scored
  const target = Target.of(after.profile, tables)
  const reads = {
    skills: changed.some((family) => family === "skills" || family === "semantic") || target.mustHaves.length > 0,
    pay: changed.some((family) => family === "compensation" || family === "completeness") || target.profile.minimum_pay?.when_unstated === "exclude",
    role: changed.some((family) => family === "role" || family === "seniority"),
    terms: isJudgedAnew
  }
  const postings = before.understood(reads)[Symbol.iterator]()
  const added = Scores.added(changed)
  return before.scored.map((scored) => {
    const posting: UnderstoodPosting = postings.next().value
    return {
      ...scored,
      score: scored.score - added(scored.points) + Scores.partial(changed, posting, target, after.scoring),
      excluded: isJudgedAnew ? Exclusions.of(posting, target) : scored.excluded
    }
  })
}

/** The families that read anything that is not the same. Freshness is always reckoned anew. */
const affected = (before: Documents, after: Documents): ReadonlyArray<Scores.Timeless> => {
  const fields = Object.keys(readers) as ReadonlyArray<keyof typeof readers>
  const families = new Set<Scores.Timeless>(fields.flatMap((field) => (differs(before.profile[field], after.profile[field]) ? readers[field] : [])))
  const { freshness: _, ...points } = after.scoring.points
  for (const family of Object.keys(points) as ReadonlyArray<keyof typeof points>) if (differs(before.scoring.points[family], points[family])) families.add(family)
  if (differs(before.scoring.semantic, after.scoring.semantic)) families.add("semantic")
  return [...families]
}

const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b)

/** Which families read a field of the profile. */
const readers: Readonly<Record<keyof CandidateProfile, ReadonlyArray<Scores.Timeless>>> = {
  schema_version: [],
  id: [],
  name: [],
  source: [],
  roles: ["role", "semantic"],
  seniorities: ["seniority"],
  track: ["seniority"],
  years_of_experience: ["seniority"],
  skills: ["skills", "semantic"],
  skill_weights: ["skills", "semantic"],
  must_haves: ["skills", "semantic"],
  languages: ["skills"],
  work_modes: ["location"],
  remote_within: ["location"],
  cities: ["location"],
  countries: ["location"],
  minimum_pay: ["compensation"],
  preferred_providers: ["company"],
  deal_breakers: []
}

/** A likeness told beside the score moves nothing. */
const lean = ({ profile, scoring }: Documents): Documents =>
  ({ profile, scoring: scoring.semantic.mode === "boost" ? scoring : { ...scoring, semantic: { ...scoring.semantic, mode: "off" } } })
