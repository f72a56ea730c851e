/**
 * What the engine asks of a store: blobs by digest, action records by key, and hints.
 *
 * Knows nothing of folders or servers; `src/store` implements it. Three promises hold for every implementation:
 * nothing is returned whose bytes do not match their name; a damaged or missing entry is an absence (and is reported
 * through `damages`), never a failure; and a key that gave one output never quietly gives another.
 */
import * as Context from "effect/Context"
import * as Schema from "effect/Schema"
import type * as Effect from "effect/Effect"
import type { Json } from "../platform/Canonical.ts"
import type { Digest } from "../platform/Digest.ts"

/** The digest of an action's canonical record: the name under which its output is remembered. */
export type ActionKey = Digest

/** A cache entry. `key` is the digest of the canonical form of `action`, so a record proves its own key. */
export interface ActionRecord {
  readonly key: ActionKey
  /** Everything that may have influenced the output: what was hashed is what is kept (`Key.ts`). */
  readonly action: Json
  readonly output: Digest
}

/** An entry found unusable: it was set aside, and reads as absent from then on. */
export interface Damage {
  readonly kind: "blob" | "action" | "hint" | "segment"
  /** The entry's digest, key or name; for a segment its file name. */
  readonly name: string
  readonly reason: string
}

/** Two different outputs for one key: something in that stage does not follow from its inputs. */
export interface Conflict {
  readonly key: ActionKey
  readonly known: Digest
  readonly offered: Digest
}

/** The store cannot be written to. Nothing already stored is affected. */
export class StoreUnwritable extends Schema.TaggedError<StoreUnwritable>()("StoreUnwritable", {
  reason: Schema.Literals(["disk_full", "read_only", "not_permitted", "failed"]),
  path: Schema.String,
  detail: Schema.String
}) {
  override get message() {
    const what = { disk_full: "the disk is full", read_only: "the file system is read-only", not_permitted: "permission was denied", failed: "writing failed" }
    const next = { disk_full: "Free some space (`graph gc` lists what the cache can give back)", read_only: "Mount it writable", not_permitted: "Check who owns it", failed: "See the detail" }
    return `${this.path}: ${what[this.reason]} (${this.detail}). What was stored before is intact. ${next[this.reason]} and run again`
  }
}

export class Store extends Context.Service<Store, {
  /** The bytes of a blob, verified. `undefined` when absent or damaged. */
  readonly read: (digest: Digest) => Effect.Effect<Uint8Array | undefined>
  /** Those of `digests` whose bytes are there and match: reads and hashes each one. */
  readonly intact: (digests: Iterable<Digest>) => Effect.Effect<ReadonlySet<Digest>>
  readonly write: (content: Uint8Array) => Effect.Effect<Digest, StoreUnwritable>
  /** The record of a key, verified against the key. Says nothing of its output blob. */
  readonly lookup: (key: ActionKey) => Effect.Effect<ActionRecord | undefined>
  /** Those of `keys` whose records are there and verify. */
  readonly known: (keys: Iterable<ActionKey>) => Effect.Effect<ReadonlySet<ActionKey>>
  /** Keeps the first record of a key. The same output again changes nothing; another output is a conflict, and is not stored. */
  readonly record: (record: ActionRecord) => Effect.Effect<Conflict | undefined, StoreUnwritable>
  /** A name's latest digest. Hints are written over and may be lost: never more than a place to look. */
  readonly recall: (name: string) => Effect.Effect<Digest | undefined>
  readonly remember: (name: string, digest: Digest) => Effect.Effect<void, StoreUnwritable>
  /** Damage found since last asked. */
  readonly damages: Effect.Effect<ReadonlyArray<Damage>>
}>()("signalcraft/engine/Store") {}
