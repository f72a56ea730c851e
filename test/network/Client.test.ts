import { assert, layer } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Policies, Policy } from "../../schemas/Policy.ts"
import type { LoggedRequest } from "../../schemas/PolicyLog.ts"
import * as Client from "../../src/network/Client.ts"
import { Outside } from "../../src/network/Outside.ts"
import * as Resolver from "../../src/network/Resolver.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as Loopback from "./Loopback.ts"
import { policy } from "./TestPolicy.ts"

class Server extends Context.Service<Server, Loopback.Loopback>()("test/network/client/Server") {
  static readonly layer = Layer.effect(Server, Loopback.start())
}

const policiesOf = (...policies: ReadonlyArray<Policy>): Policies => ({ schema_version: 1, user_agent: "SignalCraft/0.1 (test)", policies })
const both = policiesOf(policy("api.lever.co"), policy("boards-api.greenhouse.io"), policy("api.ashbyhq.com", { decision: "refuse" }))

const lever = (provider: string): Client.Question => ({ provider, url: `https://api.lever.co/v0/postings/${provider}`, kind: "json" })
const start = (server: Loopback.Loopback, policies: Policies = both, { kept, pace }: { readonly pace?: Outside["pace"]; readonly kept?: Client.Options["kept"] } = {}) =>
  Effect.provideService(Client.make({ policies, ...(kept && { kept }) }), Outside, {
    resolver: Resolver.fixed(Object.fromEntries(Loopback.names.map((name) => [name, ["93.184.216.34"]]))),
    world: server.world,
    pace: { backoff: 50, open: 300, ...pace },
    limits: { connect: 500, headers: 500, exchange: 1000, total: 2000 }
  })

/** Serves a robots.txt, and gives the rest to a script. */
const behind = (robots: string, script: Loopback.Script, status = 200): Loopback.Script => (socket, request, index) =>
  (request.path === "/robots.txt" ? Loopback.reply(robots, { "content-type": "text/plain" }, status) : script)(socket, request, index)
const paths = (server: Loopback.Loopback) => server.requests().map(({ host, path }) => `${host}${path}`)

layer(Server.layer, { excludeTestServices: true })("Client", (it) => {
  it.effect("asks for robots.txt first and once, under its own name, and never faster than the host is asked at all", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const robots = "user-agent: signalcraft\nallow: /v0/postings/\ndisallow: /\n"
      server.play(behind(robots, Loopback.reply("[]")))
      const client = yield* start(server)
      const providers = ["one", "two", "three", "four"]
      const started = performance.now()
      const told: Array<LoggedRequest> = []
      yield* Effect.forEach(providers, (provider) => client.fetch({ ...lever(provider), onRequest: (request) => told.push(request) }), { concurrency: "unbounded" })
      assert.deepStrictEqual(paths(server).toSorted(), ["api.lever.co/robots.txt", ...providers.map((provider) => `api.lever.co/v0/postings/${provider}`)].toSorted())
      assert.strictEqual(server.requests()[0]?.path, "/robots.txt")
      assert.deepStrictEqual([...new Set(server.requests().map(({ headers }) => headers["user-agent"]))], ["SignalCraft/0.1 (test)"])
      // A turn is given every 100 ms, so no request arrives before its turn; what a connection takes on top varies.
      for (const [turn, { at }] of server.requests().entries()) assert.isAtLeast(at - started, turn * 100 - 5)
      assert.deepStrictEqual(told.map(({ url }) => url).toSorted(), providers.map((provider) => lever(provider).url).toSorted())
      assert.deepStrictEqual(told.find(({ url }) => url === lever("one").url), {
        url: lever("one").url,
        method: "GET",
        status: 200,
        reason: null,
        bytes: 2,
        policy: { host: "api.lever.co", provider: null, date: "2026-11-22" },
        robots: "line 2, for signalcraft: Allow: /v0/postings/",
        spacing_seconds: 0.1
      })
      assert.deepStrictEqual(client.robotsRead().map(({ read }) => read), [
        { host: "api.lever.co", bytes: robots.length, content_signals: [], status: 200, reason: null, digest: Digest.of(robots) }
      ])
    }))

  it.effect("opens no connection to a host without a policy, or with one against it", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(Loopback.reply("{}"))
      const client = yield* start(server)
      const reason = (url: string) => Effect.map(Effect.flip(client.fetch({ provider: "acme", url, kind: "json" })), (failure) => failure.reason)
      assert.deepStrictEqual([yield* reason("https://acme.recruitee.com/"), yield* reason("https://api.ashbyhq.com/x"), yield* reason("https://127.0.0.1/")], ["host_unlisted", "policy_refuses", "ip_literal"])
      assert.strictEqual(server.accepted(), 0)
    }))

  it.effect("asks for nothing but robots.txt where that forbids, withholds or fails", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const cases = [["user-agent: *\ndisallow: /v0", 200, "robots_disallow"], ["", 401, "robots_withheld"], ["", 503, "robots_unreachable"]] as const
      for (const [robots, status, expected] of cases) {
        server.play(behind(robots, Loopback.reply("[]"), status))
        const client = yield* start(server)
        assert.strictEqual((yield* Effect.flip(client.fetch(lever("acme")))).reason, expected)
        assert.deepStrictEqual([...new Set(paths(server))], ["api.lever.co/robots.txt"])
      }
      server.play(behind("", Loopback.reply("[]"), 401))
      const decided = yield* start(server, policiesOf(policy("api.lever.co", { robots: { withheld: "allow", seen: null } })))
      assert.strictEqual((yield* decided.fetch(lever("acme"))).status, 200)
    }))

  it.effect("goes by an earlier robots.txt for 30 days while the host cannot be reached", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(behind("", Loopback.reply("[]"), 503))
      const earlier = (days: number): Partial<Client.Options> => ({
        kept: () => ({ outcome: { _tag: "Answered", status: 200, body: new TextEncoder().encode("user-agent: *\nallow: /\n") }, at: Date.now() - days * 86_400_000 })
      })
      assert.strictEqual((yield* (yield* start(server, both, earlier(29))).fetch(lever("acme"))).status, 200)
      assert.strictEqual((yield* Effect.flip((yield* start(server, both, earlier(31))).fetch(lever("acme")))).reason, "robots_unreachable")
    }))

  it.effect("takes the pinned answer again where the host says that it holds", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(behind("", (socket, request, index) =>
        (request.headers["if-none-match"] === `"7"` ? Loopback.reply("", { etag: `"7"` }, 304) : Loopback.reply("[1]", { etag: `"7"` }))(socket, request, index), 404))
      const client = yield* start(server)
      const first = yield* client.fetch(lever("acme"))
      const again = yield* client.fetch({ ...lever("acme"), pinned: first })
      assert.deepStrictEqual([first.unchanged, again.unchanged, again.status], [false, true, 200])
      assert.deepStrictEqual(Buffer.from(again.body).toString(), "[1]")
    }))

  it.effect("comes back when the host says, and puts every host of a redirect before its own robots.txt", () =>
    Effect.gen(function*() {
      const server = yield* Server
      let asked = 0
      server.play(behind("", (socket, request, index) => {
        if (request.host === "boards-api.greenhouse.io") return Loopback.reply("[]")(socket, request, index)
        return (++asked === 1 ? Loopback.reply("", { "retry-after": "1" }, 429) : Loopback.reply("", { location: "https://boards-api.greenhouse.io/v1/x" }, 302))(socket, request, index)
      }, 404))
      const client = yield* start(server)
      const told: Array<LoggedRequest> = []
      yield* client.fetch({ ...lever("acme"), onRequest: (request) => told.push(request) })
      assert.deepStrictEqual(paths(server), [
        "api.lever.co/robots.txt", "api.lever.co/v0/postings/acme", "api.lever.co/v0/postings/acme", "boards-api.greenhouse.io/robots.txt", "boards-api.greenhouse.io/v1/x"
      ])
      assert.isAtLeast(server.requests()[2]!.at - server.requests()[1]!.at, 950)
      assert.deepStrictEqual(told.map(({ status, url }) => [new URL(url).hostname, status]), [["api.lever.co", 429], ["api.lever.co", 302], ["boards-api.greenhouse.io", 200]])
    }))

  it.effect("leaves a failing host alone, and trusts it again after one good answer", () =>
    Effect.gen(function*() {
      const server = yield* Server
      let isDown = true
      server.play(behind("", (socket, request, index) => Loopback.reply("[]", {}, isDown ? 500 : 200)(socket, request, index), 404))
      const client = yield* start(server, both, { pace: { tries: 1, failures: 2, open: 400 } })
      for (let round = 0; round < 2; round++) assert.strictEqual((yield* client.fetch(lever("acme"))).status, 500)
      const before = server.accepted()
      assert.strictEqual((yield* Effect.flip(client.fetch(lever("other")))).reason, "circuit_open")
      assert.strictEqual(server.accepted(), before)
      isDown = false
      yield* Effect.sleep(450)
      assert.strictEqual((yield* client.fetch(lever("acme"))).status, 200)
      assert.strictEqual((yield* client.fetch(lever("other"))).status, 200)
    }))
})
