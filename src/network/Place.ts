/**
 * Where a message of one's own is delivered: a server that a channel names, and whether it may be connected to.
 *
 * A public server is vetted as a board is. A private one is refused like any other, but for the addresses and names that the channel lists
 * one by one: a receiver at home is real. What answers for a machine's or a cloud's own credentials is refused even then. Errors name the
 * server, never the path: the path of an incoming webhook is a secret.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as IpNetwork from "effect/net/IpNetwork"
import { EgressRefused } from "../../schemas/Egress.ts"
import type { Layer, RefusalReason } from "../../schemas/Egress.ts"
import * as Address from "./Address.ts"
import * as Hosts from "./Hosts.ts"
import * as Resolver from "./Resolver.ts"
import * as Url from "./Url.ts"

export interface Place {
  readonly scheme: "https" | "http" | "smtp"
  readonly host: string
  readonly port: number
  /** Path and query; empty for mail. */
  readonly path: string
  /** For people: without the path. */
  readonly shown: string
}

const grammar = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::([1-9]\d{0,4}))?(\/[^\\#]*)?$/

/** Only the plain spelling: what parsers would have to repair is refused. */
export const ofUrl = (text: string): Result.Result<Place, EgressRefused> => {
  const [, scheme, host, port, path] = grammar.exec(text) ?? []
  const url = URL.parse(text)
  if (scheme === undefined || host === undefined || url === null || url.hostname !== host || !/^[!-~]+$/.test(text) || text.length > Url.maxLength) {
    return Result.fail(new EgressRefused({ layer: "url", reason: "not_a_url", url: "the channel's URL", detail: "it is not a plain URL: http or https, a host in lower case, no user name, no fragment" }))
  }
  const number = port === undefined ? (scheme === "https" ? 443 : 80) : Number(port)
  return Result.succeed({
    scheme: scheme as "https" | "http",
    host: host.replace(/^\[|\]$/g, ""),
    port: number,
    path: (path === undefined ? "/" : url.pathname) + url.search,
    shown: `${scheme}://${host}${port === undefined ? "" : `:${port}`}`
  })
}

export const ofMail = (host: string, port: number): Place => ({ scheme: "smtp", host, port, path: "", shown: `smtp://${host}:${port}` })

const mailPorts: ReadonlySet<number> = new Set([25, 465, 587, 2525])

/** The addresses to connect to, all of them vetted. */
export const resolve = Effect.fnUntraced(function*(
  place: Place,
  allowed: ReadonlyArray<string>,
  resolver: Resolver.Resolver,
  deadline: number
): Effect.fn.Return<ReadonlyArray<Address.Address>, EgressRefused> {
  const literal = Address.parse(place.host)
  const vetted = vetName(place)
  if (allowed.length === 0 && Result.isFailure(vetted)) return yield* vetted.failure
  const answer = literal === undefined ? yield* Resolver.lookup(resolver, { host: place.host, href: place.shown }, deadline) : [place.host]
  const addresses = answer.map(Address.parse)
  if (addresses.length > 0 && addresses.length <= Resolver.maxAddresses && addresses.every((address) => address !== undefined && isExcepted(address, place.host, allowed))) {
    return addresses as ReadonlyArray<Address.Address>
  }
  return yield* Effect.fromResult(Result.flatMap(vetted, (url) => Resolver.vet(url, answer)))
})

/** What the name of a public server must be. */
const vetName = (place: Place): Result.Result<Url.Vetted, EgressRefused> => {
  const refuse = (layer: Layer, reason: RefusalReason, detail: string) => new EgressRefused({ layer, reason, url: place.shown, detail: `${detail}; a receiver on your own network is listed in the channel's allow_private` })
  if (place.scheme === "smtp" && !mailPorts.has(place.port)) return Result.fail(refuse("url", "port", `a public mail server is asked on ${[...mailPorts].join(", ")}`))
  const url = place.scheme === "smtp" ? `https://${place.host}/` : `${place.scheme}://${place.host.includes(":") ? `[${place.host}]` : place.host}${place.port === 443 ? "" : `:${place.port}`}${place.path}`
  return Url.vet(url, Hosts.make([place.host])).pipe(
    Result.map((vetted) => ({ ...vetted, href: place.shown })),
    Result.mapError(({ detail, layer, reason }) => refuse(layer, reason, detail))
  )
}

const read = (blocks: ReadonlyArray<string>) => blocks.map((block) => IpNetwork.fromStringUnsafe(block))

/** RFC 1918, RFC 6598, RFC 4193. */
const home = read(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"])
const loopback = read(["127.0.0.0/8", "::1/128"])
/** Where clouds hand out credentials within those blocks: Alibaba, AWS, Google. */
const metadata = read(["100.100.100.200/32", "fd00:ec2::254/128", "fd20:ce::254/128"])

const isIn = (blocks: typeof home, address: Address.Address): boolean => blocks.some((block) => IpNetwork.contains(block, address))

export const isLoopback = (address: Address.Address): boolean => isIn(loopback, address)

/** This machine by its address alone, never by a name. */
const isExcepted = (address: Address.Address, host: string, allowed: ReadonlyArray<string>): boolean => {
  if (isIn(metadata, address)) return false
  const isListed = allowed.some((one) => Address.format(address) === formatted(one))
  return isListed ? isIn(home, address) || isLoopback(address) : allowed.includes(host) && isIn(home, address)
}

const formatted = (text: string): string | undefined => {
  const address = Address.parse(text)
  return address === undefined ? undefined : Address.format(address)
}
