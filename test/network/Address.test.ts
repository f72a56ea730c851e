import { assert, describe, it } from "@effect/vitest"
import * as Address from "../../src/network/Address.ts"
import * as SpecialPurpose from "../../src/network/SpecialPurpose.ts"
import * as Vectors from "./Vectors.ts"

const verdict = (text: string) => Address.classify(Address.parse(text)!)

describe("Address", () => {
  it("names the narrowest block that refuses", () => {
    assert.deepStrictEqual(verdict("192.0.0.9"), { public: false, because: "192.0.0.9/32, Port Control Protocol Anycast (RFC 7723)" })
    assert.deepStrictEqual(verdict("2001::1"), { public: false, because: "2001::/32, TEREDO (RFC 4380, RFC 8190)" })
    assert.deepStrictEqual(verdict("4000::1"), { public: false, because: "outside 2000::/3, Global Unicast (RFC 4291)" })
    assert.deepStrictEqual(verdict("93.184.216.34"), { public: true })
  })

  it("refuses both ends of every block, and what embeds an IPv4 address even if that is public", () => {
    for (const [prefix] of [...SpecialPurpose.ipv4, ...SpecialPurpose.ipv6]) {
      const [first, length] = prefix.split("/") as [string, string]
      const octets = [...Address.bytes(Address.parse(first)!)]
      for (let bit = Number(length); bit < octets.length * 8; bit++) octets[bit >> 3]! |= 0x80 >> (bit & 7)
      const last = octets.length === 4 ? octets.join(".") : Array.from({ length: 8 }, (_, at) => ((octets[at * 2]! << 8) | octets[at * 2 + 1]!).toString(16)).join(":")
      assert.isFalse(Address.isPublic(Address.parse(first)!), first)
      assert.isFalse(Address.isPublic(Address.parse(last)!), last)
    }
    for (const text of ["::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2606:4700::200:5efe:808:808", "2606:4700::5efe:808:808"]) {
      assert.isFalse(verdict(text).public, text)
    }
  })

  it("reads one spelling of each address and no other", () => {
    for (const text of ["0177.0.0.1", "127.1", "2130706433", "0x7f000001", "127.0.0.1 ", "fe80::1%eth0", "[::1]", "", "1.2.3.4.5", "1.2.3.256", "127.0.0.1\0"]) {
      assert.isUndefined(Address.parse(text), text)
    }
  })

  describe.skipIf(Vectors.absent)("over the vectors", () => {
    const vectors = Vectors.read<{ readonly ip: string; readonly public: boolean; readonly why: string }>("addresses.json")
    it("classifies each of the 252 addresses, 38 of them public", () => {
      assert.strictEqual(vectors.length, 252)
      assert.deepStrictEqual(vectors.filter(({ ip, public: expected }) => verdict(ip).public !== expected), [])
      assert.strictEqual(vectors.filter(({ ip }) => verdict(ip).public).length, 38)
    })
    it("lists every block of the IANA registries", () => {
      const registries = Vectors.read("iana-special-purpose.json") as unknown as Record<"ipv4" | "ipv6", ReadonlyArray<{ readonly prefix: string }>>
      const listed = new Set([...SpecialPurpose.ipv4, ...SpecialPurpose.ipv6].map(([prefix]) => prefix))
      assert.deepStrictEqual([...registries.ipv4, ...registries.ipv6].filter(({ prefix }) => !listed.has(prefix)), [])
    })
  })
})
