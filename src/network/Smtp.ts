/**
 * One mail over one connection to a vetted address (RFC 5321), with TLS before anything is said that matters.
 *
 * nodemailer speaks the protocol and writes the MIME; it is handed a connection and opens none, and reads no file and no URL. What the
 * server says in words is dropped: a hostile one may repeat a password. Its reply codes are kept.
 */
import * as Effect from "effect/Effect"
import type { Socket } from "node:net"
import { EgressRefused, Unreachable } from "../../schemas/Egress.ts"
import type { UnreachableReason } from "../../schemas/Egress.ts"
import type * as Address from "./Address.ts"
import * as Dial from "./Dial.ts"
import * as Exchange from "./Exchange.ts"
import type { Limits } from "./Limits.ts"
import * as Place from "./Place.ts"

export interface Mail {
  readonly security: "tls" | "starttls" | "plain"
  readonly login: { readonly user: string; readonly password: string } | null
  readonly from: string
  readonly to: ReadonlyArray<string>
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Equal for equal mails; with angle brackets. */
  readonly messageId: string
  /** Milliseconds since 1970. */
  readonly date: number
}

export interface Replied {
  /** The reply code that decided. */
  readonly status: number
  /** How many recipients the server took. */
  readonly accepted: number
}

export type Failure = EgressRefused | Unreachable | Exchange.Failure

/** Lines of any length, in any script, as 7-bit lines of at most 76: `Content-Transfer-Encoding: quoted-printable`. */
export const compose = Effect.fnUntraced(function*(mail: Mail): Effect.fn.Return<Buffer> {
  const { default: MailComposer } = yield* Effect.promise(() => import("nodemailer/lib/mail-composer"))
  const { date, from, html, messageId, subject, text, to } = mail
  const node = new MailComposer({
    from: { name: "SignalCraft", address: from },
    to: to.map((address) => ({ name: "", address })),
    subject,
    text,
    html,
    messageId,
    date: new Date(date),
    headers: { "auto-submitted": "auto-generated" },
    encoding: "quoted-printable",
    baseBoundary: messageId.replaceAll(/[^0-9a-f]/g, "").slice(0, 32),
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true
  }).compile()
  return yield* Effect.promise(() => node.build())
})

export const send = Effect.fnUntraced(function*(
  place: Place.Place,
  addresses: ReadonlyArray<Address.Address>,
  mail: Mail,
  limits: Limits,
  wiring: Dial.Wiring
): Effect.fn.Return<Replied, Failure> {
  if (mail.security === "plain" && !addresses.every(Place.isLoopback)) {
    return yield* new EgressRefused({ layer: "url", reason: "not_https", url: place.shown, detail: "mail goes without TLS to this machine alone; set security to tls or starttls" })
  }
  const content = yield* compose(mail)
  const { default: SmtpConnection } = yield* Effect.promise(() => import("nodemailer/lib/smtp-connection"))
  const connected = yield* dial(place, addresses, mail.security === "tls", limits, wiring)
  return yield* Effect.callback<Replied, Failure>((resume) => {
    const connection = new SmtpConnection({
      connection: connected,
      host: place.host,
      port: place.port,
      // What a server is told of this machine's name: nothing.
      name: "[127.0.0.1]",
      secure: mail.security === "tls",
      secured: mail.security === "tls",
      requireTLS: mail.security === "starttls",
      ignoreTLS: mail.security === "plain",
      tls: { minVersion: "TLSv1.2", rejectUnauthorized: true, ...(wiring.authorities === undefined ? {} : { ca: wiring.authorities }) },
      connectionTimeout: limits.headers,
      greetingTimeout: limits.headers,
      socketTimeout: limits.exchange,
      maxResponseSize: limits.headerBytes,
      logger: false
    })
    const end = () => {
      clearTimeout(timer)
      connection.removeAllListeners("error").on("error", () => undefined)
      connection.close()
    }
    const settle = (result: Effect.Effect<Replied, Failure>) => {
      end()
      resume(result)
    }
    const unreachable = (reason: UnreachableReason, detail: string) => new Unreachable({ reason, url: place.shown, detail })
    const fail = (error: Spoken) => {
      if (error.responseCode !== undefined && error.responseCode > 0 && error.code !== "ETLS") return settle(Effect.succeed({ status: error.responseCode, accepted: 0 }))
      if (error.code === "ETLS" || (connection.upgrading === true && error.code === "ESOCKET")) return settle(Effect.fail(unreachable("tls", error.originalCode ?? "no TLS")))
      settle(Effect.fail(unreachable(error.code === "ETIMEDOUT" ? "deadline" : "connection_closed", error.originalCode ?? error.code ?? "the connection ended")))
    }
    const timer = setTimeout(() => settle(Effect.fail(unreachable("deadline", `not done in ${limits.exchange} ms`))), limits.exchange)
    const deliver = () =>
      connection.send({ from: mail.from, to: [...mail.to] }, content, (error, info) => {
        if (error) return fail(error)
        connection.quit()
        settle(Effect.succeed({ status: 250, accepted: info.accepted.length }))
      })
    connection.on("error", fail)
    connection.connect((error) => {
      if (error) return fail(error)
      if (mail.login === null) return deliver()
      connection.login({ user: mail.login.user, pass: mail.login.password }, (refused) => (refused ? fail(refused) : deliver()))
    })
    return Effect.sync(end)
  })
})

/** What nodemailer puts on its errors. */
interface Spoken {
  readonly code?: string | undefined
  readonly originalCode?: string | undefined
  readonly responseCode?: number | undefined
}

const dial = (place: Place.Place, addresses: ReadonlyArray<Address.Address>, tls: boolean, limits: Limits, wiring: Dial.Wiring): Effect.Effect<Socket, Failure> =>
  Effect.flatMap(Dial.undici, ({ buildConnector }) =>
    Effect.callback<Socket, Failure>((resume) => {
      const connect = Dial.connector(buildConnector, addresses, limits.connect, wiring, () => undefined, place.port)
      connect({ hostname: place.host, host: place.host, protocol: tls ? "https:" : "http:", port: String(place.port) }, (...[error, socket]) =>
        resume(error === null ? Effect.succeed(socket) : Effect.fail(Exchange.failureOf(place.shown, error))))
    }))
