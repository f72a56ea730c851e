/**
 * The text of a PDF, line by line.
 *
 * Compressed streams are unpacked once under a bound before the reader sees the file. Nothing in it is run, drawn or fetched.
 */
import * as Effect from "effect/Effect"
import { extractText, getDocumentProxy } from "unpdf"
import * as Zlib from "node:zlib"
import type { Reason } from "./ResumeRefused.ts"

/** All streams together, in bytes; how many there may be; and pages. */
export const limits = { unpacked: 64 * 1024 ** 2, streams: 5_000, pages: 40 }

export const text = Effect.fnUntraced(function*(bytes: Uint8Array): Effect.fn.Return<string, Reason> {
  if (unpacksTooLarge(bytes)) return yield* Effect.fail("unpacks_too_large" as const)
  const document = yield* Effect.tryPromise({
    // The reader takes what it is given for its own.
    try: () => getDocumentProxy(Uint8Array.from(bytes), options),
    catch: (error): Reason => ((error as Error).name === "PasswordException" ? "encrypted" : "damaged")
  })
  const reading = Effect.tryPromise({ try: () => extractText(document, { mergePages: true }), catch: (): Reason => "damaged" })
  const { text } = yield* Effect.ensuring(
    document.numPages > limits.pages ? Effect.fail("too_many_pages" as const) : reading,
    Effect.promise(() => document.loadingTask.destroy())
  )
  return text
})

/** Silent, and without fonts of the system, compiled code or workers. */
const options = { verbosity: 0, isEvalSupported: false, useSystemFonts: false, disableFontFace: true, useWorkerFetch: false, stopAtErrors: false, maxImageSize: 0 } as const

/** A stream stands between `stream` and `endstream` (ISO 32000-2, 7.3.8); one that is not zlib's is as large as it looks. */
const unpacksTooLarge = (bytes: Uint8Array): boolean => {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let unpacked = 0
  let streams = 0
  for (let at = content.indexOf("stream"); at !== -1; at = content.indexOf("stream", at + 6)) {
    if (content.toString("latin1", at - 3, at) === "end") continue
    if (++streams > limits.streams) return true
    let start = at + 6
    while (content[start] === 0x0d || content[start] === 0x0a) start++
    try {
      unpacked += Zlib.inflateSync(content.subarray(start), { maxOutputLength: limits.unpacked, finishFlush: Zlib.constants.Z_SYNC_FLUSH }).length
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return true
    }
    if (unpacked > limits.unpacked) return true
  }
  return false
}
