/**
 * A capability is a named hole in purity: something a stage may reach outside its inputs.
 *
 * A stage lists the capabilities it uses; the type checker holds it to the list and the engine hands over exactly those.
 * Each one pays for the hole twice: a `fingerprint` enters the key of every node that uses it, and a `pin` records
 * what it answered, so that the run can be replayed without it. Knows nothing of what lies behind the hole.
 */
import type * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Json } from "../platform/Canonical.ts"
import type { Digest } from "../platform/Digest.ts"

export interface Shape {
  /** Equal fingerprints promise equal answers: a recording's digest, a date, a model's name and prompt version. */
  readonly fingerprint: string
}

export type Any = Context.Key<any, Shape>

/** The partition key of the node it is handed to; `null` for a node without partitions. */
export type Scope = string | null

/** What was answered, complete enough to answer it again. */
export interface Pin {
  readonly document: Json
  /** Bytes the document names by digest. */
  readonly blobs: ReadonlyArray<{ readonly digest: Digest; readonly content: Effect.Effect<Uint8Array | undefined> }>
}

/** A capability as one node gets it. It reaches no further than that node's scope. */
export interface Grant<S extends Shape = Shape> {
  readonly service: S
  /** Asked once the run is over. */
  readonly pin: Effect.Effect<Pin>
}

/** The capabilities of a run, each bound to what lies behind it. `Bound<Network | Today>` serves stages that use either. */
export interface Bound<in I> {
  readonly grants: ReadonlyMap<string, (scope: Scope) => Grant>
  readonly "~capabilities"?: (identifier: I) => void
}

export const none: Bound<unknown> = { grants: new Map() }

/** Binds one capability. `at` is called for every scope, as often as needed, and gives equal grants for equal scopes. */
export const bind = <I, S extends Shape>(key: Context.Key<I, S>, at: (scope: Scope) => Grant<S>): Bound<I> => ({
  grants: new Map([[key.key, at as (scope: Scope) => Grant]])
})

export const merge = <const B extends ReadonlyArray<Bound<never>>>(...bounds: B): Bound<Needs<B[number]>> => ({
  grants: new Map(bounds.flatMap((bound) => [...bound.grants]))
})

type Needs<B> = B extends Bound<infer I> ? I : never

export type Identifier<Uses extends ReadonlyArray<Any>> = Uses[number] extends infer K ? K extends Context.Key<infer I, any> ? I : never : never
