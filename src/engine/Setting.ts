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
  const document = source[setting.file] ?? setting.absent
  if (document === undefined) return Result.fail([{ file: fileName(setting), pointer: "", problem: "the file does not exist" }])
  return readings(setting, document, () => decode(setting, document)) as Result.Result<Reading<A>, ReadonlyArray<Problem>>
}

const decode = (setting: Setting<unknown>, document: Json): Result.Result<Reading, ReadonlyArray<Problem>> => {
  const decoded = verdicts(setting.schema, document, () => Wire.validate(setting.schema)(document))
  if (Result.isFailure(decoded)) return Result.fail(decoded.failure.map((misfit) => ({ file: fileName(setting), ...misfit })))
  const value = Frozen.deep(setting.select(decoded.success as never))
  return Result.succeed({ value, digest: Canonical.digestUnsafe(value) })
}

/** What is derived from a document is made once: a file is read in parts by many stages, before a run and again when it begins. */
const once = <K extends object, A>(): (key: K, document: Json, make: () => A) => A => {
  const known = new WeakMap<K, WeakMap<object, { readonly value: A }>>()
  return (key, document, make) => {
    if (typeof document !== "object" || document === null) return make()
    const ofKey = known.get(key) ?? new WeakMap<object, { readonly value: A }>()
    known.set(key, ofKey)
    const found = ofKey.get(document) ?? { value: make() }
    ofKey.set(document, found)
    return found.value
  }
}

const verdicts = once<Wire.Wire, ReturnType<ReturnType<typeof Wire.validate>>>()
const readings = once<Setting<unknown>, Result.Result<Reading, ReadonlyArray<Problem>>>()

export const fileName = (setting: Setting<unknown>): string =>
  setting.file.endsWith("/") ? `config/${setting.file}` : `config/${setting.file}.json`
