/**
 * The text of a DOCX.
 *
 * The archive is unpacked here under a bound, and only its parts of XML are handed to the reader, packed anew without compression: what
 * the reader unpacks is what was counted.
 */
import * as Effect from "effect/Effect"
import * as Zip from "effect/encoding/Zip"
import * as Stream from "effect/Stream"
import mammoth from "mammoth"
import type { Reason } from "./ResumeRefused.ts"

/** All parts together, in bytes; those of XML, which may take the reader more than a second a MiB; and how many parts there may be. */
export const limits = { unpacked: 64 * 1024 ** 2, read: 4 * 1024 ** 2, parts: 2_000 }

export const text = Effect.fnUntraced(function*(bytes: Uint8Array): Effect.fn.Return<string, Reason> {
  const parts = yield* unpack(bytes)
  if (!parts.some(({ header: { path } }) => path === "[Content_Types].xml")) return yield* Effect.fail("other_format" as const)
  const packed = yield* Effect.orDie(Stream.runCollect(Stream.pipeThroughChannel(Stream.fromArray(parts), Zip.encode())))
  const { value } = yield* Effect.tryPromise({ try: () => mammoth.extractRawText({ buffer: Buffer.concat(packed) }), catch: (): Reason => "damaged" })
  return value
})

const unpack = (bytes: Uint8Array): Effect.Effect<ReadonlyArray<Zip.ContentEntry>, Reason> =>
  Effect.suspend(() => {
    let unpacked = 0
    let read = 0
    let count = 0
    const kept: Array<Zip.ContentEntry> = []
    return Stream.make(bytes).pipe(
      Stream.pipeThroughChannel(Zip.decode()),
      Stream.runForEach(({ body, header: { path } }) => {
        if (++count > limits.parts) return Effect.fail("unpacks_too_large" as const)
        const chunks: Array<Uint8Array> = []
        const isKept = /\.(?:xml|rels)$/.test(path) && !kept.some(({ header }) => header.path === path)
        return Effect.map(
          Stream.runForEach(body, (chunk) => {
            unpacked += chunk.length
            if (isKept) {
              read += chunk.length
              chunks.push(chunk)
            }
            return unpacked > limits.unpacked || read > limits.read ? Effect.fail("unpacks_too_large" as const) : Effect.void
          }),
          () => isKept && kept.push(Zip.file(path, Buffer.concat(chunks), { method: "Store" }))
        )
      }),
      Effect.mapError((error): Reason => (error === "unpacks_too_large" ? error : "damaged")),
      Effect.as(kept)
    )
  })
