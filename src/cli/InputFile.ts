/**
 * A file named on the command line, or `-` for stdin, read whole and within a bound.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"

/** The file cannot be read, or holds more than it may. */
export class UnreadableFile extends Schema.TaggedError<UnreadableFile>()("UnreadableFile", { file: Schema.String, reason: Schema.String }) {
  override get message() {
    return `${this.file === "-" ? "stdin" : this.file} cannot be taken: ${this.reason}. Name a file that can be read, or - for stdin`
  }
}

export interface Content {
  readonly bytes: Uint8Array
  /** When the file was last changed; `undefined` for stdin. */
  readonly modifiedMillis: number | undefined
}

export const read = (file: string, maximumBytes: number): Effect.Effect<Content, UnreadableFile> =>
  Effect.tryPromise({
    try: async () => {
      if (file === "-") return { bytes: await collect(process.stdin, maximumBytes), modifiedMillis: undefined }
      const status = fs.statSync(file)
      if (status.isDirectory()) throw new Error("it is a folder")
      return { bytes: await collect(fs.createReadStream(file), maximumBytes), modifiedMillis: status.mtimeMs }
    },
    catch: (error) => {
      const { code, message } = error as NodeJS.ErrnoException
      return new UnreadableFile({ file, reason: code === "ENOENT" ? "there is no such file" : code ?? message })
    }
  })

const collect = async (stream: AsyncIterable<Uint8Array>, maximumBytes: number): Promise<Uint8Array> => {
  const chunks: Array<Uint8Array> = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > maximumBytes) throw new Error(`it holds more than ${maximumBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
