/**
 * Times at work: ranges of months written in a line, and how many years they make together.
 *
 * Months count from year 0. A range by years alone runs from January to January, so it claims the least it can mean.
 */
export interface Range {
  readonly from: number
  /** The first month after it; `undefined` while it lasts. */
  readonly to: number | undefined
}

const names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

const month = String.raw`(?:\b(?<NAME>(?:${names.join("|")})[a-z]{0,6})\.?,?\s{1,3}|(?<NUMBER>\d{1,2})[/.])?(?<YEAR>(?:19|20)\d\d)(?:-(?<ISO>0[1-9]|1[0-2])(?:-\d\d)?)?`
const side = (letter: string): string => month.replaceAll(/<([A-Z]+)>/g, (_, name: string) => `<${name.toLowerCase()}${letter}>`)
const pattern = new RegExp(String.raw`${side("A")}\s{0,3}(?:-|–|—|to|until)\s{0,3}(?:${side("B")}|(?<now>present|now|today|current|ongoing)\b)`, "iu")

/** The first range in a line, and the line without it. */
export const find = (line: string): { readonly range: Range; readonly rest: string } | undefined => {
  const match = pattern.exec(line)
  if (match === null) return undefined
  const { isoA, isoB, nameA, nameB, now, numberA, numberB, yearA, yearB } = match.groups!
  const start = monthOf(nameA, numberA, isoA)
  const end = monthOf(nameB, numberB, isoB)
  const range: Range = {
    from: Number(yearA) * 12 + (start ?? 0),
    to: now === undefined ? Number(yearB) * 12 + (end === undefined ? 0 : end + 1) : undefined
  }
  return { range, rest: `${line.slice(0, match.index)}\t${line.slice(match.index + match[0].length)}` }
}

/** Whole years covered by any of the ranges; `null` if there is none. `day` ends what still lasts. */
export const years = (ranges: ReadonlyArray<Range>, day: string): number | null => {
  if (ranges.length === 0) return null
  const now = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  let months = 0
  let covered = -Infinity
  for (const { from, to } of ranges.map((range) => ({ from: range.from, to: Math.min(range.to ?? now, now) })).sort((a, b) => a.from - b.from)) {
    months += Math.max(0, to - Math.max(from, covered))
    covered = Math.max(covered, to)
  }
  return Math.floor(months / 12)
}

const monthOf = (name: string | undefined, number: string | undefined, iso: string | undefined): number | undefined => {
  const index = name === undefined ? Number(number ?? iso ?? 0) - 1 : names.indexOf(name.slice(0, 3).toLowerCase())
  return index >= 0 && index < 12 ? index : undefined
}
