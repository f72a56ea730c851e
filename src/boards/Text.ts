/**
 * An advertisement's text with the form it was served in. Nothing is decoded here: whoever reads text decodes it, once.
 */
import { escapeText } from "entities/escape"
import type { PostingText } from "../../schemas/Posting.ts"
import type { RawText } from "../../schemas/RawText.ts"

const of = (form: PostingText["form"], raw: string | null): PostingText | null => (raw === null || raw.trim() === "" ? null : { form, raw: raw as RawText })

export const html = (raw: string | null): PostingText | null => of("html", raw)

export const escaped = (raw: string | null): PostingText | null => of("escaped_html", raw)

export const plain = (raw: string | null): PostingText | null => of("plain", raw)

const element = /<[a-z!/]/i

/** HTML, or HTML escaped once more: for formats that promise neither. */
export const either = (raw: string | null): PostingText | null => (raw !== null && !element.test(raw) && raw.includes("&lt;") ? escaped(raw) : html(raw))

/** One text of several parts, each HTML under a heading of plain text. */
export const sections = (parts: ReadonlyArray<{ readonly title: string | null; readonly html: string | null }>): PostingText | null =>
  html(parts.flatMap(({ html, title }) => (html === null || html.trim() === "" ? [] : [`${title === null ? "" : `<h3>${escapeText(title)}</h3>`}${html}`])).join("\n"))
