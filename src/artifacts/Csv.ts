/**
 * Tables for spreadsheets: RFC 4180, with text that a spreadsheet would run as a formula made harmless.
 *
 * Text beginning with = + - @ (or their full-width forms), also behind what nobody sees, gets an apostrophe in front (OWASP, CSV Injection): at
 * the start of a cell, and behind a semicolon, tab or line break, where other locales' spreadsheets begin a cell. Numbers are written as
 * they are.
 */
export type Cell = string | number | null

export const table = (header: ReadonlyArray<string>, rows: Iterable<ReadonlyArray<Cell>>): string =>
  [header, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")

const formula = /(^|[;\t\r\n])(?=[\p{C}\p{Z}"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])|^(?=[\t\r\n])/gu

const cell = (value: Cell): string => {
  if (value === null) return ""
  if (typeof value === "number") return String(value)
  const harmless = value.replace(formula, "$1'")
  return /[",;\r\n]/.test(harmless) ? `"${harmless.replaceAll("\"", "\"\"")}"` : harmless
}
