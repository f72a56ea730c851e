/**
 * Reads a secret from where a channel says that it lies. Its value is in no error, and in nothing that is written.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Path from "node:path"
import type { SecretReference } from "../../schemas/Delivery.ts"
import * as Disk from "../platform/Disk.ts"

export class SecretMissing extends Schema.TaggedError<SecretMissing>()("SecretMissing", { channel: Schema.String, reference: Schema.String, problem: Schema.String }) {
  override get message() {
    return `The secret ${this.reference} of the channel ${this.channel} ${this.problem}. Set it, or disable the channel in config/delivery.v1.json`
  }
}

export interface Place {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** What relative paths begin at. */
  readonly root: string
}

const largest = 16 * 1024

/** One line of printable ASCII; the line break at a file's end is not part of it. */
export const read = Effect.fnUntraced(function*(channel: string, reference: SecretReference, { environment, root }: Place) {
  const shown = "env" in reference ? `in the environment variable ${reference.env}` : `in the file ${reference.file}`
  const fail = (problem: string) => new SecretMissing({ channel, reference: shown, problem })
  const text = "env" in reference ? environment[reference.env] ?? "" : yield* readFile(Path.resolve(root, reference.file)).pipe(Effect.mapError(fail))
  const secret = text.replace(/\r?\n$/, "")
  if (secret === "") return yield* fail("is not set")
  if (!/^[\x20-\x7e]+$/.test(secret)) return yield* fail("is not one line of printable ASCII")
  return secret
})

const readFile = Effect.fnUntraced(function*(path: string) {
  const disk = yield* Disk.Disk
  const stat = yield* Effect.mapError(Disk.attempt(() => disk.stat(path)), ({ code }) => `cannot be read (${code})`)
  if (stat === undefined) return yield* Effect.fail("is not there")
  if (stat.kind !== "file" || stat.size > largest) return yield* Effect.fail("is no file of at most 16 KiB")
  return yield* Effect.mapError(Disk.attempt(() => disk.read(path).toString()), ({ code }) => `cannot be read (${code})`)
})
