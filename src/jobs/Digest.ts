/**
 * A candidate's alerts put together for sending: all of the day, and where it is due the rest of the week.
 */
import type { Alerts } from "../../schemas/Alerts.ts"
import type { Digest } from "../../schemas/Digest.ts"

export const of = ({ as_of, candidate, counts, memory: { recent }, week }: Alerts): Digest => {
  const daily = recent.flatMap(({ alert, on }) => (on === as_of ? [alert] : []))
  const earlier = week === null ? [] : recent.filter(({ on }) => on < as_of && (week.after === null || on > week.after))
  return {
    schema_version: 1,
    as_of,
    candidate,
    subject: `${number(daily.length)} for ${candidate} on ${as_of}${week === null ? "" : `, ${number(daily.length + earlier.length)} in the week`}`,
    daily: { alerts: daily },
    weekly: week === null ? null : { after: week.after, earlier },
    counts
  }
}

const number = (count: number): string => (count === 0 ? "No alert" : count === 1 ? "1 alert" : `${count} alerts`)
