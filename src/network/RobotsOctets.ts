/**
 * Paths and patterns of robots.txt as comparable octets (RFC 9309 section 2.2.2), and the match between them.
 *
 * Unreserved octets are compared decoded, all others encoded in upper case: `%2F` is not `/`. In a query, `:` and `/` may stand for
 * their escapes, as the RFC's table has it, so a pattern is tried in both forms. No regular expression is made from input.
 */

export interface Pattern {
  /** Octets of the pattern: how specific it is. */
  readonly length: number
  readonly anchored: boolean
  /** The literals between the stars, as written and with the delimiters of the query escaped. */
  readonly plain: ReadonlyArray<string>
  readonly escaped: ReadonlyArray<string>
}

export interface Target {
  readonly plain: string
  readonly escaped: string
}

export const pattern = (text: string): Pattern => {
  const anchored = text.endsWith("$")
  const body = anchored ? text.slice(0, -1) : text
  const normal = normalise(body, true)
  return {
    length: normal.length + (anchored ? 1 : 0),
    anchored,
    plain: normal.split("*"),
    escaped: escapeQuery(normal).split("*")
  }
}

export const target = (path: string): Target => {
  const plain = normalise(path, false)
  return { plain, escaped: escapeQuery(plain) }
}

export const matches = ({ anchored, escaped, plain }: Pattern, path: Target): boolean =>
  found(plain, path.plain, anchored) || found(escaped, path.escaped, anchored)

/** The literals in order, each at its leftmost place: with stars only between them, that finds a match if there is one. */
const found = (literals: ReadonlyArray<string>, path: string, anchored: boolean): boolean => {
  const last = literals.length - 1
  if (!path.startsWith(literals[0]!)) return false
  if (last === 0) return !anchored || path.length === literals[0]!.length
  let at = literals[0]!.length
  for (let index = 1; index < last; index++) {
    const place = path.indexOf(literals[index]!, at)
    if (place === -1) return false
    at = place + literals[index]!.length
  }
  const end = literals[last]!
  return anchored ? path.length - end.length >= at && path.endsWith(end) : path.indexOf(end, at) !== -1
}

const unreserved = /^[A-Za-z0-9._~-]$/

/** A star of a pattern stays; one of a path becomes its escape. */
const normalise = (text: string, isPattern: boolean): string =>
  text.replaceAll(/%[0-9A-Fa-f]{2}|[$*]|[^\u0021-\u007e]+/g, (part) => {
    if (part === "$") return "%24"
    if (part === "*") return isPattern ? "*" : "%2A"
    if (part.length === 3 && part.startsWith("%")) {
      const octet = String.fromCharCode(Number.parseInt(part.slice(1), 16))
      return unreserved.test(octet) ? octet : part.toUpperCase()
    }
    // A URL that was parsed holds only ASCII; one that was not is compared as it is.
    return isPattern ? Array.from(new TextEncoder().encode(part), (octet) => `%${octet.toString(16).toUpperCase().padStart(2, "0")}`).join("") : part
  })

const escapeQuery = (text: string): string => {
  const query = text.indexOf("?")
  return query === -1 ? text : text.slice(0, query + 1) + text.slice(query + 1).replaceAll(/[:/?#[\]@]/g, (delimiter) => `%${delimiter.charCodeAt(0).toString(16).toUpperCase()}`)
}
