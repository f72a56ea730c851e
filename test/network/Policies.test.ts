import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import { Policies } from "../../schemas/Policy.ts"
import type { Policy } from "../../schemas/Policy.ts"
import { Providers } from "../../schemas/Provider.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import * as Questions from "../../src/boards/Questions.ts"
import { about } from "../../schemas/Policy.ts"
import * as Decisions from "../../src/network/Policies.ts"
import * as Hosts from "../../src/network/Hosts.ts"
import * as RobotsAccess from "../../src/network/RobotsAccess.ts"
import * as Url from "../../src/network/Url.ts"

const read = (name: string): unknown => JSON.parse(fs.readFileSync(new URL(`../../config/${name}.json`, import.meta.url), "utf8"))
const decode = Schema.decodeUnknownSync(Policies, { onExcessProperty: "error" })
const shipped = decode(read("policies"))
const vetted = (url: string) => Result.getOrThrow(Url.vet(url, Decisions.hosts(shipped)))
const robots = (text: string, status = 200) => RobotsAccess.of({ _tag: "Answered", status, body: new TextEncoder().encode(text) })
const lever = vetted("https://api.lever.co/v0/postings/acme")
const policyOf = (url: Url.Vetted) => Result.getOrThrow(Decisions.judge(shipped, url, null))
const permission = (access: RobotsAccess.Access, url = lever) =>
  Result.match(Decisions.permit(shipped, policyOf(url), url, access), { onFailure: ({ reason }) => reason, onSuccess: ({ spacing }) => spacing })

describe("the policies that ship", () => {
  it("speak about every board of the registry, and let it be read", () => {
    for (const provider of Schema.decodeUnknownSync(Providers)(read("providers")).providers) {
      const { url } = Questions.first(provider)
      assert.strictEqual(policyOf(vetted(url)).decision, "allow", url)
    }
  })

  it("list hosts that the shield takes, each once", () => {
    assert.deepStrictEqual(shipped.policies.filter(({ host }) => !Hosts.isPattern(host)), [])
    assert.throws(() => decode({ ...shipped, policies: [...shipped.policies, shipped.policies[0]] }), /two policies are for boards-api\.greenhouse\.io/)
  })

  it("permit at least what the robots.txt they cite permits", () => {
    for (const policy of shipped.policies.filter(({ decision, robots }) => decision === "allow" && robots.seen !== null)) {
      const { status, text } = policy.robots.seen!
      assert.isTrue(Result.isSuccess(Decisions.permit(shipped, policy, vetted(`https://${policy.host}/v1/x`), robots(text, status))), policy.host)
    }
  })

  it("name themselves in robots.txt as the User-Agent does", () => {
    assert.strictEqual(Decisions.agent(shipped), "SignalCraft")
  })
})

describe("Policies", () => {
  it("refuses what was decided against, and what nobody decided", () => {
    const refused = Decisions.judge(shipped, vetted("https://api.smartrecruiters.com/v1/companies/acme/postings"), null)
    assert.deepInclude(Result.getOrThrow(Result.flip(refused)), { layer: "policy", reason: "policy_refuses" })
    const none = Decisions.judge({ ...shipped, policies: [] }, lever, "acme")
    assert.deepInclude(Result.getOrThrow(Result.flip(none)), { layer: "policy", reason: "no_policy" })
  })

  it("prefers a provider's own entry, and a host's to its suffix's", () => {
    const general = shipped.policies.find(({ host }) => host === "*.recruitee.com")!
    const own = { ...general, provider: "acme" as ProviderId, decision: "refuse" } satisfies Policy
    const named = { ...general, host: "acme.recruitee.com", reason: "by name" } satisfies Policy
    const policies = { ...shipped, policies: [general, own] }
    const url = vetted("https://acme.recruitee.com/api/offers/")
    assert.deepStrictEqual([about(policies, url.host, "acme"), about(policies, url.host, "other"), about(policies, url.host, null)], [own, general, general])
    assert.deepStrictEqual(about({ ...shipped, policies: [general, own, named] }, url.host, "acme"), named)
  })

  it("honours a Crawl-delay above its own spacing, and does not wait for ever", () => {
    assert.deepStrictEqual([permission(robots("user-agent: *\ncrawl-delay: 9\n")), permission(robots("user-agent: *\ncrawl-delay: 0.1\n")), permission(robots("user-agent: *\ncrawl-delay: 3600\n"))], [9, 1, "robots_disallow"])
  })

  it("opens a host that withholds its robots.txt only where that was decided", () => {
    assert.deepStrictEqual([permission(robots("", 401)), permission(robots("", 401), vetted("https://api.ashbyhq.com/x"))], ["robots_withheld", 1])
  })

  it("refuses what robots.txt forbids, and whatever it cannot read or reach", () => {
    const found = [robots("user-agent: signalcraft\ndisallow: /v0\n"), robots("", 503), RobotsAccess.of({ _tag: "Unreachable", detail: "ENOTFOUND" }), robots("a\0b\0c\0d\0"), robots("", 404)].map((access) => permission(access))
    assert.deepStrictEqual(found, ["robots_disallow", "robots_unreachable", "robots_unreachable", "robots_unreadable", 1])
  })
})
