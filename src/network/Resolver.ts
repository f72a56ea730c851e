/**
 * What a name resolves to, and whether all of it may be connected to.
 *
 * One address that is not public refuses the whole answer, also beside public ones: a name that can point inwards is not asked at all.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as dns from "node:dns/promises"
import * as os from "node:os"
import { EgressRefused } from "../../schemas/Egress.ts"
import type { RefusalReason } from "../../schemas/Egress.ts"
import * as Address from "./Address.ts"
import type { Vetted } from "./Url.ts"

/** Every address of a name, as text; fails with what the system says. */
export interface Resolver {
  readonly lookup: (host: string) => Effect.Effect<ReadonlyArray<string>, string>
}

/** The resolver of the operating system. */
export const system: Resolver = {
  lookup: (host) =>
    Effect.tryPromise({
      try: () => dns.lookup(host, { all: true, order: "verbatim" }),
      catch: (cause) => (cause as NodeJS.ErrnoException).code ?? String(cause)
    }).pipe(Effect.map((answers) => answers.map(({ address }) => address)))
}

/** Answers from a table; a name that is not in it does not exist. */
export const fixed = (table: Readonly<Record<string, ReadonlyArray<string>>>): Resolver => ({
  lookup: (host) => (Object.hasOwn(table, host) ? Effect.succeed(table[host]!) : Effect.fail("ENOTFOUND"))
})

export const maxAddresses = 64

/** An answer that may be connected to. */
export const vet = (url: Vetted, answer: ReadonlyArray<string>): Result.Result<ReadonlyArray<Address.Address>, EgressRefused> => {
  const refuse = (reason: RefusalReason, detail: string) => Result.fail(new EgressRefused({ layer: "dns", reason, url: url.href, detail }))
  if (answer.length === 0) return refuse("no_address", `${url.host} has no address`)
  if (answer.length > maxAddresses) return refuse("too_many_addresses", `${url.host} has ${answer.length} addresses, more than ${maxAddresses}`)
  const addresses: Array<Address.Address> = []
  for (const text of answer) {
    const address = Address.parse(text)
    if (address === undefined) return refuse("unreadable_address", `${url.host} resolves to ${JSON.stringify(text.slice(0, 60))}, which is not an address`)
    const verdict = Address.classify(address)
    if (!verdict.public) return refuse("not_public", `${url.host} resolves to ${Address.format(address)}: ${verdict.because}`)
    addresses.push(address)
  }
  const own = ownAddresses()
  const mine = addresses.find((address) => own.has(Address.format(address)))
  if (mine !== undefined) return refuse("own_address", `${url.host} resolves to ${Address.format(mine)}, which is this machine`)
  return Result.succeed(addresses)
}

const ownAddresses = (): ReadonlySet<string> =>
  new Set(Object.values(os.networkInterfaces()).flatMap((all) => all ?? []).map(({ address }) => {
    const parsed = Address.parse(address.replace(/%.*$/, ""))
    return parsed === undefined ? address : Address.format(parsed)
  }))

/** Asks, within a deadline. */
export const lookup = (resolver: Resolver, { host, href }: Pick<Vetted, "host" | "href">, deadline: number): Effect.Effect<ReadonlyArray<string>, EgressRefused> =>
  resolver.lookup(host).pipe(
    Effect.timeoutOrElse({ duration: deadline, orElse: () => Effect.fail(`no answer in ${deadline} ms`) }),
    Effect.mapError((detail) => new EgressRefused({ layer: "dns", reason: "unresolved", url: href, detail: `${host} does not resolve (${detail})` }))
  )

/** Asks, within a deadline, and vets. */
export const resolve = (resolver: Resolver, url: Vetted, deadline: number): Effect.Effect<ReadonlyArray<Address.Address>, EgressRefused> =>
  Effect.flatMap(lookup(resolver, url, deadline), (answer) => Effect.fromResult(vet(url, answer)))
