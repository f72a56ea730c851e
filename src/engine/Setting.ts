/**
 * A piece of configuration a stage reads: a file under `config/`, or a part of one.
 *
 * The stage's own schema decodes it. The part, not the file, enters the key: a changed value re-runs its readers and
 * nobody else, and the order of keys in the file means nothing. Knows nothing of where the files lie.
 */
import * as Result from "effect/Result"
import * as Canonical from "../platform/Canonical.ts"
import type { Json } from "../platform/Canonical.ts"
import type * as Digest from "../platform/Digest.ts"
import * as Frozen from "./Frozen.ts"
import * as Wire from "./Wire.ts"

export interface Setting<out A> {
  /** The file's name without `.json`; a trailing `/` names a folder, read as `{ file name: content }`. */
  readonly file: string
  readonly schema: Wire.Wire
  readonly select: (document: never) => A
  /** What an absent file means; without it, an absent file is a problem. */
  readonly absent?: Json
}

/** Raw configuration: file name to parsed JSON. Absent files are absent keys. */
export type Source = Readonly<Record<string, Json>>

export const make = <A>(file: string, schema: Wire.Wire<A>): Setting<A> => {
  Wire.assertUnsafe(schema, `config/${file}.json`)
  return { file, schema, select: (document: A) => document }
}

/** A setting whose file may be absent, and what that means. */
export const optional = <A extends Json>(setting: Setting<A>, absent: A): Setting<A> => ({ ...setting, absent })

/** The part of a setting that matters to a reader. */
export const part = <A, B>(setting: Setting<A>, select: (document: A) => B): Setting<B> => ({
  ...setting,
  select: (document: never) => select(setting.select(document))
})

/** One problem with one configuration file. */
export interface Problem {
  readonly file: string
  readonly pointer: string
  readonly problem: string
}

/** A setting read: its value, and the digest of the value's canonical form. */
export interface Reading<A = unknown> {
  readonly value: A
  readonly digest: Digest.Digest
}

export const read = <A>(setting: Setting<A>, source: Source): Result.Result<Reading<A>, ReadonlyArray<Problem>> => {
  const file = fileName(setting)
  const document = source[setting.file] ?? setting.absent
  if (document === undefined) return Result.fail([{ file, pointer: "", problem: "the file does not exist" }])
  const decoded = validated(setting.schema, document)
  if (Result.isFailure(decoded)) return Result.fail(decoded.failure.map((misfit) => ({ file, ...misfit })))
  const value = Frozen.deep(setting.select(decoded.success as never))
  return Result.succeed({ value, digest: Canonical.digestUnsafe(value) })
}

// A file is often read in parts by many stages; what a schema says of a document does not change.
const verdicts = new WeakMap<Wire.Wire, WeakMap<object, ReturnType<ReturnType<typeof Wire.validate>>>>()

const validated = (schema: Wire.Wire, document: Json): ReturnType<ReturnType<typeof Wire.validate>> => {
  if (typeof document !== "object" || document === null) return Wire.validate(schema)(document)
  const known = verdicts.get(schema) ?? new WeakMap<object, ReturnType<ReturnType<typeof Wire.validate>>>()
  verdicts.set(schema, known)
  const verdict = known.get(document) ?? Wire.validate(schema)(document)
  known.set(document, verdict)
  return verdict
}

export const fileName = (setting: Setting<unknown>): string =>
  setting.file.endsWith("/") ? `config/${setting.file}` : `config/${setting.file}.json`
