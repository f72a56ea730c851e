/**
 * A channel ready to deliver: its secrets read, and how it puts a message.
 */
import * as Effect from "effect/Effect"
import type { Channel, SecretReference } from "../../schemas/Delivery.ts"
import type { Digest } from "../platform/Digest.ts"
import * as Discord from "./Discord.ts"
import * as Mail from "./Mail.ts"
import type { Message } from "./Message.ts"
import * as Ntfy from "./Ntfy.ts"
import type { Request } from "./Request.ts"
import * as Secret from "./Secret.ts"
import * as Slack from "./Slack.ts"
import * as Webhook from "./Webhook.ts"

export interface Prepared {
  readonly channel: Channel
  /** @param at milliseconds since 1970, when the attempt is made */
  readonly put: (message: Message, key: Digest, at: number) => Request
}

export const prepare = Effect.fnUntraced(function*(channel: Channel, place: Secret.Place) {
  const secret = (reference: SecretReference) => Secret.read(channel.id, reference, place)
  const prepared = (put: Prepared["put"]): Prepared => ({ channel, put })
  switch (channel.kind) {
    case "webhook": {
      const url = typeof channel.url === "string" ? channel.url : yield* secret(channel.url)
      const key = Webhook.keyOf(yield* secret(channel.secret))
      if (key === undefined) return yield* new Secret.SecretMissing({ channel: channel.id, reference: "that signs", problem: "is not whsec_ and base64 of 24 to 64 bytes" })
      return prepared((message, id, at) => Webhook.request(message, url, key, id, at))
    }
    case "ntfy": {
      const topic = typeof channel.topic === "string" ? channel.topic : yield* secret(channel.topic)
      const token = channel.token === undefined ? undefined : yield* secret(channel.token)
      return prepared((message, id) => Ntfy.request(channel, message, { topic, token }, idempotent(id)))
    }
    case "slack": {
      const url = yield* secret(channel.url)
      return prepared((message, id) => Slack.request(message, url, idempotent(id)))
    }
    case "discord": {
      const url = yield* secret(channel.url)
      return prepared((message, id) => Discord.request(message, url, idempotent(id)))
    }
    case "smtp": {
      const password = channel.login === undefined ? undefined : yield* secret(channel.login.password)
      return prepared((message, id, at) => Mail.request(channel, message, password, id, at))
    }
  }
})

/** By which a receiver, or a relay before it, may know what comes twice. */
const idempotent = (key: Digest): Readonly<Record<string, string>> => ({ "idempotency-key": key })
