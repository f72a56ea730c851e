/**
 * Hands a message to a server of one's own choosing, through the shield: one attempt, what was answered, no redirect.
 *
 * Retries and what a status means are for whoever sends. Of an answer only what delivery needs is read; none of it is kept.
 */
import * as Effect from "effect/Effect"
import { EgressRefused } from "../../schemas/Egress.ts"
import * as Dial from "./Dial.ts"
import * as Environment from "./Environment.ts"
import * as Exchange from "./Exchange.ts"
import { limits as defaults } from "./Limits.ts"
import type { Limits } from "./Limits.ts"
import { Outside } from "./Outside.ts"
import * as Place from "./Place.ts"
import * as Smtp from "./Smtp.ts"

export type Failure = Smtp.Failure

export type Mail = Smtp.Mail

export interface Post {
  readonly url: string
  /** Addresses and names of one's own network that may be connected to. */
  readonly allowPrivate: ReadonlyArray<string>
  readonly headers: Readonly<Record<string, string>>
  /** JSON. */
  readonly body: string
}

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface Letter {
  readonly host: string
  readonly port: number
  readonly allowPrivate: ReadonlyArray<string>
  readonly mail: Mail
}

export interface Courier {
  readonly post: (post: Post) => Effect.Effect<Answered, Failure>
  readonly mail: (letter: Letter) => Effect.Effect<Smtp.Replied, Failure>
}

/** A receiver's answer is a word of thanks. */
const taken: Partial<Limits> = { wire: 64 * 1024 }

/** Fails where the environment would weaken what the shield promises. */
export const make = Effect.gen(function*() {
  const outside = yield* Outside
  const { environment, wiring } = outside.world ?? { wiring: Dial.direct, environment: Environment.ofProcess() }
  yield* Environment.vet(environment)
  const limits: Limits = { ...defaults, ...taken, ...outside.limits }

  const post = Effect.fnUntraced(function*({ allowPrivate, body, headers, url }: Post): Effect.fn.Return<Answered, Failure> {
    const place = yield* Effect.fromResult(Place.ofUrl(url))
    const addresses = yield* Place.resolve(place, allowPrivate, outside.resolver, limits.dns)
    const asked: Exchange.Sent = {
      method: "POST",
      path: place.path,
      headers: { "user-agent": "SignalCraft", accept: "application/json", "content-type": "application/json", ...headers },
      body
    }
    const host = place.host.includes(":") ? `[${place.host}]` : place.host
    const received = yield* Exchange.over({ href: place.shown, origin: `${place.scheme}://${host}:${place.port}`, port: place.port }, addresses, asked, limits, wiring)
    if (received.status >= 300 && received.status < 400) {
      return yield* new EgressRefused({ layer: "redirect", reason: "redirect_not_followed", url: place.shown, detail: `a ${received.status} is not followed with a message; name where it leads in the channel` })
    }
    return received
  })

  const mail = Effect.fnUntraced(function*({ allowPrivate, host, mail, port }: Letter): Effect.fn.Return<Smtp.Replied, Failure> {
    const place = Place.ofMail(host, port)
    const addresses = yield* Place.resolve(place, allowPrivate, outside.resolver, limits.dns)
    return yield* Smtp.send(place, addresses, mail, limits, wiring)
  })

  const courier: Courier = { post, mail }
  return courier
})
