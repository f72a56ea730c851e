import { assert, describe, it } from "vitest"
import * as zlib from "node:zlib"
import * as Digest from "../../src/platform/Digest.ts"
import * as Packed from "../../src/platform/Packed.ts"

const content = Buffer.from("a posting that says what it said yesterday. ".repeat(500))
const digest = Digest.of(content)
const packed = Buffer.from(Packed.pack(content))

describe("Packed", () => {
  it("gives the content back, packed or plain", () => {
    assert.isBelow(packed.length, content.length / 10)
    assert.deepStrictEqual([Packed.verified(packed, digest), Packed.verified(content, digest)], [content, content])
  })

  it("leaves what is small as it is", () => {
    const small = content.subarray(0, 1000)
    assert.strictEqual(Packed.pack(small), small)
  })

  it("takes content that is itself a frame for itself", () => {
    const frame = zlib.zstdCompressSync(content)
    assert.deepStrictEqual(Packed.verified(frame, Digest.of(frame)), frame)
    assert.deepStrictEqual(Packed.verified(Buffer.from(Packed.pack(frame)), Digest.of(frame)), frame)
  })

  it("unpacks no more than a quarter of a gigabyte", () => {
    const bomb = Buffer.alloc((1 << 28) + 1)
    assert.isUndefined(Packed.verified(zlib.zstdCompressSync(bomb), Digest.of(bomb)))
  })

  it("gives nothing for bytes that are damaged, cut short or somebody else's", () => {
    const damaged = Buffer.from(packed)
    damaged[damaged.length >> 1]! ^= 1
    for (const bytes of [damaged, packed.subarray(0, -1), packed.subarray(0, 5), Buffer.alloc(0), Buffer.from(Packed.pack(Buffer.from("else ".repeat(2000))))]) {
      assert.isUndefined(Packed.verified(bytes, digest))
      assert.deepStrictEqual(Packed.contentOf(bytes, digest), bytes)
    }
  })
})
