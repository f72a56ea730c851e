import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Zlib from "node:zlib"
import * as Archive from "../../src/runs/Archive.ts"
import { bytes } from "./Rig.ts"

interface Entry {
  readonly path: string
  readonly type?: string
  readonly content?: string
  /** As the header states it, where that is a lie. */
  readonly size?: number
  readonly link?: string
}

/** A tar written by hand (POSIX.1-1988 ustar), by somebody who means no good. */
const tar = (...entries: ReadonlyArray<Entry>): Uint8Array =>
  Zlib.gzipSync(Buffer.concat([
    ...entries.map(({ content = "", link = "", path, size = content.length, type = "0" }) => {
      const header = Buffer.alloc(512)
      header.write(path, 0, 100)
      header.write("0000644\0", 100)
      header.write("0000000\0", 108)
      header.write("0000000\0", 116)
      header.write(`${size.toString(8).padStart(11, "0")}\0`, 124)
      header.write("00000000000\0", 136)
      header.write("        ", 148)
      header.write(type, 156)
      header.write(link, 157, 100)
      header.write("ustar\u000000", 257)
      header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0")}\0 `, 148)
      const body = Buffer.from(content)
      return Buffer.concat([header, body, Buffer.alloc((512 - body.length % 512) % 512)])
    }),
    Buffer.alloc(1024)
  ]))

const refusal = (packed: Uint8Array) => Effect.map(Effect.flip(Archive.unpack(packed)), ({ kind, reason }) => `${kind}: ${reason}`)

describe("Archive", () => {
  it.effect.prop(
    "gives back what it was given, and the same bytes each time",
    [Schema.Array(Schema.String).check(Schema.isMaxLength(12))],
    ([texts]) =>
      Effect.gen(function*() {
        const files = texts.map((text, index) => ({ path: `folder-${index % 3}/${index}`, content: bytes(text) }))
        const packed = yield* Archive.pack(files)
        assert.deepStrictEqual(yield* Archive.pack(files), packed)
        const unpacked = yield* Archive.unpack(packed)
        assert.deepStrictEqual(unpacked.map(({ content, path }) => [path, Buffer.from(content).toString("hex")]), files.map(({ content, path }) => [path, Buffer.from(content).toString("hex")]))
      }),
    { arbitrary: { runs: 40, seed: 1 } }
  )

  it.effect("states neither time nor system, so that bytes do not depend on them", () =>
    Effect.gen(function*() {
      const packed = yield* Archive.pack([{ path: "a", content: bytes("a") }])
      assert.deepStrictEqual([...packed.subarray(0, 10)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
    }))

  it.effect.each<readonly [string, ReadonlyArray<Entry>]>([
    ["a path that climbs", [{ path: "../x", content: "x" }]],
    ["a path that climbs from within", [{ path: "a/../../x", content: "x" }]],
    ["an absolute path", [{ path: "/etc/passwd", content: "x" }]],
    ["a path of another system", [{ path: "C:\\x", content: "x" }]],
    ["a hidden path", [{ path: "a/.git/config", content: "x" }]],
    ["an empty segment", [{ path: "a//b", content: "x" }]],
    ["a symbolic link", [{ path: "a", type: "2", link: "/etc/passwd" }]],
    ["a hard link", [{ path: "a", content: "x" }, { path: "b", type: "1", link: "a" }]],
    ["a folder", [{ path: "a/", type: "5" }]],
    ["a device", [{ path: "a", type: "3" }]],
    ["a name twice", [{ path: "a", content: "x" }, { path: "a", content: "y" }]],
    ["a name twice where case does not count", [{ path: "a", content: "x" }, { path: "A", content: "y" }]]
  ])("refuses %s", ([, entries]) =>
    Effect.gen(function*() {
      assert.match(yield* refusal(tar(...entries)), /^foreign: it holds /)
    }))

  it.effect("refuses a size that reaches past the end", () =>
    Effect.gen(function*() {
      assert.match(yield* refusal(tar({ path: "a", content: "x", size: 0o77777777777 })), /^damaged: unexpected end/)
    }))

  it.effect("refuses a bomb without unpacking it", () =>
    Effect.gen(function*() {
      const bomb = Zlib.gzipSync(Buffer.alloc(64 * 1024 ** 2))
      assert.match(yield* refusal(bomb), /^foreign: it unpacks to more than 16777216 bytes/)
    }))

  it.effect("tells what never was an archive from one that is cut off", () =>
    Effect.gen(function*() {
      const packed = yield* Archive.pack([{ path: "a", content: bytes("some content") }])
      assert.strictEqual(yield* refusal(bytes("{}")), "foreign: it is not gzip")
      assert.strictEqual(yield* refusal(new Uint8Array()), "foreign: it is not gzip")
      assert.strictEqual(yield* refusal(packed.subarray(0, packed.length - 1)), "damaged: it is cut off")
    }))
})
