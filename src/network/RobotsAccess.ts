/**
 * What fetching a robots.txt means for everything else on the host (RFC 9309 section 2.3.1), and how long that holds.
 *
 * Stricter than the RFC where it says MAY: a host that answers 401 or 403 withholds its rules, and only a recorded decision about that host
 * opens it; a rate limit is not consent; nor are six redirects, or a file nobody can read. Knows nothing of sockets.
 */
import * as Robots from "./Robots.ts"

/** What came of asking for it. */
export type Outcome =
  | { readonly _tag: "Answered"; readonly status: number; readonly body: Uint8Array }
  /** `detail` as `connect_timeout`; a refusal of our own is unreachable too. */
  | { readonly _tag: "Unreachable"; readonly detail: string }

export type Access =
  | { readonly _tag: "Rules"; readonly robots: Robots.Robots }
  /** There are no rules, and that permits everything. */
  | { readonly _tag: "Open"; readonly because: string }
  /** The RFC would permit everything; we do not, unless a decision about the host says so. */
  | { readonly _tag: "Withheld"; readonly because: string }
  | { readonly _tag: "Unreadable"; readonly because: string }
  | { readonly _tag: "Closed"; readonly because: string }

export const of = (outcome: Outcome): Access => {
  if (outcome._tag === "Unreachable") return { _tag: "Closed", because: `robots.txt is unreachable (${outcome.detail}), which disallows everything (RFC 9309, 2.3.1.4)` }
  const { body, status } = outcome
  if (status >= 200 && status < 300) {
    return isUnreadable(body)
      ? { _tag: "Unreadable", because: "robots.txt is not UTF-8, so what it forbids cannot be read" }
      : { _tag: "Rules", robots: Robots.parse(body) }
  }
  if (status === 401 || status === 403) return { _tag: "Withheld", because: `robots.txt answers ${status}: RFC 9309, 2.3.1.3 permits everything, and here only a recorded decision does` }
  if (status === 429) return { _tag: "Closed", because: "robots.txt answers 429: a rate limit is not consent" }
  if (status >= 400 && status < 500) return { _tag: "Open", because: `robots.txt answers ${status}: there are no rules (RFC 9309, 2.3.1.3)` }
  return { _tag: "Closed", because: `robots.txt answers ${status}, which disallows everything (RFC 9309, 2.3.1.4)` }
}

const hour = 3_600_000
export const maxAge = 24 * hour
/** After a failure it is asked for again sooner. */
export const maxAgeClosed = 300_000
export const maxAgeUnreachable = 30 * 24 * hour

/** Whether a kept robots.txt still speaks, by its age in milliseconds (sections 2.4 and 2.3.1.4). */
export const holds = (age: number, reachable: boolean): boolean => age <= (reachable ? maxAge : maxAgeUnreachable)

/** UTF-16 and UTF-32: by their mark, or by every other byte being NUL. */
const isUnreadable = (body: Uint8Array): boolean => {
  const [first, second] = body
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true
  const start = body.subarray(0, 512)
  return start.length > 3 && start.reduce((nuls, octet) => nuls + (octet === 0 ? 1 : 0), 0) * 4 >= start.length
}
