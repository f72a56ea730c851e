/**
 * Whether an address is a place on the public internet.
 *
 * Only bytes are classified, never text: what looks public in one spelling is not in another (CVE-2020-28360, CVE-2021-28918,
 * CVE-2023-42282, CVE-2024-29415). One strict parser reads the forms that a resolver gives. An IPv6 address that embeds an IPv4
 * address is refused whatever it embeds: no resolver gives one for a web site. Knows nothing of names.
 */
import * as Result from "effect/Result"
import * as IpNetwork from "effect/net/IpNetwork"
import * as NetAddress from "effect/net/NetAddress"
import * as SpecialPurpose from "./SpecialPurpose.ts"

export type Address = NetAddress.IpAddress

/** `because` names the block and its source. */
export type Verdict = { readonly public: true } | { readonly public: false; readonly because: string }

/** Dotted decimal without leading zeros, or RFC 4291 text without a zone. */
export const parse = (text: string): Address | undefined => Result.getOrUndefined(NetAddress.ipFromString(text))

export const format = (address: Address): string => NetAddress.formatIp(address)

/** 4 or 16 of them. */
export const bytes = (address: Address): ReadonlyArray<number> =>
  NetAddress.isIpv4Address(address) ? NetAddress.ipv4ToOctets(address) : NetAddress.ipv6ToOctets(address)

export const family = (address: Address): 4 | 6 => (NetAddress.isIpv4Address(address) ? 4 : 6)

export const equal = (one: Address, other: Address): boolean => format(one) === format(other)

export const classify = (address: Address): Verdict => {
  const blocks = NetAddress.isIpv4Address(address) ? ipv4 : ipv6
  const block = blocks.find(({ network }) => IpNetwork.contains(network, address))
  if (block !== undefined) return { public: false, because: block.because }
  if (NetAddress.isIpv4Address(address)) return publicly
  if (!IpNetwork.contains(globalUnicast6, address)) return { public: false, because: `outside ${SpecialPurpose.globalUnicast6}, Global Unicast (RFC 4291)` }
  return isIsatap(bytes(address)) ? { public: false, because: "an ISATAP interface identifier, which embeds an IPv4 address (RFC 5214)" } : publicly
}

export const isPublic = (address: Address): boolean => classify(address).public

const publicly: Verdict = { public: true }

// The longest prefix first, so that the reason is the narrowest.
const read = (rows: ReadonlyArray<SpecialPurpose.Row>) =>
  rows
    .map(([prefix, name, source]) => ({ network: IpNetwork.fromStringUnsafe(prefix), because: `${prefix}, ${name} (${source})` }))
    .sort((one, other) => other.network.prefixLength - one.network.prefixLength)

const ipv4 = read(SpecialPurpose.ipv4)
const ipv6 = read(SpecialPurpose.ipv6)
const globalUnicast6 = IpNetwork.fromStringUnsafe(SpecialPurpose.globalUnicast6)

/** RFC 5214 section 6.1: `00-00-5E-FE` and four octets, whatever the universal and group bits say. */
const isIsatap = (octets: ReadonlyArray<number>): boolean =>
  (octets[8]! & 0xfc) === 0 && octets[9] === 0 && octets[10] === 0x5e && octets[11] === 0xfe
