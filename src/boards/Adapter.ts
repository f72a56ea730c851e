/**
 * What an applicant-tracking system's adapter is: where to ask, and how one answer becomes rows, and one row a posting.
 *
 * Every adapter is a module with the same five parts in the same order: `urls`, the shapes, the vocabularies, `open`, and
 * the row. It never decides what is withheld: `Rows` does, alike for all.
 */
import type { FullPosting } from "../../schemas/Posting.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"
import type { Fields, Journal, Shape } from "./Fields.ts"

/** A row read, before anyone asked whether it can be used. */
export interface Row extends Omit<FullPosting, "id" | "provider" | "system" | "board" | "url" | "title"> {
  readonly id: string | null
  readonly title: string | null
  readonly url: string | null
  readonly listed: boolean
}

export interface Table {
  /** JSON pointer of the list. */
  readonly at: string
  readonly rows: ReadonlyArray<unknown>
  readonly shape: Shape
  readonly read: (row: Fields, provider: BoardAddress) => Row
}

export interface Adapter {
  /** What to ask for a whole board. */
  readonly urls: (board: string) => ReadonlyArray<string>
  /** The rows of one parsed answer; what is wrong with it goes into the journal. */
  readonly open: (answer: unknown, journal: Journal) => Table | null
}
