/**
 * A stranger's text within HTML, as nothing but text, in an element or in a quoted attribute.
 */
import * as Schema from "effect/Schema"
import { Link } from "../../schemas/Blocks.ts"
import * as Markdown from "./Markdown.ts"

export const text = (line: string): string => Markdown.plain(line).replace(/[&<>"'`=]/g, (character) => `&#${character.charCodeAt(0)};`)

/** A link, where the address is one that may be followed; else its words alone. */
export const link = (words: string, url: string): string => (isLink(url) ? `<a href="${text(url)}" rel="noreferrer">${text(words)}</a>` : text(words))

const isLink = Schema.is(Link)
