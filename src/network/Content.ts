/**
 * From the bytes on the wire to a body of the kind that was asked for.
 */
import * as Effect from "effect/Effect"
import { AnswerRefused } from "../../schemas/Egress.ts"
import type { AnswerReason } from "../../schemas/Egress.ts"
import type { Received } from "./Exchange.ts"
import * as Gzip from "./Gzip.ts"
import * as JsonText from "./JsonText.ts"
import type { Limits } from "./Limits.ts"
import type { Vetted } from "./Url.ts"

/** What an endpoint serves. `any` takes every type and every byte: robots.txt is read whatever it says it is. */
export type Kind = "json" | "xml" | "html" | "any"

export const accept: Readonly<Record<Kind, string>> = {
  json: "application/json",
  xml: "application/xml, text/xml, application/rss+xml, application/atom+xml",
  html: "text/html",
  any: "text/plain, */*;q=0.1"
}

const types: Readonly<Record<Kind, RegExp>> = {
  json: /^application\/(?:json|[\w.-]+\+json)$/,
  xml: /^(?:(?:application|text)\/xml|application\/[\w.-]+\+xml)$/,
  html: /^(?:text\/html|application\/xhtml\+xml)$/,
  any: /^/
}

const mebibyte = 1024 * 1024

/** Decodes, and for an answer of success checks that it is of its kind. */
export const read = Effect.fnUntraced(function*(url: Vetted, kind: Kind, { body, headers, status }: Received, limits: Limits): Effect.fn.Return<Uint8Array, AnswerRefused> {
  const refuse = (reason: AnswerReason, detail: string) => new AnswerRefused({ reason, url: url.href, detail })
  const decoded = yield* decode(body, headers["content-encoding"], limits).pipe(Effect.mapError(({ detail, reason }) => refuse(reason, detail)))
  if (status < 200 || status >= 300 || status === 204 || kind === "any") return decoded
  const type = (headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase()
  if (!types[kind].test(type)) return yield* refuse("content_type", `it is ${type === "" ? "of no type" : JSON.stringify(type.slice(0, 80))} where ${kind} is expected`)
  if (kind !== "json") return decoded
  const text = utf8(decoded)
  if (text === undefined) return yield* refuse("not_utf8", "it is not UTF-8, or starts with a byte order mark")
  const problem = JsonText.check(text)
  return problem === undefined ? decoded : yield* refuse(problem.reason, problem.detail)
})

const decode = (body: Uint8Array, coding: string | undefined, { decoded, ratio }: Limits): Effect.Effect<Uint8Array, { readonly reason: AnswerReason; readonly detail: string }> => {
  const named = (coding ?? "identity").trim().toLowerCase()
  if (named === "identity" || named === "") return Effect.succeed(body)
  if (named !== "gzip" && named !== "x-gzip") return Effect.fail({ reason: "content_coding", detail: `its coding is ${JSON.stringify(named.slice(0, 60))}; only gzip was offered` })
  return body.length === 0 ? Effect.succeed(body) : Gzip.decode(body, Math.min(decoded, Math.max(mebibyte, body.length * ratio)))
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

const utf8 = (body: Uint8Array): string | undefined => {
  try {
    const text = decoder.decode(body)
    return text.startsWith("\uFEFF") ? undefined : text
  } catch {
    return undefined
  }
}
