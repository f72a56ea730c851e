import { assert, describe, it } from "@effect/vitest"
import * as Robots from "../../src/network/Robots.ts"
import * as RobotsAccess from "../../src/network/RobotsAccess.ts"
import * as Random from "./Random.ts"
import * as Vectors from "./Vectors.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string) => Robots.parse(bytes(text))
const allowed = (text: string, agent: string, path: string) => Robots.decide(read(text), agent, path).allowed

interface RuleCase {
  readonly name: string
  readonly robots: string
  readonly agent: string
  readonly url: string
  readonly allowed: boolean
  readonly tier: "required" | "google-extension"
  readonly conflict?: string
}

/** Path and query as they stand: these URLs are not all normal. */
const pathOf = (url: string) => {
  const rest = url.replace(/^[a-z]+:\/\//, "").replace(/#.*$/, "")
  const at = rest.search(/[/?;]/)
  return at === -1 ? "/" : rest[at] === "/" ? rest.slice(at) : `/${rest.slice(at)}`
}

describe("Robots", () => {
  it("names the group, the line and the rule that decided", () => {
    const robots = read("user-agent: *\ndisallow: /\n\nuser-agent: SignalCraft\nallow: /v1/ # boards\ndisallow: /v1/private\n")
    assert.deepStrictEqual(Robots.decide(robots, "signalcraft", "/v1/private/x"), { allowed: false, group: "signalcraft", rule: { allow: false, line: 6, pattern: "/v1/private" } })
    assert.deepStrictEqual(Robots.decide(robots, "other", "/v1/"), { allowed: false, group: "*", rule: { allow: false, line: 2, pattern: "/" } })
    assert.deepStrictEqual(Robots.decide(Robots.none, "signalcraft", "/"), { allowed: true, group: null, rule: null })
  })

  it("gives Crawl-delay and Content-Signal of the groups that speak to the agent", () => {
    const robots = read("user-agent: *\ncontent-signal: search=yes, ai-train=no\ncrawl-delay: 1\ndisallow:\n\nuser-agent: slow\nCrawl-delay: 2.5\nuser-agent: odd\ncrawl-delay: soon\n")
    assert.deepStrictEqual([Robots.crawlDelay(robots, "signalcraft"), Robots.crawlDelay(robots, "slow"), Robots.crawlDelay(Robots.none, "x")], [1, 2.5, null])
    assert.deepStrictEqual([...Robots.signals(robots, "signalcraft")], [["search", true], ["ai-train", false]])
  })

  it("reads 500 KiB and says that there was more", () => {
    const start = "user-agent: *\ndisallow: /a\n#"
    const filled = start + "x".repeat(Robots.maxBytes - start.length)
    assert.isFalse(read(filled).cut)
    const longer = read(`${filled}\ndisallow: /b\n`)
    assert.deepStrictEqual([longer.cut, Robots.decide(longer, "x", "/a").allowed, Robots.decide(longer, "x", "/b").allowed], [true, false, true])
  })

  describe.skipIf(Vectors.absent)("over the vectors", () => {
    const cases = Vectors.read<RuleCase>("robots.json")
    // Where Google compares bytes, the RFC decodes unreserved octets first: both such rules then allow.
    const expected = ({ allowed, conflict }: RuleCase) => conflict !== undefined || allowed
    const wrong = (tier: RuleCase["tier"]) => cases.filter((one) => one.tier === tier && allowed(one.robots, one.agent, pathOf(one.url)) !== expected(one))

    it("follows each of the 130 rules required", () => {
      assert.strictEqual(cases.filter(({ tier }) => tier === "required").length, 130)
      assert.deepStrictEqual(wrong("required").map(({ agent, name, robots, url }) => [name, robots.slice(0, 200), agent, url.slice(0, 100)]), [])
    })

    it("follows the extensions of Google's reader that it adopts, and names those it does not", () => {
      assert.deepStrictEqual([...new Set(wrong("google-extension").map(({ name }) => name))].sort(), notAdopted)
    })
  })

  it("agrees with a plain recursive matcher, whatever the pattern and the path", () => {
    const random = Random.make(9309)
    const naive = (pattern: string, path: string): boolean => {
      if (pattern === "") return true
      if (pattern === "$") return path === ""
      if (pattern.startsWith("*")) return naive(pattern.slice(1), path) || (path !== "" && naive(pattern, path.slice(1)))
      return path !== "" && pattern[0] === path[0] && naive(pattern.slice(1), path.slice(1))
    }
    for (let round = 0; round < 100_000; round++) {
      const pattern = `/${Array.from({ length: random.below(7) }, () => random.pick(["a", "b", "*", "/"])).join("")}${random.below(4) === 0 ? "$" : ""}`
      const path = `/${Array.from({ length: random.below(9) }, () => random.pick(["a", "b", "/"])).join("")}`
      if (allowed(`user-agent: *\ndisallow: ${pattern}`, "x", path) === naive(pattern, path)) assert.fail(`${pattern} ${path}`)
    }
  })

  it("takes any bytes", () => {
    const random = Random.make(1)
    for (let round = 0; round < 5_000; round++) {
      const robots = Robots.parse(Uint8Array.from({ length: random.below(80) }, () => random.pick([10, 13, 35, 37, 42, 36, 58, 97, 0, 255, 32])))
      Robots.decide(robots, "a", "/a%zz%")
    }
  })
})

/** Each would read something into a file that it does not say: `index.html` for its folder, lines cut at 16 KiB. */
const notAdopted: ReadonlyArray<string> = ["GoogleOnly_IndexHTMLisDirectory", "GoogleOnly_LineTooLong"]

interface AccessCase {
  readonly status?: number
  readonly body?: string
  readonly error?: string
  readonly redirects?: number
  readonly redirectTo?: string
  readonly bytes?: number
  readonly contentType?: string
  readonly encoding?: string
  readonly cacheAgeHours?: number
  readonly cacheAgeDays?: number
  readonly path?: string
  readonly offlineReplay?: boolean
  readonly expect: string
}

describe("RobotsAccess", () => {
  const answered = (status: number, body: Uint8Array) => RobotsAccess.of({ _tag: "Answered", status, body })
  const forbidden = "user-agent: *\ndisallow: /\n"

  /** How the vectors put it: what a case comes to. */
  const comesTo = (one: AccessCase): string => {
    if (one.path !== undefined) return allowed(forbidden, "x", one.path) ? "always allowed" : "disallow"
    if (one.offlineReplay === true) return allowed(forbidden, "x", "/") ? "allow" : "the stored robots body decides"
    if (one.cacheAgeHours !== undefined) return RobotsAccess.holds(one.cacheAgeHours * 3_600_000, true) ? "use cached" : "refetch"
    if (one.cacheAgeDays !== undefined) return RobotsAccess.holds(one.cacheAgeDays * 86_400_000, false) ? "use cached" : "disallow"
    if (one.redirects !== undefined && one.redirects <= 5) return nameOf(answered(200, bytes(forbidden)))
    if (one.redirects !== undefined || one.redirectTo !== undefined || one.error !== undefined) return nameOf(RobotsAccess.of({ _tag: "Unreachable", detail: one.error ?? "redirect" }))
    if (one.bytes !== undefined) {
      const access = answered(200, bytes(forbidden + "#".repeat(Math.min(one.bytes, 600_000) - forbidden.length)))
      return access._tag === "Rules" && !Robots.decide(access.robots, "x", "/").allowed ? `parsed${access.robots.cut ? ", cut" : ""}` : "not parsed"
    }
    if (one.encoding === "utf-16") return nameOf(answered(200, Buffer.from(forbidden, "utf16le")))
    return nameOf(answered(one.status ?? 200, bytes(one.body ?? "")))
  }
  const nameOf = (access: RobotsAccess.Access): string => {
    switch (access._tag) {
      case "Rules":
        return access.robots.groups.length === 0 ? "allow-all" : "rules"
      case "Open":
        return "allow-all"
      default:
        return "disallow"
    }
  }

  const meanings: ReadonlyArray<readonly [expectation: RegExp, outcome: string]> = [
    [/ours: disallow/, "disallow"],
    [/^rules/, "rules"],
    [/^allow-all/, "allow-all"],
    [/^disallow/, "disallow"],
    [/^all rules parsed/, "parsed"],
    [/^first 500 KiB parsed|^stop reading/, "parsed, cut"],
    [/^refetch/, "refetch"],
    [/^use cached/, "use cached"],
    [/^always allowed/, "always allowed"],
    [/^the stored robots body decides/, "the stored robots body decides"]
  ]

  it.skipIf(Vectors.absent)("decides each of the 26 ways to answer for a robots.txt", () => {
    const cases = Vectors.read<AccessCase>("robots-fetch.json")
    assert.strictEqual(cases.length, 26)
    for (const one of cases) assert.strictEqual(comesTo(one), meanings.find(([expectation]) => expectation.test(one.expect))?.[1], JSON.stringify(one))
  })

  it("tells a host that withholds its rules from one that has none and one that fails", () => {
    assert.deepStrictEqual([200, 204, 301, 401, 403, 404, 410, 429, 500].map((status) => answered(status, bytes(""))._tag), [
      "Rules", "Rules", "Closed", "Withheld", "Withheld", "Open", "Open", "Closed", "Closed"
    ])
    assert.strictEqual(answered(200, Buffer.from("\uFEFFuser-agent: *", "utf16le"))._tag, "Unreadable")
  })
})
