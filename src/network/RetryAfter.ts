/**
 * How long a host asks to be left alone: `Retry-After` (RFC 9110, section 10.2.3).
 */

/** Longer is not believed, or not waited for in any case. */
export const longest = 3_600_000

/** Milliseconds from `now`, at most an hour; `null` if the header is absent or says nothing that can be read. */
export const read = (value: string | undefined, now: number): number | null => {
  if (value === undefined) return null
  if (/^\d{1,15}$/.test(value)) return Math.min(Number(value) * 1000, longest)
  const date = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? null : Math.min(Math.max(0, date - now), longest)
}
