/**
 * An advertisement's text as blocks, whatever form it was served in. Entities are decoded as often as the form says, and no more.
 *
 * Pure and total: any text has a tree, at worst an empty one.
 */
import type { Blocks } from "../../schemas/Blocks.ts"
import type { PostingText } from "../../schemas/Posting.ts"
import type { RawText } from "../../schemas/RawText.ts"
import * as Lines from "./Lines.ts"
import * as Markup from "./Markup.ts"
import * as Prose from "./Prose.ts"

export const of = ({ form, raw }: PostingText): Blocks =>
  form === "plain" ? Prose.plain(raw) : Markup.blocks(form === "escaped_html" ? unescaped(raw) : raw)

/** What can be seen, line by line. Evidence spans of the field `text` refer to it. */
export const text = (blocks: Blocks): RawText => Lines.of(blocks).text

/** Once: the ampersand comes last, so that nothing it begins is read again. */
const unescaped = (raw: string): string =>
  raw.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", "\"").replaceAll("&apos;", "'").replaceAll("&amp;", "&")
