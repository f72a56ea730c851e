/**
 * What an applicant-tracking system's adapter is: where to ask, and how one answer becomes rows, and one row a posting.
 *
 * Every adapter is a module with the same five parts in the same order: `source`, the shapes, the vocabularies, `open`, and
 * the row. It never decides what is withheld: `Rows` does, alike for all.
 */
import type { Extraction, Page, Request } from "../../schemas/Board.ts"
import type { FullPosting } from "../../schemas/Posting.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"
import type { Form } from "./Body.ts"
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
  /** How many rows the vendor says the whole board has. */
  readonly stated?: { readonly at: string; readonly rows: number } | undefined
  /** Why these rows cannot be the whole board, where the format or the vendor's own limit says so. */
  readonly partial?: string | undefined
  /** Where it is not the adapter's usual one. */
  readonly extraction?: Extraction
}

/** How a board is asked for, apart from how it is read: whoever only asks does not depend on the reading. */
export interface Source {
  readonly extraction: Extraction
  /** The forms in which the vendor serves a board. */
  readonly serves: ReadonlyArray<Form>
  /** What an answer without rows is: an empty board, or what the system also says of a board it does not know. */
  readonly without_rows: "empty_board" | "perhaps_no_board"
  readonly first: (provider: BoardAddress) => Request
  /** What to ask after the pages so far; `undefined` once they are all. Absent where one answer is the whole board. */
  readonly next?: (provider: BoardAddress, pages: ReadonlyArray<Page>) => Request | undefined
}

export interface Adapter {
  readonly source: Source
  /** The rows of one parsed answer; what is wrong with it goes into the journal. */
  readonly open: (answer: unknown, journal: Journal, page: Pick<Page, "url">) => Table | null
}
