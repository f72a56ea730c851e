/**
 * The cache on disk: segments for what is small, files for what is large (`Layout.ts`).
 *
 * Opening reads each segment once and trusts only its frame headers; every payload is hashed before it is first
 * handed out, and a large blob anew whenever its file was touched since.
 * Whatever does not verify is reported, set aside and absent, and is written anew by whoever makes it again. Nothing is synced to the medium: what a power cut spoils, verification finds.
 *
 * Several processes may have one cache open. Each sees what was there when it opened, and what it wrote itself.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Store } from "../engine/Store.ts"
import * as Disk from "../platform/Disk.ts"
import * as Cache from "./Cache.ts"
import * as Unwritable from "./Unwritable.ts"

export interface Options {
  /** The cache folder. Created on the first write. */
  readonly folder: string
}

export const make = Effect.fnUntraced(function*(options: Options) {
  const disk = yield* Disk.Disk
  // A file where the folder should be is damage like any other: it is set aside, and the cache starts anew.
  Disk.quietly(() => {
    if ((disk.stat(options.folder)?.kind ?? "folder") !== "folder") disk.rename(options.folder, `${options.folder}.set-aside`)
  })
  const cache = Cache.open(disk, options.folder)
  yield* Effect.addFinalizer(() => Effect.sync(cache.close))

  return Store.of({
    read: (digest) => Effect.sync(() => cache.read(digest)),
    intact: (digests) => Effect.sync(() => those(digests, cache.holds)),
    write: (content) => Unwritable.attempt(() => cache.write(content)),
    lookup: (key) => Effect.sync(() => cache.lookup(key)),
    known: (keys) => Effect.sync(() => those(keys, cache.knows)),
    record: (record) => Unwritable.attempt(() => cache.record(record)),
    recall: (name) => Effect.sync(() => cache.recall(name)),
    remember: (name, digest) => Unwritable.attempt(() => cache.remember(name, digest)),
    damages: Effect.sync(cache.damages)
  })
})

export const layer = (options: Options): Layer.Layer<Store> => Layer.effect(Store, make(options))

const those = <A>(candidates: Iterable<A>, passes: (candidate: A) => boolean): ReadonlySet<A> => {
  const passed = new Set<A>()
  for (const candidate of candidates) if (passes(candidate)) passed.add(candidate)
  return passed
}
