/**
 * A message to a webhook of Discord, in embeds, which mentions nobody whatever its text says.
 *
 * Limits: 10 embeds, 256 characters a title, 4,096 a description, 6,000 all titles and descriptions together.
 */
import * as Cut from "./Cut.ts"
import type { Message } from "./Message.ts"
import * as Request from "./Request.ts"

const mostEmbeds = 10
const longest = 4096
const most = 6000

export const request = ({ markdown, subject }: Message, url: string, headers: Readonly<Record<string, string>>): Request.Request => {
  const title = Cut.short(subject, 256)
  const [first, ...others] = Cut.pieces(Cut.short(markdown, most - title.length), longest).slice(0, mostEmbeds)
  const embeds = [{ title, ...(first === undefined ? {} : { description: first }) }, ...others.map((description) => ({ description }))]
  return Request.post(waiting(url), { embeds, allowed_mentions: { parse: [] } }, headers)
}

/** Discord answers once the message stands, and not before. */
const waiting = (url: string): string => `${url}${url.includes("?") ? "&" : "?"}wait=true`

/** Milliseconds; a 429 says so in its body, in seconds with a fraction. */
export const retryAfter = (body: Uint8Array): number | null => {
  const [, seconds] = /"retry_after"\s*:\s*(\d{1,6}(?:\.\d{1,6})?)/.exec(new TextDecoder().decode(body)) ?? []
  return seconds === undefined ? null : Math.ceil(Number(seconds) * 1000)
}
