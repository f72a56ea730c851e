import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as fs from "node:fs"
import * as Path from "node:path"
import { type Store, StoreUnwritable } from "../../src/engine/Store.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as Frame from "../../src/store/Frame.ts"
import * as Layout from "../../src/store/Layout.ts"
import * as Sweep from "../../src/store/Sweep.ts"
import { bytes, content, files, flip, record, segmentsOf, temporaryFolder, using } from "./rig.ts"

const now = 1_800_000_000_000
const hour = 3_600_000
const days = (count: number) => now - count * 24 * hour

const touch = (modifiedMillis: number, ...paths: ReadonlyArray<string>) => {
  for (const path of paths) fs.utimesSync(path, modifiedMillis / 1000, modifiedMillis / 1000)
}
/** Gives every file of a cache one age. */
const age = (folder: string, modifiedMillis: number) => touch(modifiedMillis, ...files(folder).map((file) => Path.join(folder, file)))

const sizes = [10, 200, 40_000, 3_000, 50_000, 77]
const blobs = sizes.map((size, at) => content(at, size))
const digests = blobs.map((blob) => Digest.of(blob))
const records = digests.map((output, at) => record({ stage: "score-posting", at }, output))

const fill = Effect.fnUntraced(function*(store: Store["Service"]) {
  for (const blob of blobs) yield* store.write(blob)
  for (const entry of records) yield* store.record(entry)
  yield* store.remember("plan", digests[0]!)
  yield* store.remember("other", digests[1]!)
})

const filled = Effect.gen(function*() {
  const folder = Path.join(yield* temporaryFolder, "cache")
  yield* using(folder, fill)
  age(folder, days(30))
  return folder
})

const held = (folder: string) =>
  using(folder, (store) =>
    Effect.gen(function*() {
      const actions = yield* store.known(records.map(({ key }) => key))
      const intact = yield* store.intact(digests)
      return {
        actions: records.flatMap(({ key }, at) => (actions.has(key) ? [at] : [])),
        blobs: digests.flatMap((digest, at) => (intact.has(digest) ? [at] : [])),
        hints: [yield* store.recall("plan"), yield* store.recall("other")],
        damages: yield* store.damages
      }
    }))

const sweep = (folder: string, options: Partial<Sweep.Options> = {}, faults?: Disk.Faults) =>
  Sweep.sweep({ folder, keepBlobs: new Set(), keepActions: new Set(), graceMillis: hour, now, ...options }).pipe(
    Effect.provideService(Disk.Disk, Disk.make(faults))
  )

const digestsOfFiles = (folder: string) => files(folder).map((file) => [file, Digest.of(fs.readFileSync(Path.join(folder, file)))])

const keep = {
  keepActions: new Set([records[0]!.key, records[2]!.key]),
  keepBlobs: new Set([digests[3]!, digests[4]!]),
  keepHints: new Set(["plan"])
}
const kept = { actions: [0, 2], blobs: [0, 2, 3, 4], hints: [digests[0], undefined], damages: [] }

describe("Sweep", () => {
  it.effect("keeps what is marked and the outputs of marked records, and gives back the rest", () =>
    Effect.gen(function*() {
      const folder = yield* filled
      const before = (yield* Sweep.size(folder)).total
      const report = yield* sweep(folder, keep)
      assert.deepStrictEqual(yield* held(folder), kept)
      const after = yield* Sweep.size(folder)
      assert.deepStrictEqual(report, {
        kept: { actions: 2, blobs: 4, hints: 1, bytes: after.total },
        removed: { actions: 4, blobs: 2, hints: 1, bytes: before - after.total },
        segments: { before: 1, after: 1 },
        damaged: 0,
        leftovers: 0
      })
    }))

  it.effect("a second sweep changes nothing", () =>
    Effect.gen(function*() {
      const folder = yield* filled
      const { kept } = yield* sweep(folder, keep)
      const once = digestsOfFiles(folder)
      assert.deepStrictEqual(yield* sweep(folder, keep), {
        kept,
        removed: { actions: 0, blobs: 0, hints: 0, bytes: 0 },
        segments: { before: 1, after: 1 },
        damaged: 0,
        leftovers: 0
      })
      assert.deepStrictEqual(digestsOfFiles(folder), once)
    }))

  it.effect("a dry run reports the same and changes nothing", () =>
    Effect.gen(function*() {
      const folder = yield* filled
      const before = digestsOfFiles(folder)
      const planned = yield* sweep(folder, { ...keep, dryRun: true })
      assert.deepStrictEqual(digestsOfFiles(folder), before)
      assert.deepStrictEqual(yield* sweep(folder, keep), planned)
    }))

  it.effect("spares what is younger than the grace window, and the outputs of young records", () =>
    Effect.gen(function*() {
      const folder = yield* filled
      const young = record({ stage: "young" }, digests[5]!)
      yield* using(folder, (store) => Effect.all([store.record(young), store.write(content(9, 60_000))]))
      age(folder, now)
      touch(days(30), segmentsOf(folder)[0]!, Layout.blob(folder, digests[2]!), Layout.blob(folder, digests[4]!))
      const report = yield* sweep(folder, { keepHints: new Set() })
      assert.deepStrictEqual(yield* held(folder), { actions: [], blobs: [5], hints: [undefined, undefined], damages: [] })
      assert.deepStrictEqual(yield* using(folder, (store) => store.lookup(young.key)), young)
      assert.deepStrictEqual([...yield* using(folder, (store) => store.intact([Digest.of(content(9, 60_000))]))], [Digest.of(content(9, 60_000))])
      assert.deepStrictEqual(report.segments, { before: 2, after: 2 })
    }))

  it.effect("keeps all hints unless told which", () =>
    Effect.gen(function*() {
      const folder = yield* filled
      yield* sweep(folder)
      assert.deepStrictEqual((yield* held(folder)).hints, [digests[0], digests[1]])
    }))

  it.effect("with a limit, unmarked entries stay while there is room, the newest first", () =>
    Effect.gen(function*() {
      const folder = yield* filled
      touch(days(2), Layout.blob(folder, digests[4]!))
      const { total } = yield* Sweep.size(folder)
      yield* sweep(folder, { maximumBytes: total })
      assert.deepStrictEqual((yield* held(folder)).blobs, [0, 1, 2, 3, 4, 5])
      yield* sweep(folder, { ...keep, keepBlobs: new Set(), maximumBytes: 95_000 })
      assert.isAtMost((yield* Sweep.size(folder)).total, 95_000)
      assert.includeMembers([...(yield* held(folder)).blobs], [0, 2, 4])
      const once = digestsOfFiles(folder)
      yield* sweep(folder, { ...keep, keepBlobs: new Set(), maximumBytes: 95_000 })
      assert.deepStrictEqual(digestsOfFiles(folder), once)
    }))

  it.effect("merges many small segments into one that answers the same", () =>
    Effect.gen(function*() {
      const folder = Path.join(yield* temporaryFolder, "cache")
      for (let at = 0; at < 40; at++) {
        yield* using(folder, (store) => Effect.all([store.write(bytes(`blob ${at}`)), store.remember("latest", Digest.of(`${at}`))]))
      }
      yield* using(folder, fill)
      age(folder, days(30))
      const all = {
        keepActions: new Set(records.map(({ key }) => key)),
        keepBlobs: new Set([...digests, ...Array.from({ length: 40 }, (_, at) => Digest.of(`blob ${at}`))])
      }
      const before = yield* held(folder)
      assert.deepStrictEqual((yield* sweep(folder, all)).segments, { before: 41, after: 1 })
      assert.deepStrictEqual(yield* held(folder), before)
      assert.strictEqual(yield* using(folder, (store) => store.recall("latest")), Digest.of("39"))
      assert.strictEqual((yield* using(folder, (store) => store.intact(all.keepBlobs))).size, 46)
      assert.strictEqual(fs.statSync(segmentsOf(folder)[0]!).mtimeMs, days(30))
    }))

  it.effect("the first record of a key and the newest hint of a name still count after it", () =>
    Effect.gen(function*() {
      const folder = Path.join(yield* temporaryFolder, "cache")
      const [first, second] = ["1", "2"].map((output) => record({ stage: "draw" }, Digest.of(output))) as [Entry, Entry]
      yield* using(folder, (one) =>
        Effect.gen(function*() {
          yield* one.write(bytes("so that the first has a segment"))
          yield* using(folder, (two) => Effect.all([two.record(second), two.remember("plan", Digest.of("2"))]))
          yield* one.record(first)
          yield* one.remember("plan", Digest.of("1"))
        }))
      age(folder, now)
      const [older] = segmentsOf(folder) as [string]
      touch(days(30), older)
      const before = yield* using(folder, (store) => Effect.all([store.lookup(first.key), store.recall("plan")]))
      assert.deepStrictEqual(before, [first, Digest.of("2")])
      const { segments } = yield* sweep(folder, { keepActions: new Set([first.key]) })
      assert.deepStrictEqual(segments, { before: 2, after: 2 })
      assert.isFalse(fs.existsSync(older))
      assert.deepStrictEqual(yield* using(folder, (store) => Effect.all([store.lookup(first.key), store.recall("plan")])), before)
    }))

  it.effect("leaves out damaged and doubled frames, and says how much was damaged", () =>
    Effect.gen(function*() {
      const folder = yield* filled
      const [path] = segmentsOf(folder) as [string]
      const { frames } = Frame.walk(Path.basename(path, ".seg"), fs.readFileSync(path))
      flip(path, frames[0]!.offset + Frame.headerBytes)
      flip(path, frames[1]!.offset + 8)
      yield* using(folder, fill)
      age(folder, days(30))
      const all = { keepActions: new Set(records.map(({ key }) => key)), keepBlobs: new Set(digests) }
      const report = yield* sweep(folder, all)
      assert.strictEqual(report.damaged, 2)
      assert.deepStrictEqual(report.kept, { actions: 6, blobs: 6, hints: 2, bytes: (yield* Sweep.size(folder)).total - (yield* Sweep.size(folder)).quarantine })
      assert.deepStrictEqual(yield* held(folder), { actions: [0, 1, 2, 3, 4, 5], blobs: [0, 1, 2, 3, 4, 5], hints: [digests[0], digests[1]], damages: [] })
    }))

  it.effect("killed at any point it loses nothing marked, and the next sweep ends where an unbroken one does", () =>
    Effect.gen(function*() {
      const unbroken = yield* filled
      yield* sweep(unbroken, keep)
      const expected = yield* Sweep.size(unbroken)
      let kills = 0
      for (let nth = 1, finished = false; !finished; nth++) {
        const folder = yield* filled
        for (let at = 0; at < 35; at++) yield* using(folder, (store) => store.write(bytes(`garbage ${at}`)))
        age(folder, days(30))
        const exit = yield* Effect.exit(sweep(folder, keep, Disk.failing(nth, { code: "ENOSPC", written: 100 })))
        finished = Exit.isSuccess(exit)
        if (!finished) {
          kills++
          assert.instanceOf(yield* Effect.flip(exit), StoreUnwritable)
        }
        const { actions, blobs, damages, hints } = yield* held(folder)
        assert.includeMembers(actions, kept.actions)
        assert.includeMembers(blobs, kept.blobs)
        assert.deepStrictEqual([hints[0], damages], [digests[0], []])
        age(folder, days(30))
        yield* sweep(folder, keep)
        assert.deepStrictEqual(yield* held(folder), kept)
        assert.deepStrictEqual(yield* Sweep.size(folder), expected)
      }
      assert.isAbove(kills, 35)
    }), 60_000)

  it.effect("empties tmp and quarantine of what is old, and bounds the quarantine", () =>
    Effect.gen(function*() {
      const folder = yield* filled
      const put = (home: string, name: string, modifiedMillis: number) => {
        fs.mkdirSync(home, { recursive: true })
        fs.writeFileSync(Path.join(home, name), "torn or damaged")
        touch(modifiedMillis, Path.join(home, name))
      }
      put(Layout.temporary(folder), "old", days(3))
      put(Layout.temporary(folder), "older", days(4))
      put(Layout.temporary(folder), "new", now)
      put(Layout.quarantine(folder), "old", days(3))
      for (let at = 0; at < 70; at++) put(Layout.quarantine(folder), `damaged-${at}`, now)
      assert.strictEqual((yield* sweep(folder, keep)).leftovers, 2 + 1 + 6)
      assert.deepStrictEqual(files(Layout.temporary(folder)), ["new"])
      assert.strictEqual(files(Layout.quarantine(folder)).length, 64)
      assert.strictEqual((yield* sweep(folder, keep)).leftovers, 0)
    }))

  it.effect("removes what is not named like a blob, and an emptied segment", () =>
    Effect.gen(function*() {
      const folder = yield* filled
      const stray = Path.join(Layout.blobs(folder), "ab", "notes.txt")
      fs.mkdirSync(Path.dirname(stray), { recursive: true })
      fs.writeFileSync(stray, "who put this here?")
      touch(days(3), stray)
      const { segments } = yield* sweep(folder, { keepHints: new Set() })
      assert.deepStrictEqual(segments, { before: 1, after: 0 })
      assert.deepStrictEqual(files(folder), [])
    }))

  it.effect("a cache that is not there has nothing to give", () =>
    Effect.gen(function*() {
      const folder = Path.join(yield* temporaryFolder, "cache")
      const nothing = { actions: 0, blobs: 0, hints: 0, bytes: 0 }
      assert.deepStrictEqual(yield* sweep(folder), { kept: nothing, removed: nothing, segments: { before: 0, after: 0 }, damaged: 0, leftovers: 0 })
      assert.isFalse(fs.existsSync(folder))
      assert.strictEqual((yield* Sweep.size(folder)).total, 0)
    }))
})

type Entry = (typeof records)[number]
