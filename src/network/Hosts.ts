/**
 * The hosts that may be asked: names, and one wildcard level under a vendor's suffix, as `*.recruitee.com`.
 *
 * Compared by labels: neither a prefix nor a suffix of the text decides.
 */
import * as Result from "effect/Result"
import * as Host from "effect/net/Host"

export interface Hosts {
  readonly names: ReadonlySet<string>
  /** What stands behind `*.`. */
  readonly suffixes: ReadonlySet<string>
}

/** A name of at least two labels, or `*.` before one. */
export const isPattern = (pattern: string): boolean => {
  const name = pattern.startsWith("*.") ? pattern.slice(2) : pattern
  return name.includes(".") && !name.endsWith(".") && Result.getOrUndefined(Host.domainNameFromString(name)) === name
}

/** Patterns that are none match nothing. */
export const make = (patterns: Iterable<string>): Hosts => {
  const sound = [...patterns].filter(isPattern)
  return {
    names: new Set(sound.filter((pattern) => !pattern.startsWith("*."))),
    suffixes: new Set(sound.filter((pattern) => pattern.startsWith("*.")).map((pattern) => pattern.slice(2)))
  }
}

/** The pattern that lists a host, given in lower-case ASCII without a final dot. */
export const patternOf = ({ names, suffixes }: Hosts, host: string): string | undefined => {
  if (names.has(host)) return host
  const parent = host.slice(host.indexOf(".") + 1)
  return suffixes.has(parent) ? `*.${parent}` : undefined
}
