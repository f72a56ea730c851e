import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as Digest from "../../src/platform/Digest.ts"
import * as DiskStore from "../../src/store/DiskStore.ts"
import * as Layout from "../../src/store/Layout.ts"
import * as MemoryStore from "../../src/store/MemoryStore.ts"
import * as RecentStore from "../../src/store/RecentStore.ts"
import { contract } from "./contract.ts"
import { content, temporaryFolder } from "./rig.ts"

contract("RecentStore", Effect.sync(() => RecentStore.over(MemoryStore.make(), 1_000_000)))

describe("RecentStore", () => {
  it.effect("hands out what was written last without reading it, and reads what it had to let go", () =>
    Effect.gen(function*() {
      const folder = Path.join(yield* temporaryFolder, "cache")
      const store = RecentStore.over(yield* DiskStore.make({ folder }), 100_000)
      const [older, newer] = [content(1, 60_000), content(2, 60_000)]
      for (const blob of [older, newer]) yield* store.write(blob)
      for (const blob of [older, newer]) fs.unlinkSync(Layout.blob(folder, Digest.of(blob)))
      assert.deepStrictEqual([yield* store.read(Digest.of(older)), yield* store.read(Digest.of(newer))], [undefined, newer])
      assert.deepStrictEqual(yield* store.intact([Digest.of(older), Digest.of(newer)]), new Set([Digest.of(newer)]))
    }).pipe(Effect.scoped))

  it.effect("is not spoilt by whoever spoils what it handed out", () =>
    Effect.gen(function*() {
      const store = RecentStore.over(MemoryStore.make(), 1_000_000)
      const digest = yield* store.write(content(1, 1000))
      for (let round = 0; round < 2; round++) (yield* store.read(digest))!.fill(0)
      assert.deepStrictEqual(yield* store.read(digest), content(1, 1000))
    }))
})
