/**
 * One request and its answer, over one connection of its own, within limits.
 *
 * No connection is used twice: nothing a host sends after its answer, and no session of another, can reach a later request. The headers
 * by which boards are asked are fixed here, so there is none through which a cookie or a credential could go. Knows nothing of redirects
 * or policies.
 */
import * as Effect from "effect/Effect"
import type { Dispatcher } from "undici"
import { AnswerRefused, EgressRefused, Unreachable } from "../../schemas/Egress.ts"
import type { AnswerReason } from "../../schemas/Egress.ts"
import type * as Address from "./Address.ts"
import type * as Budget from "./Budget.ts"
import * as Dial from "./Dial.ts"
import type { Limits } from "./Limits.ts"
import type { Vetted } from "./Url.ts"

export interface Asked {
  readonly userAgent: string
  readonly accept: string
  /** A query to POST, as JSON. */
  readonly sent?: string | undefined
  /** Of the answer at hand, if there is one. */
  readonly validators?: Validators | undefined
  /** Bytes after which the rest of the answer is not read. */
  readonly enough?: number | undefined
  /** What the body may weigh besides what `Limits` say. */
  readonly allowance?: Budget.Allowance | undefined
}

export interface Validators {
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
}

export interface Received {
  readonly status: number
  /** Names in lower case. A name sent twice has both values, joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  /** As sent. */
  readonly body: Uint8Array
  /** The address that answered. */
  readonly address: string
}

export type Failure = Unreachable | AnswerRefused | EgressRefused

export const make = (
  url: Vetted,
  addresses: ReadonlyArray<Address.Address>,
  asked: Asked,
  limits: Limits,
  wiring: Dial.Wiring
): Effect.Effect<Received, Failure> =>
  over(
    { href: url.href, origin: `https://${url.host}`, port: 443 },
    addresses,
    { method: asked.sent === undefined ? "GET" : "POST", path: url.path, headers: headersOf(asked), body: asked.sent ?? null, enough: asked.enough, allowance: asked.allowance },
    limits,
    wiring
  )

/** Where a request goes; errors name it as `href` does. */
export interface Origin {
  readonly href: string
  readonly origin: string
  readonly port: number
}

export interface Sent {
  readonly method: "GET" | "POST"
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly enough?: number | undefined
  readonly allowance?: Budget.Allowance | undefined
}

/** A request in whatever words. */
export const over = (
  { href, origin, port }: Origin,
  addresses: ReadonlyArray<Address.Address>,
  { allowance, body, enough, headers, method, path }: Sent,
  limits: Limits,
  wiring: Dial.Wiring
): Effect.Effect<Received, Failure> =>
  Effect.flatMap(Dial.undici, ({ buildConnector, Client }) =>
    Effect.callback<Received, Failure>((resume) => {
      let address = ""
      const client = new Client(origin, {
        connect: Dial.connector(buildConnector, addresses, limits.connect, wiring, (connected) => {
          address = connected
        }, port),
        allowH2: false,
        maxHeaderSize: limits.headerBytes,
        // Both are per chunk and reset by a drip; the deadlines here are of the whole.
        headersTimeout: 0,
        bodyTimeout: 0
      })
      const answer = new Answer(href, limits, { allowance, enough })
      const end = () => {
        clearTimeout(headersTimer)
        clearTimeout(exchangeTimer)
        answer.forget()
        void client.destroy()
      }
      const settle = (result: Effect.Effect<Received, Failure>) => {
        end()
        resume(result)
      }
      const giveUp = (reason: "headers_timeout" | "deadline", detail: string) => () => settle(Effect.fail(new Unreachable({ reason, url: href, detail })))
      const headersTimer = setTimeout(giveUp("headers_timeout", `no headers in ${limits.headers} ms`), limits.headers)
      const exchangeTimer = setTimeout(giveUp("deadline", `not whole in ${limits.exchange} ms`), limits.exchange)
      answer.onHeaders = () => clearTimeout(headersTimer)
      answer.onEnd = (result) => settle(Effect.map(result, (received) => ({ ...received, address })))
      client.dispatch({ method, path, headers, body, reset: true }, answer)
      return Effect.sync(end)
    }))

const headersOf = ({ accept, sent, userAgent, validators }: Asked): Record<string, string> => ({
  "user-agent": userAgent,
  accept,
  "accept-encoding": "gzip",
  ...(sent === undefined ? {} : { "content-type": "application/json" }),
  ...(isHeaderValue(validators?.etag) ? { "if-none-match": validators.etag } : {}),
  ...(isHeaderValue(validators?.lastModified) ? { "if-modified-since": validators.lastModified } : {})
})

/** Validators were once sent by a host. */
const isHeaderValue = (value: string | undefined): value is string => value !== undefined && /^[\x20-\x7e]{1,512}$/.test(value)

type Bare = Omit<Received, "address">

class Answer implements Dispatcher.DispatchHandler {
  onHeaders: () => void = () => undefined
  onEnd: (result: Effect.Effect<Bare, Failure>) => void = () => undefined
  readonly #href: string
  readonly #limits: Limits
  readonly #enough: number
  readonly #allowance: Budget.Allowance | undefined
  readonly #started = performance.now()
  #informational = 0
  #status = 0
  #headers: Readonly<Record<string, string>> = {}
  #chunks: Array<Uint8Array> = []
  #length = 0

  constructor(href: string, limits: Limits, { allowance, enough }: Pick<Sent, "allowance" | "enough">) {
    this.#href = href
    this.#limits = limits
    this.#enough = enough ?? Number.POSITIVE_INFINITY
    this.#allowance = allowance
  }

  forget() {
    this.onEnd = () => undefined
    this.#chunks = []
  }

  onRequestStart(): void {}

  onRequestUpgrade(): void {
    this.#refuse("upgrade", "it asks for another protocol")
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) {
      if (status === 101) return this.#refuse("upgrade", "it asks for another protocol")
      if (++this.#informational > this.#limits.informational) this.#refuse("informational_flood", `more than ${this.#limits.informational} informational answers`)
      return
    }
    const raw = rawHeaders(controller)
    if (raw.length > this.#limits.headerCount) return this.#refuse("header_limit", `${raw.length} headers, more than ${this.#limits.headerCount}`)
    this.#status = status
    this.#headers = joined(raw)
    const lengths = raw.filter(([name]) => name === "content-length")
    if (lengths.length > 1 || (lengths.length === 1 && this.#headers["transfer-encoding"] !== undefined)) return this.#refuse("contradictory_length", "it states its length in two ways")
    const length = Number(lengths[0]?.[1] ?? 0)
    if (!(length <= this.#limits.wire) && this.#enough > length) return this.#refuse("too_long", `it announces ${length} bytes, more than ${this.#limits.wire}`)
    if (this.#allowance !== undefined && Math.min(length, this.#enough) > this.#allowance.left()) return this.#overspend(this.#allowance)
    this.onHeaders()
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    this.#allowance?.take(chunk.length)
    if (this.#allowance !== undefined && this.#allowance.left() < 0) return this.#overspend(this.#allowance)
    if (this.#length >= this.#enough) return this.#succeed()
    if (this.#length > this.#limits.wire) return this.#refuse("too_long", `more than ${this.#limits.wire} bytes`)
    const elapsed = performance.now() - this.#started
    if (elapsed > this.#limits.slowAfter && this.#length / elapsed * 1000 < this.#limits.slowest) this.#refuse("too_slow", `less than ${this.#limits.slowest} bytes a second after ${this.#limits.slowAfter} ms`)
  }

  onResponseEnd(): void {
    this.#succeed()
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.onEnd(Effect.fail(failureOf(this.#href, error)))
  }

  #succeed() {
    const body = new Uint8Array(Buffer.concat(this.#chunks))
    this.onEnd(Effect.succeed({ status: this.#status, headers: this.#headers, body }))
  }

  #overspend({ refusal }: Budget.Allowance) {
    this.onEnd(Effect.fail(refusal({ href: this.#href })))
  }

  #refuse(reason: AnswerReason, detail: string) {
    this.onEnd(Effect.fail(new AnswerRefused({ reason, url: this.#href, detail })))
  }
}

const rawHeaders = ({ rawHeaders }: Dispatcher.DispatchController): ReadonlyArray<readonly [name: string, value: string]> => {
  const flat = (rawHeaders as ReadonlyArray<Uint8Array | string> | null | undefined ?? []).map((part) => (typeof part === "string" ? part : Buffer.from(part).toString("latin1")))
  return Array.from({ length: flat.length >> 1 }, (_, at) => [flat[at * 2]!.toLowerCase(), flat[at * 2 + 1]!] as const)
}

const joined = (raw: ReadonlyArray<readonly [name: string, value: string]>): Readonly<Record<string, string>> => {
  const headers = new Map<string, string>()
  for (const [name, value] of raw) headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value)
  return Object.fromEntries(headers)
}

/** What a connection that failed comes to. */
export const failureOf = (href: string, error: Error): Failure => {
  if (error instanceof Dial.DialFailed) {
    return error.reason === "unvetted_peer"
      ? new EgressRefused({ layer: "connect", reason: "unvetted_peer", url: href, detail: error.message })
      : new Unreachable({ reason: error.reason, url: href, detail: error.message })
  }
  const code = (error as NodeJS.ErrnoException).code ?? error.name
  const refused = (reason: AnswerReason) => new AnswerRefused({ reason, url: href, detail: `${error.message} (${code})` })
  if (code === "UND_ERR_HEADERS_OVERFLOW") return refused("header_limit")
  if (code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH" || code === "HPE_UNEXPECTED_CONTENT_LENGTH") return refused("contradictory_length")
  if (code.startsWith("HPE_") || error.name === "HTTPParserError") return refused("not_http")
  return new Unreachable({ reason: "connection_closed", url: href, detail: `${error.message} (${code})` })
}
