/**
 * What an attempt came to: it stands, a later try may better it, or none will.
 *
 * Of HTTP, 408, 425, 429 and 5xx may pass; of SMTP, 4yz. What the shield refuses stays refused, but for a name that does not resolve. A
 * certificate that is refused stays so.
 */
import * as Result from "effect/Result"
import type * as Courier from "../network/Courier.ts"
import * as RetryAfter from "../network/RetryAfter.ts"
import * as Discord from "./Discord.ts"

export type Outcome =
  | { readonly _tag: "Delivered"; readonly status: number; readonly reason: string | null }
  | { readonly _tag: "Refused"; readonly status: number | null; readonly reason: string; readonly detail: string }
  /** `wait`: how long the receiver asks to be left alone, in milliseconds. */
  | { readonly _tag: "Passing"; readonly status: number | null; readonly reason: string; readonly detail: string; readonly wait: number | null }

const passing: ReadonlySet<number> = new Set([408, 425, 429])

export const ofHttp = ({ body, headers, status }: Courier.Answered, now: number): Outcome => {
  if (status >= 200 && status < 300) return { _tag: "Delivered", status, reason: null }
  const said = { status, reason: "answered", detail: `it answered ${status}` }
  if (status < 500 && !passing.has(status)) return { _tag: "Refused", ...said }
  const wait = RetryAfter.read(headers["retry-after"], now)
  return { _tag: "Passing", ...said, wait: Math.max(wait ?? 0, status === 429 ? Discord.retryAfter(body) ?? 0 : 0) }
}

/** Taken for one recipient is delivered: sent again, it would come twice there. */
export const ofMail = ({ accepted, status }: { readonly status: number; readonly accepted: number }, recipients: number): Outcome => {
  if (status >= 200 && status < 300) return { _tag: "Delivered", status, reason: accepted < recipients ? "recipients_refused" : null }
  const said = { status, reason: "answered", detail: `it answered ${status}` }
  return status >= 400 && status < 500 ? { _tag: "Passing", ...said, wait: null } : { _tag: "Refused", ...said }
}

export const ofFailure = (failure: Courier.Failure): Outcome => {
  const { _tag, detail, reason } = failure
  const said = { status: null, reason, detail }
  const mayPass = _tag === "Unreachable" ? reason !== "tls" : reason === "unresolved"
  return mayPass ? { _tag: "Passing", ...said, wait: null } : { _tag: "Refused", ...said }
}

export const of = <A>(result: Result.Result<A, Courier.Failure>, read: (answered: A) => Outcome): Outcome => Result.match(result, { onFailure: ofFailure, onSuccess: read })
