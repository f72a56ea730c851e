/**
 * Tables as text: the first column to the left, the others to the right.
 */
export const text = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)))
  return [head, ...rows].map((row) => row.map((cell, column) => column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)).join("  ").trimEnd()).join("\n")
}

/** A share between 0 and 1, as `0.813`. */
export const share = (number: number): string => number.toFixed(3)

/** A share, or a count above 1. */
export const figure = (number: number): string => Number.isInteger(number) && number > 1 ? String(number) : share(number)
