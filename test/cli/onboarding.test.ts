/**
 * Five invented companies on five systems, from an address to a run, without a line of code: one read by its JSON-LD, one by its page.
 */
import { assert, describe, it, layer } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Availability } from "../../schemas/Availability.ts"
import type { Policies } from "../../schemas/Policy.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import * as BoardEvidence from "../../src/cli/BoardEvidence.ts"
import * as DailyRun from "../../src/cli/DailyRun.ts"
import * as Home from "../../src/cli/Home.ts"
import * as Onboarding from "../../src/cli/Onboarding.ts"
import * as Client from "../../src/network/Client.ts"
import { Outside } from "../../src/network/Outside.ts"
import * as Resolver from "../../src/network/Resolver.ts"
import * as MemoryStore from "../../src/store/MemoryStore.ts"
import * as Rig from "../boards/Rig.ts"
import * as Loopback from "../network/Loopback.ts"
import { policy } from "../network/TestPolicy.ts"
import * as InspectedHome from "./InspectedHome.ts"
import * as ProviderHome from "./ProviderHome.ts"
import { added, companies, providers, receipt, setOf } from "./ProviderHome.ts"

const run = (folder: string) =>
  DailyRun.run({ home: Home.at(folder), day: "2026-11-22", snapshots: setOf(folder), live: false, concurrency: 4, refresh: false, perturbed: undefined, onEvent: () => {} }).pipe(Effect.provide(MemoryStore.layer))

const artifact = <A>(finished: DailyRun.Finished, name: string): A => JSON.parse(new TextDecoder().decode(finished.files.get(name)!)) as A

describe("onboarding from snapshots", () => {
  it("takes five companies on five systems from their addresses to a run's postings", async () => {
    const folder = ProviderHome.empty()
    for (const company of companies) {
      const { code, stderr } = await added(folder, company)
      assert.strictEqual(code, 0, stderr)
    }
    const receipts = companies.map(({ id }) => receipt(folder, id))
    assert.deepStrictEqual(receipts.map((found) => found._tag), companies.map(() => "whole"))
    const told = receipts.flatMap((found) => (found._tag === "whole" ? [found.receipt] : [])).map(({ provider, reading }) => [provider.id, provider.name, provider.system, reading.extraction, reading.postings])
    assert.deepStrictEqual(told, [
      ["brackwater", "Acme", "greenhouse", "ats_api", 3],
      ["fennmark", "fennmark", "lever", "ats_api", 2],
      ["orrery", "orrery", "recruitee", "ats_api", 1],
      ["quillon", "Acme", "jsonld", "json_ld", 2],
      ["lumen-foundry", "Lumen Foundry", "ashby", "html", 2]
    ])

    // Pending: no run reads any of them.
    const before = await Effect.runPromise(run(folder))
    assert.deepStrictEqual(artifact<Availability>(before, "provider_availability.v1.json").providers.filter(({ status }) => status === "available"), [])

    for (const { id } of companies) assert.strictEqual((await providers(folder, "enable", id, "--by", "Kim")).code, 0)
    assert.strictEqual((await providers(folder, "check", "--snapshots", setOf(folder))).code, 0)
    const after = await Effect.runPromise(run(folder))
    assert.strictEqual(after.record.outcome, "succeeded")
    const available = artifact<Availability>(after, "provider_availability.v1.json").providers.filter(({ status }) => status === "available").map(({ provider }) => provider as string)
    assert.deepStrictEqual(available, companies.map(({ id }) => id).sort())
    const { postings } = artifact<{ readonly postings: ReadonlyArray<{ readonly provider: string }> }>(after, "postings.v1.json")
    assert.deepStrictEqual(postings.length, 10)

    await providers(folder, "tombstone", "quillon", "--reason", "Asked", "--by", "Kim")
    const without = artifact<{ readonly postings: typeof postings }>(await Effect.runPromise(run(folder)), "postings.v1.json")
    assert.deepStrictEqual(without.postings.filter(({ provider }) => provider === "quillon"), [])
    assert.strictEqual(without.postings.length, 8)
  }, 60_000)

  it("finds the board that a company's own page embeds, and prefers it to the page", async () => {
    const folder = ProviderHome.empty()
    const [brackwater, , , quillon] = companies
    const own = quillon!.answers[0]!
    const page = { ...own, body: own.body.replace("</head>", "<script src=\"https://boards.greenhouse.io/embed/job_board/js?for=brackwater\"></script></head>") }
    const { code, stdout } = await added(folder, { ...quillon!, answers: [page, brackwater!.answers[0]!, quillon!.answers[1]!] }, "--json")
    const { receipt } = JSON.parse(stdout)
    assert.deepStrictEqual([code, receipt.given, receipt.provider.system, receipt.provider.board], [0, quillon!.given, "greenhouse", "brackwater"])
    assert.deepStrictEqual(receipt.levels.map(({ extraction, reason, url }: { extraction: string; reason: string; url: string | null }) => [extraction, reason, url]).at(2), ["json_ld", "A better level was taken.", quillon!.given])
  })

  it("is a command line like the others", async () => {
    const folder = ProviderHome.empty()
    await ProviderHome.record(folder, companies[1]!)
    const { code, stderr, stdout } = await InspectedHome.graph(folder, "providers", "add", companies[1]!.given, "--snapshots", "recorded", "--json")
    assert.deepStrictEqual([code, stderr, JSON.parse(stdout).entry.id], [0, "", "fennmark"])
    const refused = await InspectedHome.graph(folder, "providers", "enable", "fenmark", "--by", "Kim", "--json")
    assert.deepStrictEqual([refused.code, JSON.parse(refused.stdout).error.code], [2, "NoSuchProvider"])
  })
})

class Server extends Context.Service<Server, Loopback.Loopback>()("test/cli/onboarding/Server") {
  static readonly layer = Layer.effect(Server, Loopback.start())
}

layer(Server.layer, { excludeTestServices: true })("onboarding from a board itself", (it) => {
  it.effect("asks under policy, robots.txt first, and its receipt says so", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const body = Rig.write("greenhouse", Rig.envelope.greenhouse([Rig.rows.greenhouse(1)]))
      server.play((socket, request, index) =>
        (request.path === "/robots.txt"
          ? Loopback.reply("user-agent: *\ndisallow: /embed/\n", { "content-type": "text/plain" })
          : Loopback.reply(body, { "content-type": "application/json" }))(socket, request, index))
      const policies: Policies = { schema_version: 1, user_agent: "SignalCraft/0.1 (test)", policies: [policy("boards-api.greenhouse.io", { spacing_seconds: 0.1 }), policy("api.ashbyhq.com", { decision: "refuse" })] }
      const client = yield* Effect.provideService(Client.make({ policies }), Outside, {
        resolver: Resolver.fixed(Object.fromEntries(Loopback.names.map((name) => [name, ["93.184.216.34"]]))),
        world: server.world,
        pace: { backoff: 10, open: 50 }
      })
      const find = (id: string, url: string) =>
        Onboarding.find(id as ProviderId, { url, name: undefined, by: "Kim", moved: false, day: "2026-11-22" }, { registry: { schema_version: 1, providers: [] }, policies }, BoardEvidence.live({ id: id as ProviderId, policies }, client))

      const { entry, proposed, receipt } = yield* find("brackwater", "https://boards.greenhouse.io/brackwater")
      assert.deepStrictEqual([entry.state, entry.enabled, receipt.evidence, proposed], ["pending", false, "live", []])
      assert.deepStrictEqual(receipt.hosts.map(({ host, policy, robots }) => [host, robots?.status, robots?.allows, policy?.decision]), [["boards-api.greenhouse.io", 200, true, "allow"]])
      assert.deepStrictEqual(server.requests().map(({ path }) => path.replace(/\?.*/, "")), ["/robots.txt", "/v1/boards/brackwater/jobs"])

      for (const [url, says] of [
        ["https://jobs.ashbyhq.com/acme", /ats_api: .*For tests/],
        ["https://careers.acme-robotics.com/", /careers\.acme-robotics\.com is not a registered source/],
        ["https://acme.wd5.myworkdayjobs.com/External", /acme\.wd5\.myworkdayjobs\.com is not a registered source/]
      ] as const) {
        const error = yield* Effect.flip(find("acme", url))
        assert.match(error.message, says)
      }
      assert.strictEqual(server.requests().length, 2)
    }), 30_000)
})
