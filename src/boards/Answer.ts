/**
 * A board's answer as bytes: a line of canonical JSON that says what each page is and how long, then the bodies as served.
 *
 * Bodies are most of it and stay what they are: as strings of a JSON document every character of them would be escaped, read and
 * written once more. Equal answers have equal bytes, and only they: a line in another form, or bodies of another length, are refused.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { AnswerHead } from "../../schemas/Board.ts"
import type { BoardAnswer, Page } from "../../schemas/Board.ts"
import * as Canonical from "../platform/Canonical.ts"

/** A page, and its body as it came. */
export interface Served extends Page {
  readonly bytes: Uint8Array
}

const newline = 0x0a
const encoder = new TextEncoder()

/** @throws {Canonical.NotCanonical} if what stands around the bodies has no canonical form */
export const encodeUnsafe = ({ pages, ...rest }: BoardAnswer<Served>): Uint8Array => {
  const head: AnswerHead = { ...rest, pages: pages.map(({ bytes, sent, status, url }) => ({ url, ...(sent !== undefined && { sent }), status, bytes: bytes.length })) }
  const line = encoder.encode(`${Canonical.stringifyUnsafe(head)}\n`)
  const content = new Uint8Array(pages.reduce((sum, { bytes }) => sum + bytes.length, line.length))
  content.set(line)
  let at = line.length
  for (const { bytes } of pages) {
    content.set(bytes, at)
    at += bytes.length
  }
  return content
}

/** The answer, or why the bytes are none. */
export const decode = (content: Uint8Array): Result.Result<BoardAnswer, string> => {
  const end = content.indexOf(newline)
  const head = headIn(content.subarray(0, Math.max(0, end)))
  if (head === undefined) return Result.fail("it does not begin with a line that says what its pages are")
  const length = head.pages.reduce((sum, { bytes }) => sum + bytes, end + 1)
  if (length !== content.length) return Result.fail(`its pages make ${length} bytes, and it has ${content.length}`)
  const pages: Array<Page> = []
  let at = end + 1
  for (const { bytes, ...page } of head.pages) {
    const body = text(content.subarray(at, at + bytes))
    if (body === undefined) return Result.fail(`the body of ${page.url} is not UTF-8`)
    pages.push({ ...page, body })
    at += bytes
  }
  return Result.succeed({ ...head, pages })
}

const decodeHead = Schema.decodeUnknownResult(AnswerHead, { onExcessProperty: "error" })

const headIn = (content: Uint8Array): AnswerHead | undefined => {
  const line = text(content)
  const head = Result.getOrUndefined(decodeHead(Result.getOrUndefined(Result.try((): unknown => JSON.parse(line ?? "")))))
  return head !== undefined && Canonical.stringifyUnsafe(head) === line ? head : undefined
}

/** The text of UTF-8, a byte order mark included; `undefined` for other bytes. */
export const text = (bytes: Uint8Array): string | undefined => Result.getOrUndefined(Result.try(() => decoder.decode(bytes)))

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
