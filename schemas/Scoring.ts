/**
 * The scoring contract: how many points each signal gives. By which words signals are told is the taxonomy's, not the contract's.
 *
 * Points are whole numbers and a family's sum is bounded on both sides, so every score is a sum that can be checked by hand.
 * Any change of a number is a new `revision`.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"

/** In the order in which a score is told; freshness is last because it alone depends on the day. */
export const Family = Schema.Literals(["role", "seniority", "skills", "location", "compensation", "company", "completeness", "semantic", "freshness"])
export type Family = typeof Family.Type

/** At most this many points, either way. */
export const Points = Schema.Int.check(Schema.isBetween({ minimum: -1000, maximum: 1000 })).annotate({ identifier: "Points" })
/** For a match. */
const Gain = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1000 })).annotate({ identifier: "Gain" })
/** For what speaks against a posting. */
const Penalty = Schema.Int.check(Schema.isBetween({ minimum: -1000, maximum: 0 })).annotate({ identifier: "Penalty" })
const bounds = { maximum: Gain, minimum: Penalty }

const ascending = (steps: ReadonlyArray<{ readonly days: number }>): boolean =>
  steps.every((step, index) => index === 0 || step.days > (steps[index - 1]?.days ?? 0))

/** One word of it out of order, and a better match could lower a score. */
const descending = (...points: ReadonlyArray<number>): boolean => points.every((point, index) => index === 0 || point <= points[index - 1]!)

export const Scoring = Schema.Struct({
  schema_version: Schema.Literal(1),
  /** As `2026-11-22`; shown wherever a score is. */
  revision: Schema.NonEmptyString,
  points: Schema.Struct({
    /**
     * `related`: another family of a domain wanted. `department`: only a department tells one wanted.
     * `mentioned`: the title names one wanted beside its own, and both are technical. `team`: it does, for another kind of work.
     */
    role: Schema.Struct({ ...bounds, target: Gain, related: Points, mentioned: Points, department: Gain, team: Points, other: Penalty }).check(
      Schema.makeFilter(({ mentioned, other, related, target, team }) => descending(target, related, team, other) && descending(target, mentioned, team) || "better matches have to give more points")
    ),
    /** `near`: a level beside one wanted. `too_little_experience`: more years are asked for than the candidate has. */
    seniority: Schema.Struct({
      ...bounds, target: Gain, near: Points, other: Penalty, track: Gain, other_track: Penalty, enough_experience: Gain, too_little_experience: Penalty
    }).check(Schema.makeFilter(({ near, other, target }) => descending(target, near, other) || "better matches have to give more points")),
    /** `required`, `preferred`, `mentioned` and `title_word`: for each unit of the skill's weight. `foreign_language`: for each language that is asked for and not the candidate's. */
    skills: Schema.Struct({ ...bounds, required: Gain, preferred: Gain, mentioned: Gain, title_word: Gain, must_have: Gain, foreign_language: Penalty }).check(
      Schema.makeFilter(({ mentioned, preferred, required }) => descending(required, preferred, mentioned) || "better matches have to give more points")
    ),
    /** `remote_open`, `remote_closed`: remote work that may be done from a country of the candidate, or from none of them. */
    location: Schema.Struct({
      ...bounds, work_mode: Gain, remote_possible: Gain, other_work_mode: Penalty, city: Gain, country: Gain, elsewhere: Penalty, remote_open: Gain, remote_closed: Penalty
    }).check(
      Schema.makeFilter(({ city, country, remote_possible, work_mode }) => descending(city, country) && descending(work_mode, remote_possible) || "better matches have to give more points")
    ),
    compensation: Schema.Struct({ ...bounds, whole_range_above: Gain, reaches_minimum: Gain, below_minimum: Penalty }).check(
      Schema.makeFilter(({ reaches_minimum, whole_range_above }) => descending(whole_range_above, reaches_minimum) || "better matches have to give more points")
    ),
    company: Schema.Struct({ ...bounds, preferred: Gain }),
    completeness: Schema.Struct({ ...bounds, each: Gain }),
    /** The first step whose `days` the posting's age does not exceed. */
    freshness: Schema.Struct({
      ...bounds,
      steps: Schema.Array(Schema.Struct({ days: Count, points: Gain })).check(
        Schema.makeFilter((steps) => ascending(steps) && descending(...steps.map(({ points }) => points)) || "the steps' days must ascend and their points must not")
      )
    })
  }),
  /**
   * A net beneath the rules: how like a posting is to what is looked for. `off` computes nothing, `sidecar` shows it beside the score, `boost` adds
   * at most `maximum` points as a contribution of its own.
   */
  semantic: Schema.Struct({ mode: Schema.Literals(["off", "sidecar", "boost"]), maximum: Gain })
}).annotate({ identifier: "Scoring" })
export interface Scoring extends Schema.Schema.Type<typeof Scoring> {}
