import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as Digest from "../../src/platform/Digest.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as Frame from "../../src/store/Frame.ts"
import * as Inspection from "../../src/store/Inspection.ts"
import * as Layout from "../../src/store/Layout.ts"
import * as Segments from "../../src/store/Segments.ts"
import { bytes, content, files, flip, record, segmentsOf, temporaryFolder, using } from "./rig.ts"

const disk = Disk.make()
const large = content(1, 40_000)
const small = bytes("small")
const entry = record({ stage: "s" }, Digest.of(small))

const filled = Effect.gen(function*() {
  const folder = Path.join(yield* temporaryFolder, "cache")
  yield* using(folder, (store) =>
    Effect.all([store.write(large), store.write(small), store.record(entry), store.remember("plan", entry.key)], { discard: true }))
  return folder
})

const inspect = (folder: string, setAside = false) => Inspection.inspectUnsafe(disk, folder, { setAside })
const snapshot = (folder: string) => files(folder).map((file) => [file, Digest.of(fs.readFileSync(Path.join(folder, file)))])

const framesOf = (folder: string) => Segments.read(disk, folder, Segments.list(disk, folder)[0]!)!.frames

describe("Inspection", () => {
  it.effect("a cache as written is sound, and reading it writes nothing", () =>
    Effect.gen(function*() {
      const folder = yield* filled
      const before = snapshot(folder)
      const { bytes: _, ...report } = inspect(folder)
      assert.deepStrictEqual(report, { actions: 1, blobs: 2, hints: 1, damaged: [], setAside: 0 })
      assert.deepStrictEqual(snapshot(folder), before)
      assert.deepStrictEqual(inspect(Path.join(folder, "none")), { actions: 0, blobs: 0, hints: 0, bytes: 0, damaged: [], setAside: 0 })
    }))

  it.effect("names the damaged entry of each kind, and repairs it by setting it aside", () =>
    Effect.gen(function*() {
      for (const kind of ["action", "blob", "hint"] as const) {
        const folder = yield* filled
        const frame = framesOf(folder).find((one) => one.kind === kind)!
        flip(segmentsOf(folder)[0]!, frame.offset + Frame.headerBytes + 2)
        const before = snapshot(folder)
        const found = inspect(folder)
        assert.deepStrictEqual(found.damaged.map((one) => [one.kind, one.name]), [[kind, frame.key]])
        assert.deepStrictEqual(snapshot(folder), before)
        assert.strictEqual(inspect(folder, true).setAside, 1)
        assert.deepStrictEqual(inspect(folder).damaged, [])
      }
    }))

  it.effect("names a large blob by its file, and repairs it by moving it out of the way", () =>
    Effect.gen(function*() {
      const folder = yield* filled
      const path = Layout.blob(folder, Digest.of(large))
      flip(path, 20_000)
      assert.deepStrictEqual(inspect(folder).damaged.map(({ file, kind }) => [kind, file]), [["blob", Path.relative(folder, path)]])
      assert.strictEqual(inspect(folder, true).setAside, 1)
      assert.deepStrictEqual([inspect(folder).damaged, fs.existsSync(path)], [[], false])
    }))

  it.effect("names the segment where bytes form no entry", () =>
    Effect.gen(function*() {
      const folder = yield* filled
      flip(segmentsOf(folder)[0]!, framesOf(folder)[1]!.offset + 4)
      assert.deepStrictEqual(inspect(folder).damaged.map(({ kind }) => kind), ["segment"])
      assert.strictEqual(inspect(folder, true).setAside, 1)
      assert.deepStrictEqual(inspect(folder).damaged, [])
    }))

  it.effect("what the store has made again is no longer damage", () =>
    Effect.gen(function*() {
      const folder = yield* filled
      const frame = framesOf(folder).find((one) => one.kind === "blob")!
      flip(segmentsOf(folder)[0]!, frame.offset + Frame.headerBytes)
      yield* using(folder, (store) => store.write(small))
      fs.rmSync(Layout.quarantine(folder), { recursive: true })
      assert.deepStrictEqual(inspect(folder).damaged, [])
    }))
})
