import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Digest from "../../src/platform/Digest.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as Segments from "../../src/store/Segments.ts"
import { temporaryFolder } from "./rig.ts"

describe("Segments", () => {
  it.effect("a full segment is followed by another, later in the order of names", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      const real = Disk.make()
      const disk: Disk.Disk = { ...real, append: (path, options) => ({ ...real.append(path, options), append: () => {} }) }
      const writer = Segments.writer(disk, folder, disk.mkdir)
      const payload = Buffer.alloc(Segments.maximumBytes * 0.4)
      const names = ["1", "2", "3", "4"].map((name) => writer.append("hint", Digest.of(name), payload, Digest.of("")).segment)
      writer.close()
      const [first, second] = Segments.list(disk, folder)
      assert.deepStrictEqual(names as ReadonlyArray<unknown>, [first, first, second, second])
    }))

  it("a new segment comes after all others, a rewritten one right after the one it replaces", () => {
    const first = Segments.nameAfter([])
    const second = Segments.nameAfter([first, "00000002-ffffffff-0007"])
    assert.match(second, /^00000003-[0-9a-f]{8}-0000$/)
    const order = ["00000002-ffffffff-0007", "00000002-ffffffff-0008", second]
    assert.deepStrictEqual([second, Segments.nextGeneration("00000002-ffffffff-0007"), "00000002-ffffffff-0007"].sort(), order)
  })
})
