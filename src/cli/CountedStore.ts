/**
 * A store that counts the bytes that go into it and come out of it. Does nothing else.
 */
import * as Effect from "effect/Effect"
import type { Store } from "../engine/Store.ts"

export interface CountedStore {
  readonly store: Store["Service"]
  readonly counted: () => { readonly bytes_read: number; readonly bytes_written: number }
}

export const make = (store: Store["Service"]): CountedStore => {
  let read = 0
  let written = 0
  return {
    store: {
      ...store,
      read: (digest) => Effect.tap(store.read(digest), (content) => Effect.sync(() => {
        read += content?.length ?? 0
      })),
      write: (content) => Effect.tap(store.write(content), () => Effect.sync(() => {
        written += content.length
      }))
    },
    counted: () => ({ bytes_read: read, bytes_written: written })
  }
}
