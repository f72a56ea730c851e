/**
 * A store that keeps what it wrote and read last in memory, before another: for a process that runs many graphs after each other.
 *
 * What is in memory was verified when it came there, and needs neither be read nor hashed again.
 */
import * as Effect from "effect/Effect"
import type { Store } from "../engine/Store.ts"
import type { Digest } from "../platform/Digest.ts"

export const over = (store: Store["Service"], maximumBytes: number): Store["Service"] => {
  // The oldest first.
  const recent = new Map<Digest, Uint8Array>()
  let size = 0

  const recall = (digest: Digest): Uint8Array | undefined => {
    const content = recent.get(digest)
    if (content === undefined) return undefined
    recent.delete(digest)
    recent.set(digest, content)
    return content.slice()
  }

  const keep = (digest: Digest, content: Uint8Array): void => {
    if (recent.has(digest)) return
    recent.set(digest, content.slice())
    size += content.length
    for (const [oldest, { length }] of recent) {
      if (size <= maximumBytes) return
      recent.delete(oldest)
      size -= length
    }
  }

  return {
    ...store,
    read: (digest) =>
      Effect.suspend(() => {
        const content = recall(digest)
        return content !== undefined
          ? Effect.succeed(content)
          : Effect.tap(store.read(digest), (found) => Effect.sync(() => void (found !== undefined && keep(digest, found))))
      }),
    intact: (digests) =>
      Effect.suspend(() => {
        const all = [...digests]
        return Effect.map(store.intact(all.filter((digest) => !recent.has(digest))), (found) => new Set([...found, ...all.filter((digest) => recent.has(digest))]))
      }),
    write: (content) => Effect.tap(store.write(content), (digest) => Effect.sync(() => keep(digest, content)))
  }
}
