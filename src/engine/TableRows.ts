/**
 * The rows of a stored table as stretches of its bytes, so that equal ones are found and put together without being read.
 */
import * as Output from "./Output.ts"

export interface TableRows {
  readonly bytes: Buffer
  /** Where each row begins; last, where the table ends. Each row's newline belongs to it. */
  readonly starts: ReadonlyArray<number>
}

export const of = (content: Uint8Array): TableRows => {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length)
  const starts = [0]
  for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, end + 1)) starts.push(end + 1)
  return { bytes, starts }
}

const newline = 0x0a

export const count = ({ starts }: TableRows): number => starts.length - 1

/** A row as its line. */
export const line = ({ bytes, starts }: TableRows, index: number): string => bytes.toString("utf8", starts[index]!, starts[index + 1]! - 1)

const isEqual = (a: TableRows, i: number, b: TableRows, j: number): boolean =>
  a.bytes.compare(b.bytes, b.starts[j]!, b.starts[j + 1]!, a.starts[i]!, a.starts[i + 1]!) === 0

/**
 * For each row the place of an equal row of another table, -1 where there is none. Only what lies between the rows that both begin with
 * and those that both end with is looked up.
 */
export const places = (rows: TableRows, others: TableRows): ReadonlyArray<number> => {
  const [all, there] = [count(rows), count(others)]
  const found = new Array<number>(all).fill(-1)
  let [first, last] = [0, 0]
  const most = Math.min(all, there)
  while (first < most && isEqual(rows, first, others, first)) found[first] = first++
  while (last < most - first && isEqual(rows, all - 1 - last, others, there - 1 - last)) found[all - 1 - last] = there - 1 - last++
  if (first + last === all || first + last === there) return found
  const known = new Map<string, number>()
  for (let at = first; at < there - last; at++) known.set(line(others, at), at)
  for (let at = first; at < all - last; at++) found[at] = known.get(line(rows, at)) ?? -1
  return found
}

/** A table of new rows, as their lines, and of rows of another table, as their places in it. */
export const joined = (parts: ReadonlyArray<string | number>, others: TableRows): Uint8Array => {
  const pieces: Array<Uint8Array> = []
  for (let at = 0; at < parts.length;) {
    const begun = at
    if (typeof parts[at] === "string") {
      while (typeof parts[at] === "string") at++
      pieces.push(Output.ofLines(parts.slice(begun, at) as ReadonlyArray<string>))
      continue
    }
    const first = parts[at] as number
    while (parts[at] === first + at - begun) at++
    pieces.push(others.bytes.subarray(others.starts[first]!, others.starts[first + at - begun]!))
  }
  return pieces.length === 1 && typeof parts[0] === "string" ? pieces[0]! : Output.joined(pieces)
}
