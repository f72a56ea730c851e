/**
 * A store that lasts as long as its layer: for tests, for replay with an empty cache, for a run that leaves nothing behind.
 *
 * Keeps the same payloads as the store on disk, so the same inputs are refused and the same answers given.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { type ActionKey, Store } from "../engine/Store.ts"
import * as Digest from "../platform/Digest.ts"
import * as Entry from "./Entry.ts"

export const make = (): Store["Service"] => {
  const blobs = new Map<Digest.Digest, Uint8Array>()
  const actions = new Map<ActionKey, Buffer>()
  const hints = new Map<string, Digest.Digest>()
  return {
    read: (digest) => Effect.sync(() => blobs.get(digest)?.slice()),
    intact: (digests) => Effect.sync(() => presentIn(blobs, digests)),
    write: (content) =>
      Effect.sync(() => {
        const digest = Digest.of(content)
        if (!blobs.has(digest)) blobs.set(digest, new Uint8Array(content))
        return digest
      }),
    lookup: (key) =>
      Effect.sync(() => {
        const payload = actions.get(key)
        return payload === undefined ? undefined : Entry.decodeAction(key, payload)
      }),
    known: (keys) => Effect.sync(() => presentIn(actions, keys)),
    record: (record) =>
      Effect.sync(() => {
        const payload = Buffer.from(Entry.encodeActionUnsafe(record))
        const present = actions.get(record.key)
        if (present === undefined) actions.set(record.key, payload)
        const known = Entry.outputOf(present ?? payload)!
        return known === record.output ? undefined : { key: record.key, known, offered: record.output }
      }),
    recall: (name) => Effect.sync(() => hints.get(name)),
    remember: (name, digest) => Effect.sync(() => void hints.set(name, digest)),
    damages: Effect.succeed([])
  }
}

export const layer: Layer.Layer<Store> = Layer.sync(Store, make)

const presentIn = <K>(entries: ReadonlyMap<K, unknown>, wanted: Iterable<K>): ReadonlySet<K> => {
  const present = new Set<K>()
  for (const key of wanted) if (entries.has(key)) present.add(key)
  return present
}
