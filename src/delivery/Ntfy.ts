/**
 * A notification of ntfy, published as JSON to the server's root (https://docs.ntfy.sh/publish/#publish-as-json).
 */
import type { NtfyChannel } from "../../schemas/Delivery.ts"
import * as Cut from "./Cut.ts"
import type { Message } from "./Message.ts"
import * as Request from "./Request.ts"

/** What ntfy shows as text is at most 4,096 bytes; longer becomes an attachment. */
const longest = 4096

export interface Secrets {
  readonly topic: string
  readonly token: string | undefined
}

export const request = ({ click, priority, server, tags }: NtfyChannel, { markdown, subject }: Message, { token, topic }: Secrets, headers: Readonly<Record<string, string>>): Request.Request => {
  const document = {
    topic,
    title: Cut.short(subject, 250),
    message: within(markdown),
    markdown: true,
    ...(priority === undefined ? {} : { priority }),
    ...(tags === undefined ? {} : { tags }),
    ...(click === undefined ? {} : { click })
  }
  return Request.post(server, document, { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) })
}

const within = (text: string): string => {
  let most = Math.min(text.length, longest)
  while (Buffer.byteLength(Cut.short(text, most)) > longest) most -= Math.max(1, Math.ceil((Buffer.byteLength(Cut.short(text, most)) - longest) / 3))
  return Cut.short(text, most)
}
