/**
 * A store in memory from which entries can be lost, and which counts what is written to it.
 */
import * as Effect from "effect/Effect"
import { type ActionKey, type ActionRecord, Store } from "../../src/engine/Store.ts"
import * as Digest from "../../src/platform/Digest.ts"

export interface LossyStore {
  readonly service: Store["Service"]
  readonly lose: { readonly action: (key: ActionKey) => void; readonly blob: (digest: Digest.Digest) => void; readonly hints: () => void }
  /** How often anything was written or recorded. */
  readonly writes: () => number
  /** Called before every reading of a blob. */
  beforeRead: (digest: Digest.Digest) => void
}

export const make = (): LossyStore => {
  const blobs = new Map<Digest.Digest, Uint8Array>()
  const actions = new Map<ActionKey, ActionRecord>()
  const hints = new Map<string, Digest.Digest>()
  let writes = 0
  const lossy: LossyStore = {
    lose: { action: (key) => void actions.delete(key), blob: (digest) => void blobs.delete(digest), hints: () => hints.clear() },
    writes: () => writes,
    beforeRead: () => {},
    service: Store.of({
      read: (digest) =>
        Effect.sync(() => {
          lossy.beforeRead(digest)
          return blobs.get(digest)
        }),
      intact: (digests) => Effect.sync(() => new Set([...digests].filter((digest) => blobs.has(digest)))),
      write: (content) =>
        Effect.sync(() => {
          writes++
          const digest = Digest.of(content)
          blobs.set(digest, content)
          return digest
        }),
      lookup: (key) => Effect.sync(() => actions.get(key)),
      known: (keys) => Effect.sync(() => new Set([...keys].filter((key) => actions.has(key)))),
      record: (record) =>
        Effect.sync(() => {
          writes++
          const known = actions.get(record.key)
          if (known === undefined) actions.set(record.key, record)
          return known === undefined || known.output === record.output ? undefined : { key: record.key, known: known.output, offered: record.output }
        }),
      recall: (name) => Effect.sync(() => hints.get(name)),
      remember: (name, digest) =>
        Effect.sync(() => {
          writes++
          hints.set(name, digest)
        }),
      damages: Effect.succeed([])
    })
  }
  return lossy
}
