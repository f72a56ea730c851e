/**
 * An advertisement's text as a tree of blocks: what a browser would show of it, without markup.
 *
 * The text within is still a stranger's: every run of it is raw text, so that no artifact meant for eyes can hold a tree. Links
 * are `https` addresses of named hosts or are dropped; nothing else of an element's attributes is kept.
 */
import * as Schema from "effect/Schema"
import { RawText } from "./RawText.ts"

/** Lists, quotes and tables lie at most this deep in one another; what is nested deeper stands at this depth. */
export const maximumDepth = 16

/** An address without white space, user name, or control, invisible and non-ASCII characters. */
export const Link = RawText.check(Schema.isPattern(/^https:\/\/(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](?::\d{1,5})?(?:[/?#][!#$%&'()*+,\-./:;=?@[\]_~\w]*)?$/iu), Schema.isMaxLength(2048))
export type Link = typeof Link.Type

/** A stretch of text of one kind. White space is single spaces; `\n` is a line break. */
export const Run = Schema.Struct({
  text: RawText,
  emphasis: Schema.Boolean,
  link: Schema.NullOr(Link)
}).annotate({ identifier: "Run" })
export interface Run extends Schema.Schema.Type<typeof Run> {}

const Runs = Schema.Array(Run)

export const Heading = Schema.Struct({ kind: Schema.Literal("heading"), level: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 6 })), runs: Runs })
export interface Heading extends Schema.Schema.Type<typeof Heading> {}

export const Paragraph = Schema.Struct({ kind: Schema.Literal("paragraph"), runs: Runs })
export interface Paragraph extends Schema.Schema.Type<typeof Paragraph> {}

export const Rule = Schema.Struct({ kind: Schema.Literal("rule") })
export interface Rule extends Schema.Schema.Type<typeof Rule> {}

interface ItemOf<B> {
  /** What stands before the item, as `•` or `3.`; `null` for text that stands in a list without being an item. */
  readonly marker: string | null
  readonly blocks: ReadonlyArray<B>
}

interface ListOf<B> {
  readonly kind: "list"
  readonly items: ReadonlyArray<ItemOf<B>>
}

interface QuoteOf<B> {
  readonly kind: "quote"
  readonly blocks: ReadonlyArray<B>
}

interface TableOf<B> {
  readonly kind: "table"
  /** Row by row, cell by cell; a row need not have as many cells as another. */
  readonly rows: ReadonlyArray<ReadonlyArray<ReadonlyArray<B>>>
}

export type Block = Heading | Paragraph | Rule | ListOf<Block> | QuoteOf<Block> | TableOf<Block>
export type Blocks = ReadonlyArray<Block>
export type Item = ItemOf<Block>

type Encoded = typeof Heading.Encoded | typeof Paragraph.Encoded | typeof Rule.Encoded | ListOf<Encoded> | QuoteOf<Encoded> | TableOf<Encoded>

export const Blocks: Schema.Codec<Blocks, ReadonlyArray<Encoded>> = Schema.Array(Schema.suspend(() => Block))

const Marker = Schema.String.check(Schema.isPattern(/^(?:[-*•·‣▪●○◦–—➢✓✔]|\d{1,4}[.)])$/u))

export const List = Schema.Struct({ kind: Schema.Literal("list"), items: Schema.Array(Schema.Struct({ marker: Schema.NullOr(Marker), blocks: Blocks })) })

export const Quote = Schema.Struct({ kind: Schema.Literal("quote"), blocks: Blocks })

export const Table = Schema.Struct({ kind: Schema.Literal("table"), rows: Schema.Array(Schema.Array(Blocks)) })

export const Block: Schema.Codec<Block, Encoded> = Schema.Union([Heading, Paragraph, Rule, List, Quote, Table]).annotate({ identifier: "Block" })
