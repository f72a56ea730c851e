import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Address from "../../src/network/Address.ts"
import * as Hosts from "../../src/network/Hosts.ts"
import * as Resolver from "../../src/network/Resolver.ts"
import * as Url from "../../src/network/Url.ts"
import * as Attacks from "./Attacks.ts"
import * as Random from "./Random.ts"
import * as Vectors from "./Vectors.ts"

const reason = (url: string) => Result.match(Url.vet(url, Attacks.hosts), { onFailure: ({ layer, reason }) => `${layer}: ${reason}`, onSuccess: ({ href }) => href })

describe("Hosts", () => {
  it("lists a name, and one level under a suffix", () => {
    const hosts = Hosts.make(["api.lever.co", "*.recruitee.com"])
    const patterns = ["api.lever.co", "acme.recruitee.com", "recruitee.com", "a.b.recruitee.com", "evilrecruitee.com", "x.api.lever.co", "lever.co"].map((host) => Hosts.patternOf(hosts, host))
    assert.deepStrictEqual(patterns, ["api.lever.co", "*.recruitee.com", undefined, undefined, undefined, undefined, undefined])
  })

  it("takes no pattern that is wider than a vendor, or not a name", () => {
    assert.deepStrictEqual(["*.com", "com", "*", "*.*.com", "a.*.com", "1.2.3.4", "API.lever.co", "api.lever.co.", ""].filter(Hosts.isPattern), [])
  })
})

describe("Url", () => {
  it("names the layer that refuses, and why", () => {
    const expected = {
      "https://BOARDS-API.greenhouse.io.:443/a?b#c": "https://boards-api.greenhouse.io/a?b",
      "https://bücher.recruitee.com/": "https://xn--bcher-kva.recruitee.com/",
      "https://boards-api.greenhouse.io/\n": "url: forbidden_character",
      "https://boards-api.greenhouse.io\\@evil.test/": "url: forbidden_character",
      "http://boards-api.greenhouse.io/": "url: not_https",
      "HTTPS://boards-api.greenhouse.io/": "url: not_https",
      "https://@boards-api.greenhouse.io/": "url: userinfo",
      "https://boards-api%2egreenhouse.io/": "url: encoded_authority",
      "https://boards-api.greenhouse.io:/": "url: port",
      "https://boards-api.greenhouse.io:0443/": "url: port",
      "https:///": "url: not_a_url",
      "https://0x7f.1/": "url: ip_literal",
      "https://１２７.０.０.１/": "url: ip_literal",
      "https://[::1]/": "url: ip_literal",
      "https://a..b/": "url: bad_name",
      "https://printer/": "url: special_name",
      "https://api.lever.co.svc.cluster.local/": "url: special_name",
      "https://api.lever.co/%0D%0aHost:x": "url: encoded_control",
      "https://boards-api.greenhouse.io.evil.com/": "registry: host_unlisted"
    }
    assert.deepStrictEqual(Object.fromEntries(Object.keys(expected).map((url) => [url, reason(url)])), expected)
  })

  it("gives back its own canonical form unchanged", () => {
    for (const { url } of Attacks.all) {
      const once = Url.vet(url, Attacks.hosts)
      if (Result.isSuccess(once)) assert.deepStrictEqual(Result.getOrThrow(Url.vet(once.success.href, Attacks.hosts)), once.success)
    }
  })

  describe.skipIf(Vectors.absent)("over the vectors", () => {
    it("decides each URL as expected", () => {
      const wrong = Attacks.all.filter(({ layer }) => layer === "url").filter(({ expect, url }) => Result.isSuccess(Url.vet(url, Attacks.hosts)) !== (expect === "allow"))
      assert.deepStrictEqual(wrong, [])
      assert.strictEqual(Attacks.all.filter(({ layer }) => layer === "url").length, 229)
    })

    it("decides each resolution as expected", () => {
      const resolves = (url: string, answer: ReadonlyArray<string>) => Result.isSuccess(Result.flatMap(Url.vet(url, Attacks.hosts), (vetted) => Resolver.vet(vetted, answer)))
      for (const { dns, dnsSequence, expect, layer, url } of Attacks.all) {
        if (layer === "url" && dns !== undefined) assert.strictEqual(resolves(url, dns), expect === "allow", url)
        if (layer !== "dns") continue
        const answers = dnsSequence ?? [dns!]
        assert.isFalse(answers.every((answer) => resolves(url, answer)), `${url} ${JSON.stringify(answers)}`)
      }
    })

    it("decides where each redirect leads as expected", () => {
      for (const { expect, redirects, url } of Attacks.all.filter(({ layer, redirects }) => layer === "redirect" && redirects?.length === 1 && redirects[0] !== undefined)) {
        const first = Result.getOrThrow(Url.vet(url, Attacks.hosts))
        const next = Url.follow(first, redirects![0]!, Attacks.hosts)
        const loops = Result.isSuccess(next) && next.success.href === first.href
        assert.strictEqual(Result.isSuccess(next) && !loops, expect === "allow", redirects![0])
      }
    })
  })

  it("lets no random URL through to a host, a port or an address that is not allowed", () => {
    const random = Random.make(20261122)
    const labels = ["boards-api", "greenhouse", "io", "acme", "recruitee", "com", "evil", "localhost", "127", "0x7f", "１", "ⓛ", "xn--a", "-", "", "a%2e", "*", "api", "lever", "co"]
    const listed = ["boards-api.greenhouse.io", "acme.recruitee.com", "api.lever.co"]
    const glue = ["", ".", ":443", ":8443", ":", "@", "\\", "\t", "#", "?", "/", "[", "]", "%00", "\u200b", "。", " ", ":443@", "user:pw@"]
    const schemes = ["https://", "https://", "https://", "https://", "http://", "https:/", "https:", "//", "", "HTTPS://", "ftp://", "https:///"]
    const addresses = Attacks.all.flatMap(({ dns }) => dns ?? []).concat("93.184.216.34", "10.0.0.1")
    let allowed = 0
    for (let round = 0; round < 100_000; round++) {
      const host = random.below(3) === 0 ? random.pick(listed) : Array.from({ length: 1 + random.below(4) }, () => random.pick(labels)).join(random.below(5) === 0 ? random.pick(glue) : ".")
      const noise = () => (random.below(4) === 0 ? random.pick(glue) : "")
      const url = random.pick(schemes) + noise() + host + noise() + random.pick(["", "/", "/v1/jobs?a=b", "/%0d%0a", "?q", "#f"]) + noise() + (random.below(8) === 0 ? random.pick(labels) : "")
      const vetted = Url.vet(url, Attacks.hosts)
      if (Result.isFailure(vetted)) continue
      allowed++
      const parsed = new URL(vetted.success.href)
      const asked = new URL(url)
      if (parsed.protocol !== "https:" || parsed.port !== "" || parsed.username !== "" || parsed.hostname !== vetted.success.host || asked.hostname.replace(/\.$/, "") !== vetted.success.host) assert.fail(url)
      if (!listed.includes(vetted.success.host) && !/^[a-z0-9-]+\.recruitee\.com$/.test(vetted.success.host)) assert.fail(url)
      if (allowed % 20 !== 0) continue
      const answer = Array.from({ length: random.below(4) }, () => random.pick(addresses))
      const resolved = Resolver.vet(vetted.success, answer)
      if (Result.isSuccess(resolved) && !(answer.length > 0 && answer.every((text) => Address.isPublic(Address.parse(text)!)))) assert.fail(`${url} ${answer.join(" ")}`)
    }
    assert.isAbove(allowed, 5_000)
  })

  it("refuses every spelling of a refused address, as a host and as an answer", () => {
    const random = Random.make(7)
    const refused = [[127, 0, 0, 1], [10, 0, 0, 1], [169, 254, 169, 254], [192, 168, 1, 1], [100, 100, 100, 200], [0, 0, 0, 0], [172, 16, 9, 8]] as const
    const target = Result.getOrThrow(Url.vet("https://acme.recruitee.com/", Attacks.hosts))
    const hex = (high: number, low: number) => ((high << 8) | low).toString(16)
    for (let round = 0; round < 20_000; round++) {
      const [a, b, c, d] = random.pick(refused)
      const word = a * 2 ** 24 + b * 2 ** 16 + c * 256 + d
      const part = (value: number) => random.pick([`${value}`, `0x${value.toString(16)}`, `0X${value.toString(16).toUpperCase()}`, `0${value.toString(8)}`, `000${value.toString(8)}`])
      const wide = [...`${a}.${b}.${c}.${d}`].map((digit) => (/\d/.test(digit) ? String.fromCodePoint(0xff10 + Number(digit)) : random.pick([".", "。", "．"]))).join("")
      const v6 = random.pick([
        `::ffff:${a}.${b}.${c}.${d}`, `::ffff:${hex(a, b)}:${hex(c, d)}`, `::${hex(a, b)}:${hex(c, d)}`, `::ffff:0:${hex(a, b)}:${hex(c, d)}`, `64:ff9b::${hex(a, b)}:${hex(c, d)}`,
        `2002:${hex(a, b)}:${hex(c, d)}::1`, `2001:0:4136:e378:8000:63bf:${hex(255 - a, 255 - b)}:${hex(255 - c, 255 - d)}`, `2606:4700::200:5efe:${hex(a, b)}:${hex(c, d)}`, `2606:4700::5efe:${hex(a, b)}:${hex(c, d)}`
      ])
      const host = random.pick([`${part(a)}.${part(b)}.${part(c)}.${part(d)}`, part(word), `${part(a)}.${part(word % 2 ** 24)}`, `${part(a)}.${part(b)}.${part(word % 65536)}`, wide, `[${v6}]`, v6])
      const url = `https://${host}${random.pick(["", ".", ":443"])}/`
      if (Result.isSuccess(Url.vet(url, Attacks.hosts))) assert.fail(url)
      for (const text of [`${a}.${b}.${c}.${d}`, v6, host]) if (Result.isSuccess(Resolver.vet(target, ["93.184.216.34", text]))) assert.fail(text)
    }
  })
})
