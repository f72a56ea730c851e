/**
 * A message to an incoming webhook of Slack, in blocks.
 *
 * Limits: 50 blocks, 3,000 characters a section, 150 a header. `&`, `<` and `>` are escaped, so no text of a stranger becomes a link under
 * another name, or calls a whole channel.
 */
import * as Cut from "./Cut.ts"
import type { Message } from "./Message.ts"
import * as Request from "./Request.ts"

const mostSections = 48

export const request = ({ subject, text }: Message, url: string, headers: Readonly<Record<string, string>>): Request.Request => {
  // The longest escape is of five characters: a piece of 600 cannot outgrow a section, and most grow by nothing.
  const sections = Cut.pieces(text, 2900).flatMap((piece) => (escape(piece).length <= 3000 ? [piece] : Cut.pieces(piece, 600))).map(escape)
  const shown = sections.length <= mostSections ? sections : [...sections.slice(0, mostSections - 1), "…"]
  const blocks = [
    { type: "header", text: { type: "plain_text", text: Cut.short(subject, 150), emoji: false } },
    ...shown.map((section) => ({ type: "section", text: { type: "mrkdwn", text: section, verbatim: true } }))
  ]
  return Request.post(url, { text: escape(Cut.short(subject, 500)), blocks, unfurl_links: false, unfurl_media: false }, headers)
}

export const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
