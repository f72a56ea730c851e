/**
 * Numbers as people read them. One form for each, whatever the locale.
 */

/** `1 node`, `25 nodes`. */
export const count = (number: number, noun: string, plural: string = `${noun}s`): string => `${grouped(number)} ${number === 1 ? noun : plural}`

/** `1,204`. */
export const grouped = (number: number): string => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ",")

/** `850 ms`, `4.2 s`, `3 min 12 s`. */
export const duration = (millis: number): string => {
  if (millis < 1000) return `${Math.round(millis)} ms`
  if (millis < 60_000) return `${(millis / 1000).toFixed(1)} s`
  return `${Math.floor(millis / 60_000)} min ${Math.round((millis % 60_000) / 1000)} s`
}

/** `312 B`, `1.4 MiB`. */
export const bytes = (size: number): string => {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"]
  let value = size
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}

/** Columns padded to one width, separated by two spaces; the last is left ragged. */
export const table = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const widths: Array<number> = []
  for (const row of rows) for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, width(cell))
  return rows.map((row) => row.map((cell, index) => index === row.length - 1 ? cell : cell + " ".repeat(widths[index]! - width(cell))).join("  ").trimEnd())
}

// Colour takes no room.
const width = (text: string): number => [...text.replaceAll(/\u001B\[[\d;]*m/g, "")].length
