/**
 * Which URLs may be asked at all: https, port 443, a listed name, spelled so that no two parsers disagree about it.
 *
 * The text is judged before it is parsed, because parsers repair: they drop tabs, turn `\` into `/`, fold digits of other scripts,
 * read `0x7f.1` as an address. What they would have to repair is refused. Knows nothing of addresses behind a name.
 */
import * as Result from "effect/Result"
import * as Host from "effect/net/Host"
import { EgressRefused } from "../../schemas/Egress.ts"
import type { RefusalReason } from "../../schemas/Egress.ts"
import * as Address from "./Address.ts"
import * as Hosts from "./Hosts.ts"

/** A URL to ask. Only `vet` makes one. */
export interface Vetted {
  /** Canonical: `https://`, host, path and query; no port, no fragment. */
  readonly href: string
  /** Lower-case ASCII without a final dot. */
  readonly host: string
  /** Path and query, as they go into the request. */
  readonly path: string
  /** The entry of the list that admits the host. */
  readonly pattern: string
}

export const maxLength = 8192

export const vet = (text: string, hosts: Hosts.Hosts): Result.Result<Vetted, EgressRefused> => {
  const refuse = (reason: RefusalReason, detail: string) => Result.fail(new EgressRefused({ layer: "url", reason, url: text, detail }))

  if (text.length > maxLength) return refuse("url_too_long", `it is longer than ${maxLength} characters`)
  if (unprintable.test(text)) return refuse("forbidden_character", "it holds a space, a control character or an invisible one")
  if (text.includes("\\")) return refuse("forbidden_character", "it holds a backslash, which parsers read in two ways")
  if (!text.startsWith("https://")) return refuse("not_https", "it does not start with https://")
  const authority = /^[^/?#]*/.exec(text.slice("https://".length))![0]
  if (authority.includes("@")) return refuse("userinfo", "it carries a user name")
  if (authority.includes("%")) return refuse("encoded_authority", "its host is percent-encoded")
  if (authority.startsWith("[")) return refuse("ip_literal", "its host is an address")
  const [name, port, ...more] = authority.split(":")
  if (more.length > 0 || (port !== undefined && port !== "443")) return refuse("port", "it names a port other than 443")
  if (name === "") return refuse("not_a_url", "it has no host")

  const url = URL.parse(text)
  if (url === null || url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") return refuse("not_a_url", "it does not parse as a URL")
  if (Address.parse(url.hostname.replace(/\.$/, "")) !== undefined || url.hostname.startsWith("[")) return refuse("ip_literal", `its host is the address ${url.hostname}`)
  const host = url.hostname.endsWith(".") ? url.hostname.slice(0, -1) : url.hostname
  if (host.length > 253 || host.endsWith(".") || Result.isFailure(Host.domainNameFromString(host))) return refuse("bad_name", "its host is not a domain name")
  if (isSpecial(host)) return refuse("special_name", `${host} is a name of this machine or its network, never of a board`)
  const path = url.pathname + url.search
  if (encodedControl.test(path)) return refuse("encoded_control", "its path or query holds an encoded line break or NUL")

  const pattern = Hosts.patternOf(hosts, host)
  if (pattern === undefined) return Result.fail(new EgressRefused({ layer: "registry", reason: "host_unlisted", url: text, detail: `${host} is not a registered source` }))
  return Result.succeed({ href: `https://${host}${path}`, host, path, pattern })
}

/**
 * Where a `Location` leads. Only an absolute URL and an absolute path are taken: the other forms are those that parsers disagree about.
 */
export const follow = (from: Vetted, location: string, hosts: Hosts.Hosts): Result.Result<Vetted, EgressRefused> => {
  if (location.startsWith("https://")) return vet(location, hosts)
  if (location.startsWith("/") && !location.startsWith("//")) return vet(`https://${from.host}${location}`, hosts)
  return Result.fail(new EgressRefused({ layer: "redirect", reason: "redirect_target", url: from.href, detail: `it redirects to ${JSON.stringify(location.slice(0, 200))}, neither an https URL nor a path` }))
}

const unprintable = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Cs}]/u
const encodedControl = /%(?:0[\dA-F]|1[\dA-F]|7F)/i

/** RFC 6761, RFC 6762, RFC 7686, RFC 8375, and the names that container platforms and routers give out. */
const special: ReadonlySet<string> = new Set([
  "localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "svc", "onion", "test", "invalid", "example", "arpa"
])

const isSpecial = (host: string): boolean => !host.includes(".") || special.has(host.slice(host.lastIndexOf(".") + 1))
