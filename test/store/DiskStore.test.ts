import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as zlib from "node:zlib"
import { type Damage, type Store, StoreUnwritable } from "../../src/engine/Store.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as DiskStore from "../../src/store/DiskStore.ts"
import * as Frame from "../../src/store/Frame.ts"
import * as Layout from "../../src/store/Layout.ts"
import { contract } from "./contract.ts"
import { bytes, content, files, flip, record, segmentsOf, temporaryFolder, using } from "./rig.ts"

contract("DiskStore", Effect.flatMap(temporaryFolder, (folder) => DiskStore.make({ folder: Path.join(folder, "cache") })))

/** Records, hints, small blobs and large ones: `at` tells the same entries each time. */
const blobs = Array.from({ length: 12 }, (_, at) => content(at, at % 4 === 3 ? 40_000 + at : 50 * at + 1))
const digests = blobs.map((blob) => Digest.of(blob))
const records = digests.map((output, at) => record({ stage: "score-posting", partition: `posting ${at}` }, output))
const names = ["plan", "daily", "latest"]

const fill = Effect.fnUntraced(function*(store: Store["Service"]) {
  for (const blob of blobs) yield* store.write(blob)
  for (const entry of records) yield* store.record(entry)
  for (const name of names) yield* store.remember(name, Digest.of(name))
})

/** How many entries are there; fails if any is wrong. */
const present = Effect.fnUntraced(function*(store: Store["Service"]) {
  const read = yield* Effect.forEach(digests, store.read)
  const looked = yield* Effect.forEach(records, ({ key }) => store.lookup(key))
  const recalled = yield* Effect.forEach(names, store.recall)
  read.forEach((blob, at) => assert.isTrue(blob === undefined || Digest.of(blob) === digests[at]))
  looked.forEach((entry, at) => assert.deepStrictEqual(entry, entry && records[at]!))
  recalled.forEach((digest, at) => assert.isTrue(digest === undefined || digest === Digest.of(names[at]!)))
  const intact = yield* store.intact(digests)
  const known = yield* store.known(records.map(({ key }) => key))
  assert.deepStrictEqual([...intact], digests.filter((_, at) => read[at] !== undefined))
  assert.deepStrictEqual([...known], records.filter((_, at) => looked[at] !== undefined).map(({ key }) => key))
  return intact.size + known.size + recalled.filter((digest) => digest !== undefined).length
})

const everything = blobs.length + records.length + names.length
const damagesAfterReading = (store: Store["Service"]) => Effect.andThen(present(store), store.damages)
const onlySegment = (folder: string) => segmentsOf(folder)[0]!

describe("DiskStore", () => {
  it.effect("keeps everything for the next opening", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      yield* using(folder, fill)
      assert.strictEqual(yield* using(folder, present), everything)
      assert.deepStrictEqual(yield* using(folder, damagesAfterReading), [])
    }))

  it.effect("leaves no trace before it is written to", () =>
    Effect.gen(function*() {
      const folder = Path.join(yield* temporaryFolder, "cache")
      yield* using(folder, present)
      assert.isFalse(fs.existsSync(folder))
    }))

  it.effect("writes nothing that is there already", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      yield* using(folder, fill)
      const before = files(folder)
      yield* using(folder, fill)
      assert.deepStrictEqual(files(folder), before)
    }))

  it.effect("keeps small entries together, and nothing in tmp", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      yield* using(folder, fill)
      assert.strictEqual(files(Layout.segments(folder)).length, 1)
      assert.strictEqual(files(Layout.blobs(folder)).length, 3)
      assert.deepStrictEqual(files(Layout.temporary(folder)), [])
    }))

  it.effect("two that are open at once write beside each other, and the next sees both", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      yield* using(folder, (one) =>
        using(folder, Effect.fnUntraced(function*(two) {
          yield* one.write(bytes("one"))
          yield* two.write(bytes("two"))
          yield* one.remember("who", Digest.of("one"))
          assert.isUndefined(yield* two.read(Digest.of("one")))
        })))
      assert.strictEqual(segmentsOf(folder).length, 2)
      const both = [Digest.of("one"), Digest.of("two")]
      assert.deepStrictEqual([...yield* using(folder, (store) => store.intact(both))], both)
    }))

  it.effect("of two writers' different outputs the first stays, and the difference is reported", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      const [first, second] = [Digest.of("1"), Digest.of("2")].map((output) => record({ stage: "draw" }, output)) as [Entry, Entry]
      yield* using(folder, (one) =>
        using(folder, (two) => Effect.andThen(one.record(first), two.record(second))))
      const [kept, damages] = yield* using(folder, (store) => Effect.all([store.lookup(first.key), store.damages]))
      const last = Path.basename(segmentsOf(folder)[1]!, ".seg")
      const offered = kept!.output === first.output ? second.output : first.output
      assert.deepStrictEqual(damages, [{
        kind: "action",
        name: first.key,
        reason: `two writers recorded different outputs: ${kept!.output} (kept) and ${offered} in segment ${last}`
      }])
    }))

  it.effect("the newest of a name's hints counts across openings, and an older one if that is damaged", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      for (const which of ["1", "2"]) yield* using(folder, (store) => store.remember("plan", Digest.of(which)))
      assert.strictEqual(yield* using(folder, (store) => store.recall("plan")), Digest.of("2"))
      const path = segmentsOf(folder)[1]!
      fs.writeFileSync(path, fs.readFileSync(path, "latin1").replace(Digest.of("2"), Digest.of("3")), "latin1")
      assert.strictEqual(yield* using(folder, (store) => store.recall("plan")), Digest.of("1"))
    }))
})

type Entry = (typeof records)[number]

describe("DiskStore, damaged", () => {
  it.effect("starts anew where a file lies in its place, and keeps the file", () =>
    Effect.gen(function*() {
      const folder = Path.join(yield* temporaryFolder, "cache")
      fs.writeFileSync(folder, "not a folder")
      const store = yield* DiskStore.make({ folder })
      const digest = yield* store.write(bytes("x"))
      assert.strictEqual(new TextDecoder().decode(yield* store.read(digest)), "x")
      assert.strictEqual(fs.readFileSync(`${folder}.set-aside`, "utf8"), "not a folder")
    }))

  it.effect("a flipped byte in a record makes it absent, once reported and kept for inspection", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      const [entry, other] = records as unknown as [Entry, Entry]
      yield* using(folder, (store) => Effect.andThen(store.record(entry), store.record(other)))
      flip(onlySegment(folder), Frame.headerBytes + 20)
      const segment = Path.basename(onlySegment(folder), ".seg")
      const look = (store: Store["Service"]) => Effect.all([store.lookup(entry.key), store.lookup(other.key), store.damages])
      assert.deepStrictEqual(yield* using(folder, look), [undefined, other, [
        { kind: "action", name: entry.key, reason: `its bytes in segment ${segment} at 0 do not match their digest` }
      ]])
      assert.deepStrictEqual(files(Layout.quarantine(folder)), [`${segment}-0.action`])
      assert.deepStrictEqual(yield* using(folder, look), [undefined, other, []])
    }))

  it.effect("a record whose output was changed with it proves nothing", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      const entry = records[0]!
      yield* using(folder, (store) => store.record({ ...entry, output: digests[1]! }))
      const path = onlySegment(folder)
      const [frame] = Frame.walk(Path.basename(path, ".seg"), fs.readFileSync(path)).frames
      const payload = Buffer.from(Frame.payloadOf(frame!))
      payload.write(`"score-postinG"`, payload.indexOf(`"score-posting"`))
      fs.writeFileSync(path, Frame.encode(Frame.seedOf(frame!.segment), "action", entry.key, payload, Digest.of(payload)))
      assert.isUndefined(yield* using(folder, (store) => store.lookup(entry.key)))
    }))

  for (const known of ["written", "read"]) it.effect(`a large blob is hashed again as soon as anyone touched the file that was ${known}`, () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      const path = Layout.blob(folder, digests[3]!)
      if (known === "read") yield* using(folder, (store) => store.write(blobs[3]!))
      yield* using(folder, Effect.fnUntraced(function*(store) {
        if (known === "written") yield* store.write(blobs[3]!)
        assert.strictEqual(Digest.of((yield* store.read(digests[3]!))!), digests[3])
        assert.strictEqual(Digest.of((yield* store.read(digests[3]!))!), digests[3])
        fs.writeFileSync(`${path}.other`, blobs[7]!.subarray(0, blobs[3]!.length))
        fs.renameSync(`${path}.other`, path)
        assert.isUndefined(yield* store.read(digests[3]!))
        assert.deepStrictEqual((yield* store.damages).map(({ name }) => name), [digests[3]!])
        yield* store.write(blobs[3]!)
        assert.strictEqual(Digest.of((yield* store.read(digests[3]!))!), digests[3])
      }))
    }))

  it.effect("a large blob whose file packs it is unpacked each time", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      yield* using(folder, (store) => store.write(blobs[3]!))
      fs.writeFileSync(Layout.blob(folder, digests[3]!), zlib.zstdCompressSync(blobs[3]!))
      yield* using(folder, Effect.fnUntraced(function*(store) {
        for (let time = 0; time < 2; time++) assert.strictEqual(Digest.of((yield* store.read(digests[3]!))!), digests[3])
        assert.deepStrictEqual(yield* store.damages, [])
      }))
    }))

  it.effect("a damaged large blob is moved to quarantine, reported, and written anew", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      const digest = digests[3]!
      yield* using(folder, (store) => store.write(blobs[3]!))
      const path = Layout.blob(folder, digest)
      flip(path, 39_000)
      yield* using(folder, Effect.fnUntraced(function*(store) {
        assert.isUndefined(yield* store.read(digest))
        assert.deepStrictEqual(yield* store.damages, [{ kind: "blob", name: digest, reason: `the bytes of ${path} do not match their digest` }])
        assert.deepStrictEqual(files(Layout.quarantine(folder)), [Digest.hex(digest)])
        yield* store.write(blobs[3]!)
        assert.strictEqual(Digest.of((yield* store.read(digest))!), digest)
      }))
    }))

  it.effect("an unfinished last frame is what a killed writer leaves: dropped without a word", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      yield* using(folder, Effect.fnUntraced(function*(store) {
        yield* store.write(bytes("first"))
        yield* store.write(bytes("second, and a little longer"))
      }))
      const path = onlySegment(folder)
      const whole = fs.readFileSync(path)
      const second = Frame.headerBytes + "first".length
      for (let size = second; size < whole.length; size++) {
        fs.writeFileSync(path, whole.subarray(0, size))
        const [held, damages] = yield* using(folder, (store) =>
          Effect.all([store.intact([Digest.of("first"), Digest.of("second, and a little longer")]), store.damages]))
        assert.deepStrictEqual([[...held], damages], [[Digest.of("first")], []], `cut at ${size}`)
      }
    }))

  it.effect("finds the next frame after a broken header, and reports the stretch between", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      yield* using(folder, Effect.fnUntraced(function*(store) {
        for (const text of ["first", "second", "third"]) yield* store.write(bytes(text))
      }))
      const path = onlySegment(folder)
      const length = Frame.headerBytes + "first".length
      flip(path, length + 9)
      const [held, damages] = yield* using(folder, (store) =>
        Effect.all([store.intact(["first", "second", "third"].map((text) => Digest.of(text))), store.damages]))
      assert.deepStrictEqual([...held], [Digest.of("first"), Digest.of("third")])
      assert.deepStrictEqual(damages, [{
        kind: "segment",
        name: Path.basename(path, ".seg"),
        reason: `${Frame.headerBytes + "second".length} bytes at ${length} form no frame`
      }])
    }))

  it.effect("a payload that looks like frames is not taken for any, even behind a broken header", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      const forged = { ...records[0]!, output: Digest.of("forged") }
      yield* using(Path.join(folder, "elsewhere"), (store) => store.record(forged))
      const cache = Path.join(folder, "cache")
      yield* using(cache, (store) => store.write(fs.readFileSync(onlySegment(Path.join(folder, "elsewhere")))))
      flip(onlySegment(cache), 30)
      assert.isUndefined(yield* using(cache, (store) => store.lookup(forged.key)))
    }))

  it.effect("what stands in a folder's or file's place is set aside by the next write", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      yield* using(folder, fill)
      fs.mkdirSync(Path.join(folder, "segments", "00000009-00000000-0000.seg"))
      const blob = Layout.blob(folder, digests[3]!)
      fs.rmSync(blob)
      fs.mkdirSync(blob)
      fs.rmSync(Path.dirname(Layout.blob(folder, digests[7]!)), { recursive: true })
      fs.writeFileSync(Path.dirname(Layout.blob(folder, digests[7]!)), "in the way")
      assert.strictEqual(yield* using(folder, present), everything - 2)
      yield* using(folder, fill)
      assert.strictEqual(yield* using(folder, present), everything)

      for (const name of ["segments", "blobs"]) fs.rmSync(Path.join(folder, name), { recursive: true })
      for (const name of ["segments", "blobs"]) fs.writeFileSync(Path.join(folder, name), "in the way")
      assert.strictEqual(yield* using(folder, present), 0)
      yield* using(folder, fill)
      assert.strictEqual(yield* using(folder, present), everything)
    }))

  it.effect.each(["EACCES", "EIO", "EMFILE", "ELOOP"])("what cannot be read (%s) is absent, reported and left where it is", (code) =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      yield* using(folder, fill)
      const before = files(folder)
      for (const operation of ["read", "stat", "list"] as const) {
        const unreadable: Disk.Faults = (asked) => (asked === operation ? { code } : undefined)
        const damages: ReadonlyArray<Damage> = yield* using(folder, damagesAfterReading, unreadable)
        if (operation !== "list") assert.deepStrictEqual(new Set(damages.map(({ kind }) => kind)), new Set(["segment", "blob"]))
      }
      assert.deepStrictEqual(files(folder), before)
      assert.strictEqual(yield* using(folder, present), everything)
    }))

  it.effect("a cache removed under an open store still takes large blobs", () =>
    Effect.gen(function*() {
      const folder = Path.join(yield* temporaryFolder, "cache")
      yield* using(folder, Effect.fnUntraced(function*(store) {
        yield* fill(store)
        fs.rmSync(folder, { recursive: true })
        yield* fill(store)
        assert.strictEqual(yield* present(store), everything)
      }))
    }))

  it.effect("quarantine holds a bounded number", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      const many = Array.from({ length: 100 }, (_, at) => bytes(`blob ${at}`))
      yield* using(folder, (store) => Effect.forEach(many, store.write))
      const path = onlySegment(folder)
      for (const frame of Frame.walk(Path.basename(path, ".seg"), fs.readFileSync(path)).frames) flip(path, frame.offset + Frame.headerBytes)
      const [held, damages] = yield* using(folder, (store) =>
        Effect.all([store.intact(many.map((blob) => Digest.of(blob))), store.damages]))
      assert.deepStrictEqual([held.size, damages.length, files(Layout.quarantine(folder)).length], [0, 100, 64])
    }))

  it.effect.prop("whatever happens to its files, reading is never wrong nor fails, and writing again heals", { harms: Schema.NonEmptyArray(Harm()) }, ({ harms }) =>
    Effect.scoped(Effect.gen(function*() {
      const folder = yield* temporaryFolder
      yield* using(folder, (store) => Effect.forEach(blobs.slice(0, 6), store.write))
      yield* using(folder, fill)
      for (const harm of harms) inflict(folder, harm)
      yield* using(folder, present)
      yield* using(folder, fill)
      assert.strictEqual(yield* using(folder, present), everything)
      assert.strictEqual(yield* using(folder, present), everything)
    })), { arbitrary: { runs: 200, seed: 20261122 }, timeout: 60_000 })
})

function Harm() {
  return Schema.Struct({
    kind: Schema.Literals(["flip", "flip", "flip", "truncate", "remove", "cut", "insert", "fill", "replace", "double"]),
    file: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1000 })),
    at: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 })),
    length: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 300 }))
  })
}

const inflict = (folder: string, { kind, file, at, length }: ReturnType<typeof Harm>["Type"]) => {
  const all = files(folder)
  if (all.length === 0) return
  const path = Path.join(folder, all[file % all.length]!)
  const whole = fs.readFileSync(path)
  const from = whole.length === 0 ? 0 : at % whole.length
  switch (kind) {
    case "flip":
      if (whole.length > 0) flip(path, from)
      break
    case "truncate":
      fs.truncateSync(path, from)
      break
    case "remove":
      fs.rmSync(path)
      break
    case "cut":
      fs.writeFileSync(path, Buffer.concat([whole.subarray(0, from), whole.subarray(from + length)]))
      break
    case "insert":
      fs.writeFileSync(path, Buffer.concat([whole.subarray(0, from), Buffer.alloc(length, at), whole.subarray(from)]))
      break
    case "fill":
      fs.writeFileSync(path, Buffer.from(whole).fill(0, from, Math.min(from + length, whole.length)))
      break
    case "replace":
      fs.rmSync(path)
      fs.mkdirSync(path)
      break
    case "double":
      fs.writeFileSync(path, Buffer.concat([whole, whole.subarray(from)]))
      break
  }
}

describe("DiskStore, on a full disk", () => {
  const cases = [
    { code: "ENOSPC", written: 0, reason: "disk_full" },
    { code: "ENOSPC", written: 40, reason: "disk_full" },
    { code: "EDQUOT", written: 90, reason: "disk_full" },
    { code: "EROFS", written: 0, reason: "read_only" },
    { code: "EIO", written: 7, reason: "failed" }
  ] as const

  it.effect.each(cases)("at any write ($code after $written bytes): a typed failure, and what was stored stays", ({ code, written, reason }) =>
    Effect.gen(function*() {
      let failures = 0
      for (let nth = 1, finished = false; !finished; nth++) {
        const folder = Path.join(yield* temporaryFolder, "cache")
        const stored: Array<Digest.Digest> = []
        const exit = yield* Effect.exit(using(folder, Effect.fnUntraced(function*(store) {
          for (const blob of blobs) stored.push(yield* store.write(blob))
          yield* fill(store)
        }), Disk.failing(nth, { code, written })))
        finished = Exit.isSuccess(exit)
        if (!finished) {
          failures++
          const failure = yield* Effect.flip(exit)
          assert.instanceOf(failure, StoreUnwritable)
          assert.strictEqual(failure.reason, reason)
        }
        assert.deepStrictEqual([...yield* using(folder, (store) => store.intact(stored))], [...stored])
        assert.deepStrictEqual(yield* using(folder, damagesAfterReading), [])
        yield* using(folder, fill)
        assert.strictEqual(yield* using(folder, present), everything)
      }
      assert.isAbove(failures, blobs.length + records.length + names.length)
    }), 60_000)

  it.effect("a store that got its space back goes on where it stood, in the same segment", () =>
    Effect.gen(function*() {
      for (let nth = 3; nth < 30; nth++) {
        const folder = yield* temporaryFolder
        yield* using(folder, Effect.fnUntraced(function*(store) {
          yield* Effect.flip(fill(store))
          yield* fill(store)
          assert.strictEqual(yield* present(store), everything)
        }), Disk.failing(nth, { code: "ENOSPC", written: 85, recovers: true }))
        assert.deepStrictEqual(yield* using(folder, damagesAfterReading), [])
        assert.strictEqual(segmentsOf(folder).length, 1, `change ${nth}`)
        assert.strictEqual(yield* using(folder, present), everything)
      }
    }), 60_000)
})
