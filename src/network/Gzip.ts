/**
 * One gzip member (RFC 1952), whole, and no longer than allowed once decoded.
 *
 * Node's own reader takes several members and ignores what follows them; a second member is where a bomb hides. The output is
 * bounded before it is made.
 */
import * as Effect from "effect/Effect"
import * as zlib from "node:zlib"

export type Problem = { readonly reason: "damaged_gzip" | "decoded_too_long"; readonly detail: string }

const flag = { text: 1, headerCrc: 2, extra: 4, name: 8, comment: 16 }

export const decode = (bytes: Uint8Array, most: number): Effect.Effect<Uint8Array, Problem> => {
  const damaged = (detail: string) => Effect.fail<Problem>({ reason: "damaged_gzip", detail })
  const start = headerLength(bytes)
  if (start === undefined) return damaged("it is not gzip")
  return Effect.flatMap(inflate(bytes.subarray(start), most), ({ output, used }) => {
    const trailer = Buffer.from(bytes.buffer, bytes.byteOffset + start + used, bytes.length - start - used)
    if (trailer.length < 8) return damaged("it is cut short")
    if (trailer.length > 8) return damaged(`${trailer.length - 8} bytes follow its end`)
    if (trailer.readUInt32LE(0) !== zlib.crc32(output) || trailer.readUInt32LE(4) !== output.length) return damaged("its checksum does not match")
    return Effect.succeed(output)
  })
}

const inflate = (bytes: Uint8Array, most: number): Effect.Effect<{ readonly output: Uint8Array; readonly used: number }, Problem> =>
  Effect.callback((resume) => {
    // With `info`, the callback gets the engine too, which knows how much it has read.
    const options = { maxOutputLength: most, info: true }
    zlib.inflateRaw(bytes, options, (error, result) => {
      if (error === null) {
        const { buffer, engine } = result as unknown as { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } }
        return resume(Effect.succeed({ output: buffer, used: engine.bytesWritten }))
      }
      const { code } = error as NodeJS.ErrnoException
      resume(Effect.fail(code === "ERR_BUFFER_TOO_LARGE" ? { reason: "decoded_too_long", detail: `more than ${most} bytes once decoded` } : { reason: "damaged_gzip", detail: error.message }))
    })
  })

/** Section 2.3. `undefined` if there is no whole header. */
const headerLength = (bytes: Uint8Array): number | undefined => {
  if (bytes.length < 18 || bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) return undefined
  const flags = bytes[3]!
  if (flags > 31) return undefined
  let at = 10
  if ((flags & flag.extra) !== 0) at += 2 + bytes[10]! + bytes[11]! * 256
  for (const text of [flag.name, flag.comment]) {
    if ((flags & text) === 0) continue
    const end = bytes.indexOf(0, at)
    if (end === -1) return undefined
    at = end + 1
  }
  if ((flags & flag.headerCrc) !== 0) at += 2
  return at < bytes.length ? at : undefined
}
