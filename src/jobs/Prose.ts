/**
 * Lines of text as paragraphs and lists: a line that begins with a bullet or a number is an item, an empty line ends a
 * paragraph.
 *
 * Reads plain texts so, and the lines of an HTML paragraph, where employers type their bullets by hand. Knows no markup.
 */
import type { Block, Blocks, Item, Run } from "../../schemas/Blocks.ts"
import type { RawText } from "../../schemas/RawText.ts"
import * as Visible from "./Visible.ts"

const bullet = /^(?:([-*–—➢✓✔]|\d{1,4}[.)])\s+|([•·‣▪●○◦])\s*)(?=\S)/

/** An item's second line, in texts that were wrapped by hand. */
const continuation = /^(?:\t| {2,})\s*\S/

export const plain = (raw: string): Blocks => {
  const lines = Visible.of(raw).split(/\r\n?|\n/)
  const gathered = gather()
  for (const line of lines) {
    const text = line.replaceAll(/\s+/g, " ").trim()
    if (text !== "" && gathered.inItem() && continuation.test(line) && !bullet.test(text)) gathered.extend(text)
    else gathered.add(text === "" ? [] : [run(text)])
  }
  return gathered.end()
}

/** Of runs whose white space is single spaces and line breaks. */
export const blocks = (runs: ReadonlyArray<Run>): Blocks => {
  if (!runs.some(({ text }) => text.includes("\n")) && !bullet.test(textOf(runs))) return [{ kind: "paragraph", runs }]
  const gathered = gather()
  for (const line of linesOf(runs)) gathered.add(line)
  return gathered.end()
}

const run = (text: string): Run => ({ text: text as RawText, emphasis: false, link: null })

const textOf = (runs: ReadonlyArray<Run>): string => (runs.length === 1 ? runs[0]!.text : runs.map(({ text }) => text).join(""))

/** Each line without white space at its ends. */
const linesOf = (runs: ReadonlyArray<Run>): ReadonlyArray<ReadonlyArray<Run>> => {
  const lines: Array<Array<Run>> = [[]]
  for (const run of runs) {
    run.text.split("\n").forEach((text, index) => {
      if (index > 0) lines.push([])
      if (text !== "") lines.at(-1)!.push({ ...run, text: text as RawText })
    })
  }
  return lines.map(trimmed)
}

const trimmed = (line: ReadonlyArray<Run>): ReadonlyArray<Run> => {
  const text = textOf(line)
  return drop(line, text.length - text.trimStart().length, text.trimEnd().length)
}

/** The runs from one position of their text to another. */
const drop = (runs: ReadonlyArray<Run>, from: number, to: number): ReadonlyArray<Run> => {
  const kept: Array<Run> = []
  let at = 0
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at))
    at += run.text.length
    if (text !== "") kept.push(text === run.text ? run : { ...run, text: text as RawText })
  }
  return kept
}

const gather = () => {
  const blocks: Array<Block> = []
  let paragraph: Array<Run> = []
  let items: Array<Item> = []
  let item: Array<Run> | undefined
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push({ kind: "paragraph", runs: paragraph })
    paragraph = []
  }
  const endList = () => {
    if (items.length > 0) blocks.push({ kind: "list", items })
    items = []
    item = undefined
  }
  return {
    inItem: () => item !== undefined,
    extend: (text: string) => item!.push(run(` ${text}`)),
    add: (line: ReadonlyArray<Run>) => {
      if (line.length === 0) {
        item = undefined
        return endParagraph()
      }
      const text = textOf(line)
      const marked = bullet.exec(text)
      if (marked === null) {
        endList()
        if (paragraph.length > 0) paragraph.push(run("\n"))
        for (const run of line) paragraph.push(run)
        return
      }
      endParagraph()
      item = [...drop(line, marked[0].length, text.length)]
      items.push({ marker: (marked[1] ?? marked[2])!, blocks: [{ kind: "paragraph", runs: item }] })
    },
    end: (): Blocks => {
      endParagraph()
      endList()
      return blocks
    }
  }
}
