import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Result from "effect/Result"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as Zlib from "node:zlib"
import * as Canonical from "../../src/platform/Canonical.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as Archive from "../../src/runs/Archive.ts"
import * as Bundle from "../../src/runs/Bundle.ts"
import * as Inventory from "../../src/runs/Inventory.ts"
import * as Pins from "../../src/runs/Pins.ts"
import * as RunRecord from "../../src/runs/RunRecord.ts"
import * as RunRepository from "../../src/runs/RunRepository.ts"
import * as Verification from "../../src/runs/Verification.ts"
import { bytes, commit, contents, damage, disk, failing, repository } from "./Rig.ts"

const id = "20261122T060000123Z-k3vq"

const exported = Effect.gen(function*() {
  const runs = yield* repository
  const record = commit(runs, id)
  const bundle = yield* Bundle.read(runs, id)
  return { runs, record, bundle, packed: yield* Bundle.encode(bundle) }
})

const plain = ({ blobs, files, id, nodes, record }: Bundle.Bundle) => ({
  id,
  record,
  nodes,
  files: Array.from(files, ([path, content]) => [path, Digest.of(content)]).sort(),
  blobs: Array.from(blobs, ([digest, content]) => [digest, Digest.of(content)]).sort()
})

const decode = (packed: Uint8Array) => Effect.result(Bundle.decode("x.run.tar.gz", packed))

/** What decoding ends in: the error, or nothing if it gives the same bundle. */
const outcome = Effect.fnUntraced(function*(packed: Uint8Array, expected: Bundle.Bundle) {
  const decoded = yield* decode(packed)
  if (Result.isFailure(decoded)) return decoded.failure._tag
  assert.deepStrictEqual(plain(decoded.success), plain(expected))
  return undefined
})

/** Packs a bundle with other files, its marker made to agree with them. */
const forge = (bundle: Bundle.Bundle, change: (files: Map<string, Uint8Array>) => void, run: string = bundle.id) => {
  const files = new Map(bundle.files)
  change(files)
  return Bundle.encode({ ...bundle, id: run, files })
}

const flipped = (content: Uint8Array, at: number) => {
  const copy = Uint8Array.from(content)
  copy[at]! ^= 1 << (at % 8)
  return copy
}

describe("Bundle", () => {
  it.effect("carries a run to another repository, whole: folder, configuration, bodies and ledger", () =>
    Effect.gen(function*() {
      const { bundle, packed, runs } = yield* exported
      const there = yield* repository
      const read = yield* Bundle.decode("x", packed)
      assert.deepStrictEqual(plain(read), plain(bundle))
      const placed = yield* Bundle.place(there, read)
      assert.strictEqual(placed.state, "imported")
      assert.deepStrictEqual(contents(there.folder), contents(runs.folder))
      assert.deepStrictEqual(yield* Bundle.read(there, id), bundle)
    }))

  it.effect("is the same bytes wherever the run lies, and each time", () =>
    Effect.gen(function*() {
      const { packed } = yield* exported
      const there = yield* repository
      yield* Bundle.place(there, yield* Bundle.decode("x", packed))
      assert.deepStrictEqual(yield* Bundle.encode(yield* Bundle.read(there, id)), packed)
    }))

  it.effect("names as needed exactly what pins and configuration name, and nothing that only looks like a digest", () =>
    Effect.gen(function*() {
      const runs = yield* repository
      const record = commit(runs, id)
      assert.deepStrictEqual(
        [...Inventory.blobsOf(record)],
        Object.keys(contents(Path.join(runs.folder, "blobs"))).map((path) => `sha256-${Path.basename(path)}` as Digest.Digest).sort()
      )
    }))

  it.effect("does not ask for a body that the run itself found damaged", () =>
    Effect.gen(function*() {
      const runs = yield* repository
      const body = Digest.of(bytes(`{"jobs":"openai ${id}"}`))
      const failure = { node: "fetch-board[openai]", stage: "fetch-board", partition: "openai", message: "damaged", retryable: false, error: { _tag: "DamagedRecording", body } }
      commit(runs, id, { outcome: "degraded", failures: [failure] })
      fs.rmSync(Pins.fileOf(runs.folder, body))
      assert.isFalse((yield* Bundle.read(runs, id)).blobs.has(body))
    }))

  it.effect("a flipped bit in the file is refused, or changes nothing that is read", () =>
    Effect.gen(function*() {
      const { bundle, packed } = yield* exported
      const found = new Set<string | undefined>()
      for (let at = 0; at < packed.length; at += at < 32 ? 1 : 5) found.add(yield* outcome(flipped(packed, at), bundle))
      assert.isTrue(found.has("BundleDamaged"))
      assert.isTrue([...found].every((tag) => tag === undefined || tag === "NotABundle" || tag === "BundleDamaged"))
    }))

  it.effect("a flipped bit that gzip does not see is refused all the same, or changes nothing that is read", () =>
    Effect.gen(function*() {
      const { bundle, packed } = yield* exported
      const archive = Zlib.gunzipSync(packed)
      const found = new Set<string | undefined>()
      for (let at = 0; at < archive.length; at += 23) found.add(yield* outcome(Zlib.gzipSync(flipped(archive, at), { level: 1 }), bundle))
      assert.isTrue([...found].every((tag) => tag === undefined || tag === "NotABundle" || tag === "BundleDamaged"))
    }))

  it.effect("a bundle cut off anywhere is refused", () =>
    Effect.gen(function*() {
      const { bundle, packed } = yield* exported
      for (let length = 0; length < packed.length; length += 11) assert.isDefined(yield* outcome(packed.subarray(0, length), bundle))
      const archive = Zlib.gunzipSync(packed)
      for (let length = 0; length < archive.length - 1536; length += 512) {
        assert.isDefined(yield* outcome(Zlib.gzipSync(archive.subarray(0, length), { level: 1 }), bundle))
      }
    }))

  describe("refuses one made to agree with itself", () => {
    it.effect("whose artifact is not what the run record says", () =>
      Effect.gen(function*() {
        const { bundle } = yield* exported
        const error = yield* Effect.flip(Bundle.decode("x", yield* forge(bundle, (files) => files.set("artifacts/postings.v1.json", bytes("{}")))))
        assert.strictEqual(error.message, `${id}/artifacts/postings.v1.json in x is damaged: its bytes do not match the run record. Nothing was taken from it. Copy the file again, or export the run again where it ran`)
      }))

    it.effect("that holds a file no run has", () =>
      Effect.gen(function*() {
        const { bundle } = yield* exported
        const error = yield* Effect.flip(Bundle.decode("x", yield* forge(bundle, (files) => files.set("artifacts/extra.sh", bytes("#!/bin/sh")))))
        assert.strictEqual(error._tag, "NotABundle")
      }))

    it.effect("that lacks a file the record names", () =>
      Effect.gen(function*() {
        const { bundle } = yield* exported
        for (const path of ["run.json", "nodes.ndjson", "artifacts/postings.v1.json"]) {
          assert.strictEqual((yield* Effect.flip(Bundle.decode("x", yield* forge(bundle, (files) => files.delete(path)))))._tag, "BundleDamaged")
        }
        const blobs = new Map([...bundle.blobs].slice(1))
        assert.strictEqual((yield* Effect.flip(Bundle.decode("x", yield* Bundle.encode({ ...bundle, blobs }))))._tag, "BundleDamaged")
      }))

    it.effect("whose id is a path", () =>
      Effect.gen(function*() {
        const { bundle } = yield* exported
        for (const run of ["blobs", "..", "a/b", ""]) assert.isTrue(Result.isFailure(yield* decode(yield* forge(bundle, () => {}, run))))
      }))

    it.effect("whose record, well sealed, names a file outside the run", () =>
      Effect.gen(function*() {
        const { bundle } = yield* exported
        const { seal: _, ...body } = bundle.record
        const [artifact, ...others] = body.artifacts
        const record = RunRecord.seal({ ...body, artifacts: [{ ...artifact!, file: "x/../../../../outside.json" }, ...others] })
        const forged = forge({ ...bundle, record }, (files) => files.set("run.json", bytes(RunRecord.encode(record))))
        assert.match((yield* Effect.flip(Bundle.decode("x", yield* forged)))._tag, /^(NotABundle|BundleDamaged)$/)
        const smuggled = forge({ ...bundle, record }, (files) => files.set("run.json", bytes(RunRecord.encode(record))).set("artifacts/x/../../../../outside.json", bytes("x")))
        assert.match((yield* Effect.flip(Bundle.decode("x", yield* smuggled)))._tag, /^(NotABundle|BundleDamaged)$/)
      }))

    it.effect("whose nodes, well sealed, do not give the graph hash", () =>
      Effect.gen(function*() {
        const { bundle } = yield* exported
        const { seal: _, ...body } = bundle.record
        const record = RunRecord.seal({ ...body, graph_hash: Digest.of("another") })
        const error = yield* Effect.flip(Bundle.decode("x", yield* forge({ ...bundle, record }, (files) => files.set("run.json", bytes(RunRecord.encode(record))))))
        assert.include(error.message, "its nodes do not give the graph hash of the run record")
      }))

    it.effect("of another format", () =>
      Effect.gen(function*() {
        const body = { format: "signalcraft/bundle/2", run: id, files: {} }
        const marker = Canonical.stringifyUnsafe({ ...body, seal: Canonical.digestUnsafe(body) })
        const error = yield* Effect.flip(Bundle.decode("x", yield* Archive.pack([{ path: "bundle.json", content: bytes(marker) }])))
        assert.include(error.message, `its format is "signalcraft/bundle/2", and this program reads signalcraft/bundle/1`)
      }))
  })

  it.effect("a damaged run is not exported, and the damaged file is named", () =>
    Effect.gen(function*() {
      const runs = yield* repository
      const record = commit(runs, id)
      for (const { path } of Inventory.of(id, record).filter(({ digest }) => digest !== null)) {
        const file = Path.join(runs.folder, path)
        const content = fs.readFileSync(file)
        damage(file)
        const error = yield* Effect.flip(Bundle.read(runs, id))
        assert.strictEqual(error._tag === "RunDamaged" && error.file, path.replace(`${id}/`, ""))
        fs.writeFileSync(file, content)
      }
    }))

  it.effect("an unfinished run is not exported", () =>
    Effect.gen(function*() {
      const runs = yield* repository
      commit(runs, id)
      fs.rmSync(Path.join(runs.folder, id, "run.json"))
      assert.strictEqual((yield* Effect.flip(Bundle.read(runs, id)))._tag, "RunUnfinished")
    }))

  describe("place", () => {
    it.effect("changes nothing where the run is already", () =>
      Effect.gen(function*() {
        const { bundle, runs } = yield* exported
        const before = contents(runs.folder)
        assert.deepStrictEqual(yield* Bundle.place(runs, bundle), { state: "already_there", written: [] })
        assert.deepStrictEqual(contents(runs.folder), before)
      }))

    it.effect("refuses another run under the same id, and changes nothing", () =>
      Effect.gen(function*() {
        const { bundle } = yield* exported
        const there = yield* repository
        commit(there, id, { seed: "another" })
        const before = contents(there.folder)
        assert.strictEqual((yield* Effect.flip(Bundle.place(there, bundle)))._tag, "RunConflict")
        assert.deepStrictEqual(contents(there.folder), before)
      }))

    it.effect("puts back whatever file of a run is damaged or gone", () =>
      Effect.gen(function*() {
        const { bundle, record, runs } = yield* exported
        const before = contents(runs.folder)
        for (const { path } of Inventory.of(id, record).filter(({ digest }) => digest !== null)) {
          for (const spoil of [damage, fs.rmSync]) {
            spoil(Path.join(runs.folder, path))
            assert.deepStrictEqual(yield* Bundle.place(runs, bundle), { state: "restored", written: [path] })
            assert.deepStrictEqual(contents(runs.folder), before)
          }
        }
      }))

    it.effect("shows the run whole or not at all, at whichever write the disk fails, and can be called again", () =>
      Effect.gen(function*() {
        const { bundle, runs } = yield* exported
        for (let nth = 1;; nth++) {
          const there = yield* repository
          const exit = yield* Effect.exit(Bundle.place(failing(there, Disk.failing(nth, { code: "ENOSPC", written: 3 })), bundle))
          if (Exit.isSuccess(exit)) break
          const ids = RunRepository.ids(there)
          assert.deepStrictEqual(Verification.verifyUnsafe(there, ids, { strayBlobs: true }).problems, [])
          yield* Bundle.place({ ...there, disk }, bundle)
          assert.deepStrictEqual(Object.keys(contents(there.folder)).filter((path) => !path.endsWith(".tmp")), Object.keys(contents(runs.folder)))
        }
      }))
  })

  describe("open", () => {
    it.effect("reads a bundle, a run's folder and its run.json alike", () =>
      Effect.gen(function*() {
        const { bundle, packed, runs } = yield* exported
        const file = Path.join(runs.folder, "x.run.tar.gz")
        fs.writeFileSync(file, packed)
        for (const path of [file, Path.join(runs.folder, id), Path.join(runs.folder, id, "run.json")]) {
          assert.deepStrictEqual(plain(yield* Bundle.open(path)), plain(bundle))
        }
      }))

    it.effect("a bare run.json needs its nodes beside it, and nothing else", () =>
      Effect.gen(function*() {
        const { bundle, runs } = yield* exported
        const folder = Path.join(runs.folder, "..", "elsewhere")
        fs.mkdirSync(folder)
        fs.copyFileSync(Path.join(runs.folder, id, "run.json"), Path.join(folder, "run.json"))
        const file = Path.join(folder, "run.json")
        assert.include((yield* Effect.flip(Bundle.open(file))).message, "nodes.ndjson of run elsewhere is damaged: it is gone")
        fs.copyFileSync(Path.join(runs.folder, id, "nodes.ndjson"), Path.join(folder, "nodes.ndjson"))
        const opened = yield* Bundle.open(file)
        assert.deepStrictEqual([opened.nodes, opened.blobs.size], [bundle.nodes, 0])
      }))

    it.effect("says what stands in the way", () =>
      Effect.gen(function*() {
        const runs = yield* repository
        fs.mkdirSync(runs.folder)
        const error = yield* Effect.flip(Bundle.open(Path.join(runs.folder, "none.tar.gz")))
        assert.strictEqual(error.message, `${runs.folder}/none.tar.gz is not a run bundle: there is no such file. Nothing was taken from it. Make one with: graph export RUN`)
        assert.include((yield* Effect.flip(Bundle.open(runs.folder))).message, "it holds no run.json")
      }))
  })
})
