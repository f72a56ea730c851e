/**
 * What a posting's history hints at: that it came back, that its board dates it anew, that it has been open for long.
 *
 * Signs for a reader, never for a score: vendors move dates without a change, and some jobs are hard to fill. Knows one row
 * of the ledger and the board's own date; a date that no calendar has says nothing.
 */
import type { Sign } from "../../schemas/Clusters.ts"
import type { Day as CalendarDay } from "../../schemas/Day.ts"
import type { PostingHistory } from "../../schemas/PostingHistory.ts"
import * as Day from "./Day.ts"

/** Open for longer than this is long: the median closed posting of four recorded boards was open for 34 days, one in ten for 106. */
const long = 90
/** A date moves by a day or two with time zones and late readings. */
const slack = 7

/** In the order of the schema's literals. A closed posting has no signs. */
export const signs = (row: Pick<PostingHistory, "state" | "first_seen"> & { readonly reopened_on: CalendarDay | null }, published_at: string | null, as_of: CalendarDay): ReadonlyArray<Sign> => {
  if (row.state === "closed") return []
  const open = Day.between(row.first_seen, as_of) ?? 0
  const published = published_at === null ? undefined : Day.between(published_at, row.first_seen)
  const found: Array<Sign> = []
  if (row.reopened_on !== null) found.push({ sign: "reopened", days: Math.max(0, Day.between(row.reopened_on, as_of) ?? 0), since: row.reopened_on })
  if (published !== undefined && published < -slack) found.push({ sign: "republished", days: -published, since: row.first_seen })
  if (published !== undefined && published > slack) found.push({ sign: "backdated", days: published, since: row.first_seen })
  if (Math.max(open, open + (published ?? 0)) > long) found.push({ sign: "stale", days: Math.max(open, open + (published ?? 0)), since: row.first_seen })
  return found
}
