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
    // Half of the digits: some receivers cannot read an id on a line of its own, where a longer one would go.
    messageId: `<${Digests.hex(key).slice(0, 32)}@${from.slice(from.indexOf("@") + 1)}>`,
    date: at
  }
})
