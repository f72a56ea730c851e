/**
 * Certificates made when a test needs them: an authority of its own, and what it vouches for (X.509 v3, ECDSA P-256, DER by hand).
 */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto"
import type { KeyObject } from "node:crypto"

export interface Certified {
  readonly certificate: string
  readonly key: string
}

export interface Authority extends Certified {
  readonly issue: (names: ReadonlyArray<string>, days?: readonly [from: number, to: number]) => Certified
}

export const authority = (name: string): Authority => {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const own = make(name, name, keys.privateKey, keys.publicKey, [-1, 1], [basicConstraints])
  return {
    ...own,
    issue: (names, days = [-1, 1]) => {
      const leaf = generateKeyPairSync("ec", { namedCurve: "P-256" })
      return { ...make(name, names[0]!, keys.privateKey, leaf.publicKey, days, [alternativeNames(names)]), key: pem(leaf.privateKey) }
    }
  }
}

const pem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }) as string

const make = (issuer: string, subject: string, signer: KeyObject, key: KeyObject, [from, to]: readonly [number, number], extensions: ReadonlyArray<Buffer>): Certified => {
  const serial = randomBytes(8)
  serial[0]! &= 0x7f
  serial[0]! |= 1
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    named(issuer),
    sequence(day(from), day(to)),
    named(subject),
    key.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions))
  )
  const signed = sequence(body, ecdsaWithSha256, der(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, signer)])))
  return { certificate: `-----BEGIN CERTIFICATE-----\n${signed.toString("base64").replaceAll(/.{64}(?=.)/g, "$&\n")}\n-----END CERTIFICATE-----\n`, key: pem(signer) }
}

const der = (tag: number, ...parts: ReadonlyArray<Uint8Array>): Buffer => {
  const content = Buffer.concat(parts)
  const length = content.length < 128 ? [content.length] : content.length < 256 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}
const sequence = (...parts: ReadonlyArray<Uint8Array>): Buffer => der(0x30, ...parts)
const integer = (value: Uint8Array): Buffer => der(0x02, value)
const oid = (...octets: ReadonlyArray<number>): Buffer => der(0x06, Buffer.from(octets))

const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
const basicConstraints = sequence(oid(0x55, 0x1d, 0x13), der(0x01, Buffer.from([0xff])), der(0x04, sequence(der(0x01, Buffer.from([0xff])))))
const alternativeNames = (names: ReadonlyArray<string>): Buffer =>
  sequence(oid(0x55, 0x1d, 0x11), der(0x04, sequence(...names.map((name) => der(0x82, Buffer.from(name))))))
const named = (name: string): Buffer => sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(name)))))
const day = (offset: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(Date.now() + offset * 86_400_000).toISOString().replaceAll(/[-:T]|\..*/g, "")}Z`))
