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

/** A row of a table, by its place. */
export interface Row {
  readonly table: TableRows
  readonly at: number
}

/** A new row as its line, or one that is in a table. */
export type Part = string | Row

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

/** A table of rows, in bytes of its own. */
export const joined = (parts: ReadonlyArray<Part>): Uint8Array => {
  const pieces: Array<Uint8Array> = []
  let lines: Array<string> = []
  const close = () => {
    if (lines.length > 0) pieces.push(Output.ofLines(lines))
    lines = []
  }
  for (let index = 0; index < parts.length;) {
    const part = parts[index++]!
    if (typeof part === "string") {
      lines.push(part)
      continue
    }
    close()
    const { at, table: { bytes, starts } } = part
    let end = at + 1
    for (; follows(part, parts[index], end); index++) end++
    pieces.push(bytes.subarray(starts[at], starts[end]))
  }
  close()
  return Output.joined(pieces)
}

const follows = ({ table }: Row, part: Part | undefined, at: number): boolean => typeof part === "object" && part.table === table && part.at === at
