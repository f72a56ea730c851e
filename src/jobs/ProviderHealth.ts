/**
 * How each provider's board has fared over the last runs: how often it could be read, what went wrong, how often it asked for less.
 *
 * A fold over what the runs published. Runs that attempted no board say nothing of any.
 */
import type { Availability, AvailabilityReason } from "../../schemas/Availability.ts"
import type { Day } from "../../schemas/Day.ts"
import type { PolicyLog } from "../../schemas/PolicyLog.ts"
import * as Canonical from "../platform/Canonical.ts"

/** What one run published; the newest comes first. */
export interface Observation {
  readonly run: string
  readonly availability: Availability
  /** `null` for runs from before there was one. */
  readonly policyLog: PolicyLog | null
}

export interface Health {
  readonly provider: string
  /** Runs in which it was attempted. */
  readonly runs: number
  readonly available: number
  /** Available in thousandths of the runs, rounded down. */
  readonly permille: number
  /** Against the older half of the runs; `null` below four. */
  readonly trend: "better" | "worse" | "steady" | null
  /** How often each reason but `ok` occurred, sorted by name. */
  readonly reasons: ReadonlyArray<{ readonly reason: AvailabilityReason; readonly runs: number }>
  /** Requests that left, those that failed or were answered with an error, and those that were answered with 429. */
  readonly requests: number
  readonly failed_requests: number
  readonly rate_limited: number
  readonly last_available: Day | null
  /** How many of the newest runs in a row had this status. */
  readonly streak: { readonly status: "available" | "unavailable"; readonly runs: number } | null
  /** The newest first. */
  readonly course: ReadonlyArray<{ readonly run: string; readonly as_of: Day; readonly status: "available" | "unavailable"; readonly reason: AvailabilityReason }>
}

export const over = (observations: ReadonlyArray<Observation>): ReadonlyArray<Health> => {
  const providers = new Set(observations.flatMap(({ availability }) => availability.providers.map(({ provider }) => provider)))
  return [...providers].sort(Canonical.compare).map((provider) => of(provider, observations))
}

const of = (provider: string, observations: ReadonlyArray<Observation>): Health => {
  const course = observations.flatMap(({ availability, run }) =>
    availability.providers.flatMap(({ provider: one, reason, status }) =>
      one === provider && status !== "disabled" && reason !== "not_attempted" ? [{ run, as_of: availability.as_of, status, reason }] : []))
  const requests = observations.flatMap(({ policyLog }) => policyLog?.providers.find((one) => one.provider === provider)?.requests ?? [])
  const available = course.filter(isAvailable).length
  return {
    provider,
    runs: course.length,
    available,
    permille: course.length === 0 ? 0 : Math.floor(available * 1000 / course.length),
    trend: trendOf(course.map(isAvailable)),
    reasons: reasonsOf(course.map(({ reason }) => reason)),
    requests: requests.length,
    failed_requests: requests.filter(({ status }) => status === null || status >= 400).length,
    rate_limited: requests.filter(({ status }) => status === 429).length,
    last_available: course.find(isAvailable)?.as_of ?? null,
    streak: streakOf(course.map(({ status }) => status)),
    course
  }
}

const isAvailable = ({ status }: { readonly status: string }): boolean => status === "available"

/** Compares shares without dividing: a/n > b/m where a·m > b·n. */
const trendOf = (course: ReadonlyArray<boolean>): Health["trend"] => {
  if (course.length < 4) return null
  const half = course.length >> 1
  const [newer, older] = [course.slice(0, half), course.slice(half)]
  const [now, then] = [newer.filter(Boolean).length * older.length, older.filter(Boolean).length * newer.length]
  return now > then ? "better" : now < then ? "worse" : "steady"
}

const reasonsOf = (reasons: ReadonlyArray<AvailabilityReason>): Health["reasons"] =>
  [...new Set(reasons)].filter((reason) => reason !== "ok").sort(Canonical.compare)
    .map((reason) => ({ reason, runs: reasons.filter((one) => one === reason).length }))

const streakOf = (statuses: ReadonlyArray<"available" | "unavailable">): Health["streak"] => {
  const [status] = statuses
  if (status === undefined) return null
  const end = statuses.findIndex((one) => one !== status)
  return { status, runs: end === -1 ? statuses.length : end }
}
