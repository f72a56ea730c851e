/**
 * Where boards of one system are: each employer on a host of its own under the vendor's name, or on the employer's domain.
 */
import type { Request } from "../../schemas/Board.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"

export const get = (url: string): Request => ({ url, method: "GET" })

/** `https://acme.vendor.com`, or the origin of the entry's own `url`. */
export const origin = ({ board, url }: BoardAddress, domain: string): string => {
  const own = url === undefined ? null : URL.parse(url)
  return own?.origin ?? `https://${board.toLowerCase()}.${domain}`
}

/** A link of a page against the page's own address; what is no link stays as it is, to be refused as one. */
export const resolve = (link: string, base: string): string => URL.parse(link, base)?.href ?? link
