/**
 * A message as mail: plain text and HTML of one thing, under an id that is the same however often it is sent.
 */
import type { MailChannel } from "../../schemas/Delivery.ts"
import type { Digest } from "../platform/Digest.ts"
import * as Digests from "../platform/Digest.ts"
import type { Message } from "./Message.ts"
import type { Request } from "./Request.ts"

/** @param at milliseconds since 1970 */
export const request = ({ from, host, login, port, security, to }: MailChannel, { html, subject, text }: Message, password: string | undefined, key: Digest, at: number): Request => ({
  _tag: "Mail",
  host,
  port,
  mail: {
    security,
    login: login === undefined || password === undefined ? null : { user: login.user, password },
    from,
    to,
    subject,
    text,
    html,
    messageId: `<${Digests.hex(key)}@${from.slice(from.indexOf("@") + 1)}>`,
    date: at
  }
})
