/**
 * Files in one `.tar.gz`: the same files give the same bytes, and whatever comes in is held to bounds.
 *
 * Reads what any tar writes, and takes plain files only. Knows nothing of runs; does not say whether the content is right.
 */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Tar from "effect/encoding/Tar"
import * as Zlib from "node:zlib"

export interface File {
  /** Relative, with forward slashes. */
  readonly path: string
  readonly content: Uint8Array
}

/** `foreign`: this is no such archive, or one that no honest writer makes. `damaged`: it was one. */
export class Unreadable extends Data.TaggedError("Unreadable")<{ readonly kind: "foreign" | "damaged"; readonly reason: string }> {}

/** Compressed and unpacked, in bytes. */
export const maximumBytes = 1024 ** 3
export const maximumFiles = 100_000
/** An archive that unpacks to more than this many times its size is a bomb; small ones may. JSON with repetitions reaches forty. */
const maximumRatio = 200
const alwaysAllowed = 16 * 1024 ** 2

// RFC 1952: byte 9 is the operating system the writer ran on, which is nobody's business. 255 is unknown.
const systemByte = 9
const unknownSystem = 255

/** In the order given. Bytes depend on paths and contents, and on the release of zlib. */
export const pack = (files: ReadonlyArray<File>): Effect.Effect<Uint8Array> =>
  Stream.fromIterable(files).pipe(
    Stream.map(({ content, path }) => Tar.file(path, content)),
    Stream.pipeThroughChannel(Tar.encode()),
    Stream.runCollect,
    Effect.map((chunks) => {
      const packed = Zlib.gzipSync(Buffer.concat(chunks))
      packed[systemByte] = unknownSystem
      return packed
    }),
    Effect.orDie
  )

/** The files in the order they stand, each path safe to write below a folder and used once. */
export const unpack = Effect.fnUntraced(function*(packed: Uint8Array): Effect.fn.Return<ReadonlyArray<File>, Unreadable> {
  const archive = yield* inflate(packed)
  const taken = new Set<string>()
  return yield* Stream.make(archive).pipe(
    Stream.pipeThroughChannel(Tar.decode()),
    Stream.mapEffect(({ body, header }) => take(taken, header, body)),
    Stream.runCollect,
    Effect.catchTag("TarError", ({ kind, message }) =>
      Effect.fail(new Unreadable({ kind: kind === "Unsupported" ? "foreign" : "damaged", reason: message })))
  )
})

const take = Effect.fnUntraced(function*(taken: Set<string>, header: Tar.Header, body: Tar.Entry<Tar.TarError>["body"]) {
  const refusal = refuse(header, taken)
  if (refusal !== undefined) return yield* foreign(refusal)
  taken.add(header.path.toLowerCase())
  const chunks = yield* Stream.runCollect(body)
  const file: File = { path: header.path, content: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }
  return file
})

const foreign = (reason: string) => new Unreadable({ kind: "foreign", reason })

const inflate = (packed: Uint8Array): Effect.Effect<Uint8Array, Unreadable> =>
  Effect.suspend((): Effect.Effect<Uint8Array, Unreadable> => {
    if (packed[0] !== 0x1f || packed[1] !== 0x8b) return Effect.fail(foreign("it is not gzip"))
    const maxOutputLength = Math.min(maximumBytes, Math.max(alwaysAllowed, packed.length * maximumRatio))
    try {
      return Effect.succeed(Zlib.gunzipSync(packed, { maxOutputLength }))
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (code === "ERR_BUFFER_TOO_LARGE") return Effect.fail(foreign(`it unpacks to more than ${maxOutputLength} bytes, which no bundle of its size does`))
      if (code?.startsWith("Z_")) return Effect.fail(new Unreadable({ kind: "damaged", reason: code === "Z_BUF_ERROR" ? "it is cut off" : message }))
      return Effect.die(error)
    }
  })

const refuse = ({ path, type }: Tar.Header, taken: ReadonlySet<string>): string | undefined => {
  const name = JSON.stringify(path.slice(0, 200))
  if (type !== "File") return `it holds ${name}, which is not a plain file (${type})`
  if (!isSafe(path)) return `it holds ${name}, which is not a path it could be unpacked to`
  if (taken.has(path.toLowerCase())) return `it holds ${name} twice`
  return taken.size >= maximumFiles ? `it holds more than ${maximumFiles} files` : undefined
}

/** Relative, without `..`, hidden names or characters that mean something to a file system anywhere. */
export const isSafe = (path: string): boolean =>
  path.length <= 512 && path.split("/").every((segment) => /^[A-Za-z0-9_@+=-][A-Za-z0-9._@+=-]*$/.test(segment) && segment.length <= 128 && !segment.endsWith("."))
