/**
 * A link's address, if it is one that may be followed.
 */
import * as Schema from "effect/Schema"
import { Link } from "../../schemas/Blocks.ts"

const isLink = Schema.is(Link)

export const read = (href: string): Link | null => {
  const address = href.trim()
  return isLink(address) ? address : null
}
