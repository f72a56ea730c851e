import { assert, describe, it, layer } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as tls from "node:tls"
import * as zlib from "node:zlib"
import * as Agent from "../../src/network/Agent.ts"
import * as Environment from "../../src/network/Environment.ts"
import * as Resolver from "../../src/network/Resolver.ts"
import * as Attacks from "./Attacks.ts"
import * as Loopback from "./Loopback.ts"
import * as Random from "./Random.ts"
import * as Vectors from "./Vectors.ts"

class Server extends Context.Service<Server, Loopback.Loopback>()("test/network/Server") {
  static readonly layer = Layer.effect(Server, Loopback.start())
}

const publicly = ["93.184.216.34"]
const table = Object.fromEntries(Loopback.names.map((name) => [name, publicly]))
const jobs = "https://boards-api.greenhouse.io/v1/boards/acme/jobs"

const agentOf = (server: Loopback.Loopback, resolver: Resolver.Resolver = Resolver.fixed(table), limits = {}) =>
  Agent.make({ hosts: Attacks.hosts, resolver, userAgent: "SignalCraft/test (+https://signalcraft.example)", limits }, server.world)

const get = (agent: Agent.Agent, url: string, rest: Partial<Agent.Request> = {}) => agent.ask({ url, kind: "json", ...rest })
const reasonOf = (exit: Exit.Exit<unknown, Agent.Failure>): string => {
  if (Exit.isSuccess(exit)) return "answered"
  const reason = exit.cause.reasons.find((one) => one._tag === "Fail")
  return reason === undefined ? "defect" : (reason.error as Agent.Failure).reason
}
const outcome = (agent: Agent.Agent, url: string, rest: Partial<Agent.Request> = {}) => Effect.map(Effect.exit(get(agent, url, rest)), reasonOf)

layer(Server.layer, { excludeTestServices: true })("Agent", (it) => {
  it.effect("asks by name at the vetted address, with its own headers and nothing else", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(Loopback.reply(`{"jobs":[]}`, { "set-cookie": "session=1", "alt-svc": `h2="evil.test:443"`, etag: `"1"` }))
      const agent = yield* agentOf(server)
      const answer = yield* get(agent, `${jobs}?content=true#fragment`)
      yield* get(agent, jobs, { validators: { etag: `"1"`, lastModified: "bad\r\nhost: evil.test" } })
      assert.deepStrictEqual(answer.hops, [{ url: `${jobs}?content=true`, addresses: publicly, address: "93.184.216.34", status: 200 }])
      assert.strictEqual(Buffer.from(answer.body).toString(), `{"jobs":[]}`)
      const fixed = { host: "boards-api.greenhouse.io", connection: "close", "user-agent": "SignalCraft/test (+https://signalcraft.example)", accept: "application/json", "accept-encoding": "gzip" }
      assert.deepStrictEqual(server.requests().map(({ headers }) => headers), [fixed, { ...fixed, "if-none-match": `"1"` }])
      assert.strictEqual(server.accepted(), 2)
    }))

  it.effect("decodes gzip, and takes 304 only where it asked for it", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const agent = yield* agentOf(server)
      const body = zlib.gzipSync(`{"a":"${"x".repeat(5000)}"}`)
      server.play((socket) => socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`), body])))
      assert.strictEqual((yield* get(agent, jobs)).body.length, 5008)
      server.play((socket) => socket.end("HTTP/1.1 304 Not Modified\r\netag: \"1\"\r\n\r\n"))
      assert.strictEqual((yield* get(agent, jobs, { validators: { etag: `"1"` } })).status, 304)
      assert.strictEqual(yield* outcome(agent, jobs), "redirect_not_followed")
    }))

  it.effect("gives an error's status and page as they are, for whoever asked to judge", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const agent = yield* agentOf(server)
      server.play(Loopback.reply("<h1>gone</h1>", { "content-type": "text/html" }, 404))
      assert.strictEqual((yield* get(agent, jobs)).status, 404)
    }))

  it.effect("stops reading where enough was read", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const agent = yield* agentOf(server)
      server.play((socket) => {
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n")
        const more = () => {
          while (!socket.destroyed && socket.write(Buffer.alloc(65536, 35)));
        }
        socket.on("drain", more)
        more()
      })
      const { body } = yield* get(agent, "https://boards-api.greenhouse.io/robots.txt", { kind: "any", enough: 512 * 1024 })
      assert.isAtLeast(body.length, 512 * 1024)
      assert.isBelow(body.length, 1024 * 1024)
    }))

  it.effect.skipIf(Vectors.absent)("opens no connection for any URL, resolution or redirect that the vectors refuse", () =>
    Effect.gen(function*() {
      const server = yield* Server
      for (const { dns, dnsSequence, expect, layer, redirects, status, url, why } of Attacks.all) {
        if (layer === "response" || layer === "connect") continue
        const answers = dnsSequence ?? [dns ?? publicly]
        let asked = 0
        const resolver: Resolver.Resolver = { lookup: () => Effect.sync(() => answers[Math.min(asked++, answers.length - 1)]!) }
        const agent = yield* agentOf(server, resolver)
        const chain = redirects ?? []
        server.play((socket, request, index) => {
          if (status !== undefined) return Loopback.reply("", { location: jobs }, status)(socket, request, index)
          if (index < chain.length) return Loopback.reply("", { location: chain[index]! }, 302)(socket, request, index)
          return Loopback.reply("{}")(socket, request, index)
        })
        const first = yield* outcome(agent, url)
        // The first answer of a rebinding name is public, and its retry is what must be refused.
        const ended = dnsSequence !== undefined && first === "answered" ? yield* outcome(agent, url) : first
        assert.strictEqual(ended === "answered" ? "allow" : "block", expect, `${url} ${why}: ${ended}`)
        if (layer === "url" && expect === "block") assert.strictEqual(server.accepted(), 0, url)
        if (layer === "dns") assert.strictEqual(server.accepted(), dnsSequence !== undefined && first === "answered" ? 1 : 0, `${url} ${why}`)
        if (layer === "redirect" && expect === "block") assert.isAtMost(server.accepted(), redirects?.length === 6 ? 6 : redirects?.length === 3 ? 2 : 1, why)
        for (const { headers } of server.requests()) for (const name of ["authorization", "cookie", "proxy-authorization"]) assert.notProperty(headers, name)
      }
    }), 60_000)

  it.effect("hands over no socket whose other end was not vetted", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(Loopback.reply("{}"))
      const agent = yield* agentOf(server)
      yield* Effect.acquireRelease(
        Effect.sync(() => Object.defineProperty(tls.TLSSocket.prototype, "remoteAddress", { get: () => "127.0.0.3", configurable: true })),
        () => Effect.sync(() => Reflect.deleteProperty(tls.TLSSocket.prototype, "remoteAddress"))
      )
      assert.strictEqual(yield* outcome(agent, jobs), "unvetted_peer")
      assert.strictEqual(server.requests().length, 0)
    }))

  it.effect("connects to nothing private through 500 interleavings of a name that changes its answer", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(Loopback.reply("{}"))
      const random = Random.make(500)
      const given: Array<ReadonlyArray<string>> = []
      const resolver: Resolver.Resolver = {
        lookup: () => Effect.sync(() => {
          const answer = random.pick([publicly, ["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["127.0.0.1", "93.184.216.34"], ["::1"], ["169.254.169.254"], ["::ffff:127.0.0.1"]])
          given.push(answer)
          return answer
        })
      }
      const agent = yield* agentOf(server, resolver)
      const ended = yield* Effect.forEach(Array.from({ length: 500 }, (_, index) => index), (index) =>
        Effect.map(outcome(agent, `https://${random.pick(Loopback.names)}/${index}`), (reason) => reason), { concurrency: 8 })
      const good = given.filter((answer) => answer === publicly).length
      assert.strictEqual(given.length, 500)
      assert.deepStrictEqual([...new Set(ended)].sort(), ["answered", "not_public"])
      assert.strictEqual(ended.filter((reason) => reason === "answered").length, good)
      assert.strictEqual(server.accepted(), good)
    }), 60_000)

  it.effect("re-asks every layer on a redirect, and sends validators to the first host only", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play((socket, request, index) => (index === 0 ? Loopback.reply("", { location: "https://acme.recruitee.com/x" }, 302) : Loopback.reply("{}"))(socket, request, index))
      const agent = yield* agentOf(server)
      const admitted: Array<string> = []
      const answer = yield* agent.ask({ url: jobs, kind: "json", validators: { etag: `"1"` } }, { admit: ({ host }) => Effect.sync(() => void admitted.push(host)) })
      assert.deepStrictEqual(admitted, ["boards-api.greenhouse.io", "acme.recruitee.com"])
      assert.strictEqual(answer.url, "https://acme.recruitee.com/x")
      assert.deepStrictEqual(server.requests().map(({ headers }) => headers["if-none-match"]), [`"1"`, undefined])
      server.play(Loopback.reply("{}"))
      const refused = yield* Effect.flip(agent.ask({ url: jobs, kind: "json" }, { admit: () => Effect.fail("closed" as const) }))
      assert.deepStrictEqual([refused, server.accepted()], ["closed", 0])
    }))
})

describe("Environment", () => {
  const reason = (given: Partial<Environment.Environment>) =>
    Effect.runSync(Environment.vet({ ...Loopback.environment, ...given }).pipe(Effect.match({ onSuccess: () => "sound", onFailure: ({ reason }) => reason })))

  it("is refused with a proxy, a TLS switch or a Node with known holes", () => {
    for (const name of ["HTTP_PROXY", "https_proxy", "ALL_PROXY", "NODE_USE_ENV_PROXY"]) assert.strictEqual(reason({ variables: { [name]: "1" } }), "proxy", name)
    for (const name of ["NODE_TLS_REJECT_UNAUTHORIZED", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSLKEYLOGFILE"]) assert.strictEqual(reason({ variables: { [name]: "0" } }), "tls_switch", name)
    assert.strictEqual(reason({ variables: { NODE_OPTIONS: "--max-old-space-size=512 --use-env-proxy" } }), "proxy")
    assert.strictEqual(reason({ flags: ["--tls-min-v1.0"] }), "tls_switch")
    assert.strictEqual(reason({ variables: { HTTP_PROXY: "" } }), "sound")
    const versions = ["22.23.3", "22.23.4", "23.9.0", "24.22.0", "24.22.1", "25.9.0", "26.10.0", "26.12.1", "26.13.0", "27.0.0"]
    assert.deepStrictEqual(versions.filter((version) => reason({ version }) === "sound"), ["22.23.4", "24.22.1", "26.12.1", "26.13.0", "27.0.0"])
  })

  it("is asked before an agent is made", () => {
    const made = Agent.make({ hosts: Attacks.hosts, resolver: Resolver.fixed({}), userAgent: "x" }, { wiring: { route: () => ({ host: "127.0.0.1", port: 1 }) }, environment: { ...Loopback.environment, variables: { HTTPS_PROXY: "http://p" } } })
    assert.strictEqual(Effect.runSync(Effect.flip(made)).reason, "proxy")
  })
})
