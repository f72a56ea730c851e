/**
 * A tree of blocks as one text of lines, and what each line is.
 *
 * Every block stands on lines of its own, an item behind its marker, a table's row on one line where its cells are short.
 * No line is empty, and none begins or ends with white space, so the text read as plain text gives the same text again.
 */
import type { Block, Blocks, Run } from "../../schemas/Blocks.ts"
import type { RawText } from "../../schemas/RawText.ts"

export interface Line {
  readonly kind: "heading" | "paragraph" | "item" | "row"
  /** All of it is emphasised. */
  readonly strong: boolean
  /** In UTF-16 units of the text; an item's marker is not part of its line. */
  readonly start: number
  readonly end: number
  /** The line as it stands in the text, behind its marker, and where that begins. */
  readonly written: string
  readonly from: number
}

export interface Lines {
  readonly text: RawText
  readonly lines: ReadonlyArray<Line>
}

export const of = (blocks: Blocks): Lines => {
  const writing: Writing = { lines: [], length: 0, marker: "" }
  writeAll(writing, blocks)
  return { text: writing.lines.map(({ written }) => written).join("\n") as RawText, lines: writing.lines }
}

interface Writing {
  readonly lines: Array<Line>
  length: number
  /** What the next line begins with. */
  marker: string
}

const writeAll = (writing: Writing, blocks: Blocks): void => {
  for (const block of blocks) write(writing, block)
}

const write = (writing: Writing, block: Block): void => {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return writeLines(writing, block.runs, block.kind)
    case "quote":
      return writeAll(writing, block.blocks)
    case "list":
      for (const { blocks, marker } of block.items) {
        if (marker !== null) writing.marker = `${marker} `
        writeAll(writing, blocks)
      }
      return
    case "table":
      for (const row of block.rows) writeRow(writing, row)
      return
    case "rule":
      return
  }
}

const writeLines = (writing: Writing, runs: ReadonlyArray<Run>, kind: "heading" | "paragraph"): void => {
  const [only] = runs
  if (only !== undefined && runs.length === 1 && !only.text.includes("\n")) return writeLine(writing, only.text.trim(), kind, only.emphasis)
  let line = ""
  let strong = true
  for (const { emphasis, text } of runs) {
    const [first, ...others] = text.split("\n")
    line += first
    strong &&= emphasis || first!.trim() === ""
    for (const other of others) {
      writeLine(writing, line.trim(), kind, strong)
      line = other
      strong = emphasis || other.trim() === ""
    }
  }
  writeLine(writing, line.trim(), kind, strong)
}

const writeRow = (writing: Writing, cells: ReadonlyArray<Blocks>): void => {
  const texts = cells.map(textOfCell)
  if (texts.every((text) => text !== undefined)) writeLine(writing, texts.filter((text) => text !== "").join(" | "), "row", false)
  else for (const cell of cells) writeAll(writing, cell)
}

/** `undefined` for a cell of several lines. */
const textOfCell = (cell: Blocks): string | undefined => {
  const [block, ...others] = cell
  if (block === undefined) return ""
  if (others.length > 0 || block.kind !== "paragraph") return undefined
  const text = block.runs.map(({ text }) => text).join("")
  return text.includes("\n") ? undefined : text
}

const writeLine = (writing: Writing, text: string, kind: Line["kind"], strong: boolean): void => {
  if (text === "") return
  const { marker } = writing
  const from = writing.length + (writing.length === 0 ? 0 : 1)
  const start = from + marker.length
  const written = marker === "" ? text : marker + text
  writing.length = start + text.length
  writing.lines.push({ kind: marker !== "" && kind === "paragraph" ? "item" : kind, strong, start, end: writing.length, written, from })
  writing.marker = ""
}
