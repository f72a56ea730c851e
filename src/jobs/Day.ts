/**
 * Days of the civil calendar as whole numbers, from dates that were given. Knows no clock and no time zone but UTC.
 */
const date = /^(\d{4})-(\d{2})-(\d{2})/
const time = /^[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:Z|UTC|([+-])(\d{2}):?(\d{2}))?$/

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const lengthOf = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : lengths[month - 1] ?? 0)

/**
 * Days since 1970-01-01 of the UTC day of an ISO 8601 date or time; a time without an offset is UTC. `undefined` for
 * anything else, and for days no calendar has.
 */
export const numberOf = (text: string): number | undefined => {
  const [matched, y, m, d] = date.exec(text) ?? []
  if (matched === undefined) return undefined
  const [year, month, day] = [Number(y), Number(m), Number(d)]
  if (month < 1 || month > 12 || day < 1 || day > lengthOf(year, month)) return undefined
  const rest = text.slice(matched.length)
  if (rest === "") return civil(year, month, day)
  const parts = time.exec(rest)
  if (parts === null) return undefined
  const offset = parts[4] === undefined ? 0 : (parts[4] === "-" ? -1 : 1) * (Number(parts[5]) * 60 + Number(parts[6]))
  const minutes = Number(parts[1]) * 60 + Number(parts[2]) - offset
  return civil(year, month, day) + Math.floor(minutes / 1440)
}

/** Whole days from one date to another; negative when `to` is earlier. `undefined` when either is not a date. */
export const between = (from: string, to: string): number | undefined => {
  const [start, end] = [numberOf(from), numberOf(to)]
  return start === undefined || end === undefined ? undefined : end - start
}

// Days from civil: http://howardhinnant.github.io/date_algorithms.html
const civil = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}
