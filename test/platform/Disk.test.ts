import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import * as Disk from "../../src/platform/Disk.ts"

const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-disk-"))),
  (folder) => Effect.sync(() => fs.rmSync(folder, { recursive: true, force: true }))
)

const failure = (body: () => unknown): Disk.DiskError => {
  try {
    body()
  } catch (error) {
    if (error instanceof Disk.DiskError) return error
    throw error
  }
  return assert.fail("nothing failed")
}

describe("Disk", () => {
  it.effect("shows a file's bytes as they would be read, whatever was shown before", () =>
    Effect.gen(function*() {
      const path = Path.join(yield* temporaryFolder, "blob")
      const disk = Disk.make()
      const contents = ["the longest of those that fit", "", "short", "x".repeat(5 * 1024 * 1024), "short again"]
      for (const content of contents) {
        fs.writeFileSync(path, content)
        assert.isTrue(disk.peek(path).equals(disk.read(path)), `${content.length} bytes`)
      }
      assert.strictEqual(failure(() => disk.peek(`${path}-none`)).code, "ENOENT")
      assert.strictEqual(failure(() => Disk.make(() => ({ code: "EIO" })).peek(path)).code, "EIO")
    }))

  it.effect("publishes a whole file or leaves the old one, and no temporary file, whatever step fails", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      const path = Path.join(folder, "run.json")
      for (const written of [0, 3, 1000]) {
        let finished = false
        for (let nth = 1; !finished; nth++) {
          Disk.make().publish(path, "old")
          const disk = Disk.make(Disk.failing(nth, { code: "ENOSPC", written, recovers: true }))
          finished = Exit.isSuccess(yield* Effect.exit(Disk.attempt(() => disk.publish(path, "new content", { sync: true }))))
          assert.include(["old", "new content"], fs.readFileSync(path, "utf8"))
          assert.deepStrictEqual(fs.readdirSync(folder), ["run.json"])
        }
        assert.strictEqual(fs.readFileSync(path, "utf8"), "new content")
      }
    }))

  it.effect("claims a name for one only, and keeps what the first put there", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      const path = Path.join(folder, "lease.json")
      const linkless = Disk.make((operation) => (operation === "link" ? { code: "EPERM" } : undefined))
      for (const disk of [Disk.make(), linkless]) {
        assert.isTrue(disk.claim(path, "first"))
        assert.isFalse(disk.claim(path, "second"))
        assert.strictEqual(fs.readFileSync(path, "utf8"), "first")
        assert.deepStrictEqual(fs.readdirSync(folder), ["lease.json"])
        disk.unlink(path)
      }
    }))

  it.effect("appends where the file ends, and cuts what did not fit", () =>
    Effect.gen(function*() {
      const path = Path.join(yield* temporaryFolder, "events.jsonl")
      const disk = Disk.make(Disk.failing(3, { code: "ENOSPC", written: 2, recovers: true }))
      const file = disk.append(path, { exclusive: true })
      file.append(Buffer.from("one "))
      assert.strictEqual(failure(() => file.append(Buffer.from("two "))).reason, "disk_full")
      assert.strictEqual(fs.readFileSync(path, "utf8"), "one tw")
      file.truncate(4)
      file.append(Buffer.from("three"))
      file.close()
      assert.strictEqual(fs.readFileSync(path, "utf8"), "one three")
      assert.strictEqual(failure(() => disk.append(path, { exclusive: true })).code, "EEXIST")
    }))

  it.effect("lists by UTF-16 code unit, whatever the locale", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      for (const name of ["b", "A", "a", "Z", "å"]) fs.writeFileSync(Path.join(folder, name), "")
      assert.deepStrictEqual(Disk.make().list(folder), ["A", "Z", "a", "b", "å"])
    }))

  it.effect("what is missing is an answer where that is asked, and a failure where it must be there", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      fs.writeFileSync(Path.join(folder, "file"), "")
      const disk = Disk.make()
      for (const path of [Path.join(folder, "missing"), Path.join(folder, "file", "below")]) {
        assert.isUndefined(disk.stat(path))
        assert.deepStrictEqual(disk.list(path), [])
        assert.isFalse(disk.unlink(path))
        assert.isFalse(disk.touch(path, 0))
        assert.include(["ENOENT", "ENOTDIR"], failure(() => disk.read(path)).code)
        assert.include(["ENOENT", "ENOTDIR"], failure(() => disk.rename(path, `${path}-2`)).code)
      }
    }))

  it.effect.each([
    ["ENOSPC", "disk_full"],
    ["EDQUOT", "disk_full"],
    ["EROFS", "read_only"],
    ["EACCES", "not_permitted"],
    ["EPERM", "not_permitted"],
    ["EIO", "failed"]
  ] as const)("%s is told as %s", ([code, reason]) =>
    Effect.sync(() => {
      const error = failure(() => Disk.make(Disk.failing(1, { code })).mkdir("/nowhere"))
      assert.deepStrictEqual([error.reason, error.message], [reason, `/nowhere: mkdir failed (${code})`])
    }))

  it.effect("in Effect its failures are typed, and a bug stays a defect", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(Disk.attempt(() => Disk.make().read("/nowhere/at/all")))
      assert.strictEqual(error._tag, "DiskError")
      const bug = yield* Effect.exit(Disk.attempt(() => {
        throw new TypeError("a bug")
      }))
      assert.isTrue(Exit.hasDies(bug))
    }))
})
