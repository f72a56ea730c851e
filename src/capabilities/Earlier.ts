/**
 * What a candidate's earlier run published under a name: the latest document of it before this run.
 *
 * The fingerprint is the document's digest, so a run over equal boards and an equal past is the same run. Which run that is, the run repository
 * decides; where it lies, nobody here knows. A document that does not fit the version it states is none: whoever uses it says whether it had one.
 */
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import * as Capability from "../engine/Capability.ts"
import type { Digest } from "../platform/Digest.ts"
import * as VersionedDocument from "../platform/VersionedDocument.ts"

export interface Shape<A> extends Capability.Shape {
  /** `null` before the first run that published one. */
  readonly document: Effect.Effect<A | null>
}

/** The documents there are, by capability and candidate, and their bytes. */
export interface Source {
  readonly of: (capability: string, candidate: string) => Digest | null
  readonly read: (digest: Digest) => Effect.Effect<Uint8Array | undefined>
}

/** What a capability of this kind gives. */
export interface Named {
  /** The name under which it was published. */
  readonly artifact: string
  readonly version: number
  readonly key: string
}

/** How it is served. */
export interface Earlier<I> extends Named {
  readonly from: (source: Source) => Capability.Bound<I>
}

export const make = <I, S extends Schema.Top>(
  key: Context.Key<I, Shape<S["Type"]>>,
  { artifact, schema, version }: { readonly artifact: string; readonly version: number; readonly schema: S }
): Earlier<I> => ({
  artifact,
  version,
  key: key.key,
  from: (source) =>
    Capability.bind(key, (scope) => {
      const digest = scope === null ? null : source.of(key.key, scope)
      const service: Shape<S["Type"]> = {
        fingerprint: digest ?? "none",
        document: digest === null ? Effect.succeed(null) : Effect.flatMap(source.read(digest), (content) =>
          content === undefined
            ? Effect.die(new Error(`the ${artifact} ${digest} of an earlier run is gone`))
            : Effect.succeed(Result.getOrElse(VersionedDocument.decode(schema, version, content), () => null)))
      }
      return { service, pin: Effect.succeed({ document: digest, blobs: digest === null ? [] : [{ digest, content: source.read(digest) }] }) }
    })
})
