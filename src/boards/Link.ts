/**
 * The address a reader is sent to. Only `https` leaves this file: any other scheme is either raised to it (`http`) or
 * not a link at all.
 */

export interface Link {
  readonly href: string
  /** The board wrote `http:`. */
  readonly raised: boolean
}

const plain = /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+\/[\w.~/?=&%+-]*$/

/** The canonical address, or why there is none. Addresses with a user name in them are refused: they disguise their host. */
export const read = (text: string): Link | string => {
  if (plain.test(text)) return { href: text, raised: false }
  const url = URL.parse(text)
  if (url === null) return "is not an absolute URL"
  if (url.protocol !== "https:" && url.protocol !== "http:") return "is not an https URL"
  if (url.username !== "" || url.password !== "") return "holds a user name or password"
  const raised = url.protocol === "http:"
  if (raised) url.protocol = "https:"
  return { href: url.href, raised }
}
