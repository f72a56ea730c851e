/**
 * Tables for spreadsheets: RFC 4180, with cells that a spreadsheet would run as a formula made harmless.
 *
 * A text cell beginning with = + - @ (or their full-width forms), also behind what nobody sees, a tab or a line break gets an apostrophe
 * in front (OWASP, CSV Injection). Numbers are written as they are.
 */
export type Cell = string | number | null

export const table = (header: ReadonlyArray<string>, rows: Iterable<ReadonlyArray<Cell>>): string =>
  [header, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")

const cell = (value: Cell): string => {
  if (value === null) return ""
  if (typeof value === "number") return String(value)
  const harmless = /^(?:[\p{C}\p{Z}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/u.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll("\"", "\"\"")}"` : harmless
}
