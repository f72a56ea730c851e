/**
 * A signed webhook, as https://www.standardwebhooks.com has it: id, time and body under HMAC-SHA256.
 *
 * The id is the same however often a message is sent; the time is that of the attempt, so that an old request cannot be played again.
 */
import { createHmac } from "node:crypto"
import type { Digest } from "../platform/Digest.ts"
import * as Digests from "../platform/Digest.ts"
import type { Message } from "./Message.ts"
import * as Request from "./Request.ts"

/** The key in `whsec_…`; `undefined` for a text that is none, or whose key is too short or too long. */
export const keyOf = (secret: string): Uint8Array | undefined => {
  const [, text] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? []
  const key = text === undefined ? undefined : Buffer.from(text, "base64")
  return key !== undefined && key.length >= 24 && key.length <= 64 ? key : undefined
}

/** @param at milliseconds since 1970 */
export const request = ({ candidate, html, json, kind, markdown, subject, text }: Message, url: string, secret: Uint8Array, key: Digest, at: number): Request.Request => {
  const id = `msg_${Digests.hex(key)}`
  const timestamp = String(Math.floor(at / 1000))
  const body = JSON.stringify({ type: `signalcraft.${kind}`, data: { candidate, subject, text, markdown, html, document: json } })
  const signature = createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64")
  return { _tag: "Post", url, body, headers: { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` } }
}
