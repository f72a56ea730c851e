/**
 * Lists and tables while they are read: what is in them so far, and what becomes of it when they end.
 *
 * Knows blocks, nothing of elements. An empty list, item or table leaves nothing.
 */
import type { Block } from "../../schemas/Blocks.ts"

export interface List {
  readonly ordered: boolean
  readonly items: Array<{ readonly marker: string | null; readonly blocks: Array<Block> }>
  /** What stands between the items. */
  readonly loose: Array<Block>
  /** Items with a marker. */
  marked: number
}

export interface Table {
  readonly rows: Array<Array<Array<Block>>>
}

export const list = (ordered: boolean): List => ({ ordered, items: [], loose: [], marked: 0 })

export const addItem = (list: List, blocks: Array<Block>): void => {
  list.marked++
  list.items.push({ marker: list.ordered && list.marked <= 9999 ? `${list.marked}.` : "•", blocks })
}

/** Lists between items belong to the item before them. */
export const endLoose = ({ items, loose }: List): void => {
  if (loose.length === 0) return
  const last = items.at(-1)
  if (last !== undefined && loose.every(({ kind }) => kind === "list")) for (const block of loose) last.blocks.push(block)
  else items.push({ marker: null, blocks: [...loose] })
  loose.length = 0
}

export const endList = (list: List, into: Array<Block>): void => {
  endLoose(list)
  if (list.items.length > 0) into.push({ kind: "list", items: list.items })
}

/** A table with at most one filled cell in each row is there for the layout. */
export const endTable = ({ rows }: Table, into: Array<Block>): void => {
  const filled = rows.map((cells) => cells.filter((cell) => cell.length > 0)).filter((cells) => cells.length > 0)
  if (filled.some((cells) => cells.length > 1)) into.push({ kind: "table", rows: filled })
  else for (const [cell] of filled) for (const block of cell!) into.push(block)
}
