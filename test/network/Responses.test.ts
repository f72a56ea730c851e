import { assert, layer } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as net from "node:net"
import type * as tls from "node:tls"
import * as zlib from "node:zlib"
import * as Agent from "../../src/network/Agent.ts"
import * as Resolver from "../../src/network/Resolver.ts"
import * as Attacks from "./Attacks.ts"
import * as Certificate from "./Certificate.ts"
import * as Loopback from "./Loopback.ts"
import * as Vectors from "./Vectors.ts"

class Server extends Context.Service<Server, Loopback.Loopback>()("test/network/responses/Server") {
  static readonly layer = Layer.effect(Server, Loopback.start())
}

/** The limits of the program in tenths of a second for tenths of a minute; sizes are its own. */
const limits = { connect: 400, headers: 600, exchange: 1500, total: 2000, slowAfter: 500 }
const jobs = "https://boards-api.greenhouse.io/v1/boards/acme/jobs"
const table = Object.fromEntries(Loopback.names.map((name) => [name, ["93.184.216.34"]]))
const make = (world: Agent.World) => Agent.make({ hosts: Attacks.hosts, resolver: Resolver.fixed(table), userAgent: "x", limits }, world)
const ask = (agent: Agent.Agent) => Effect.map(Effect.exit(agent.ask({ url: jobs, kind: "json" })), reasonOf)
const reasonOf = (exit: Exit.Exit<unknown, Agent.Failure>): string => {
  if (Exit.isSuccess(exit)) return "answered"
  const reason = exit.cause.reasons.find((one) => one._tag === "Fail")
  return reason === undefined ? "defect" : (reason.error as Agent.Failure).reason
}

const head = (...headers: ReadonlyArray<string>) => `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${headers.map((header) => `${header}\r\n`).join("")}\r\n`
const whole = (body: Uint8Array | string, ...headers: ReadonlyArray<string>): Loopback.Script => (socket) =>
  socket.end(Buffer.concat([Buffer.from(head(...headers, `content-length: ${Buffer.byteLength(body)}`)), Buffer.from(body)]))
const coded = (coding: string, body: Uint8Array) => whole(body, `content-encoding: ${coding}`)
const text = (bytes: string): Loopback.Script => (socket) => socket.write(bytes)

const every = (socket: tls.TLSSocket, milliseconds: number, send: () => string) => {
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(send())), milliseconds)
  socket.on("close", () => clearInterval(timer))
}
const forever = (start: string, piece: Uint8Array): Loopback.Script => (socket) => {
  socket.write(start)
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  }
  socket.on("drain", more)
  more()
}

const zeros = (mebibytes: number) => Buffer.alloc(mebibytes * 1024 * 1024)
const bomb = zlib.gzipSync(zeros(50))
const small = zlib.gzipSync(`{"jobs":[]}`)
const chunk = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(65536, 32), Buffer.from("\r\n")])

interface Play {
  readonly script: Loopback.Script
  /** How it ends: one of these. */
  readonly ends: ReadonlyArray<string>
}

/** What the server plays for an attack of the vectors, told apart by why they are there. */
const plays: ReadonlyArray<readonly [why: RegExp, play: Play]> = [
  [/^gzip bomb/, { script: coded("gzip", bomb), ends: ["decoded_too_long"] }],
  [/^nested gzip/, { script: coded("gzip, gzip", zlib.gzipSync(bomb)), ends: ["content_coding"] }],
  [/^20 content-codings/, { script: coded(Array.from({ length: 20 }, () => "gzip").join(", "), small), ends: ["content_coding"] }],
  [/^brotli bomb/, { script: coded("br", zlib.brotliCompressSync(zeros(16), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } })), ends: ["content_coding"] }],
  [/^zstd bomb/, { script: coded("zstd", zlib.zstdCompressSync(zeros(50))), ends: ["content_coding"] }],
  [/^deflate bomb/, { script: coded("deflate", zlib.deflateSync(zeros(50))), ends: ["content_coding"] }],
  [/^unknown coding/, { script: coded("x-evil", small), ends: ["content_coding"] }],
  [/^truncated gzip/, { script: coded("gzip", small.subarray(0, small.length - 12)), ends: ["damaged_gzip"] }],
  [/^gzip with trailing/, { script: coded("gzip", Buffer.concat([small, bomb])), ends: ["damaged_gzip"] }],
  [/^drip body/, { script: (socket) => (socket.write(head("content-length: 100000")), every(socket, 50, () => "1")), ends: ["too_slow"] }],
  [/^drip headers/, { script: (socket) => (socket.write("HTTP/1.1 200 OK\r\n"), every(socket, 50, () => "a: b\r\n")), ends: ["headers_timeout"] }],
  [/^never answers/, { script: () => undefined, ends: ["headers_timeout"] }],
  [/^60 KB header/, { script: text(head(`x: ${"y".repeat(60_000)}`)), ends: ["header_limit"] }],
  [/^3000 headers/, { script: text(head(...Array.from({ length: 3000 }, () => "a: b"))), ends: ["header_limit"] }],
  [/^Content-Length 10 GB/, { script: text(head("content-length: 10737418240")), ends: ["too_long"] }],
  [/^chunked infinite/, { script: forever(head("transfer-encoding: chunked"), chunk), ends: ["too_long"] }],
  [/^Content-Length larger/, { script: (socket) => socket.end(`${head("content-length: 1000")}{"jobs":[]`), ends: ["connection_closed", "contradictory_length"] }],
  [/^Content-Length smaller/, { script: (socket) => socket.end(`${head("content-length: 10")}{"jobs":[${"1,".repeat(500)}1]}`), ends: ["not_json", "connection_closed", "not_http"] }],
  [/^two Content-Length/, { script: text(`${head("content-length: 2", "content-length: 4")}{}  `), ends: ["contradictory_length", "not_http"] }],
  [/^CL \+ TE/, { script: text(`${head("content-length: 2", "transfer-encoding: chunked")}2\r\n{}\r\n0\r\n\r\n`), ends: ["contradictory_length", "not_http"] }],
  [/^HTTP\/0\.9/, { script: text(`{"jobs":[]}`), ends: ["not_http"] }],
  [/^1xx flood/, { script: forever("HTTP/1.1 103 Early Hints\r\n\r\n", Buffer.from("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(100))), ends: ["informational_flood"] }],
  [/^101 upgrade/, { script: text("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"), ends: ["upgrade", "connection_closed", "not_http"] }],
  [/^text\/html/, { script: Loopback.reply("<html>log in</html>", { "content-type": "text/html" }), ends: ["content_type"] }],
  [/^JSON nested/, { script: whole("[".repeat(1_000_000)), ends: ["json_limit"] }],
  [/^JSON with 1e7 keys/, { script: forever(`${head()}{"a":1`, Buffer.from(Array.from({ length: 5000 }, (_, at) => `,"k${at}":1`).join(""))), ends: ["too_long", "json_limit"] }],
  [/^JSON duplicate keys/, { script: whole(`{"__proto__":{"x":1},"a":1,"a":2}`), ends: ["json_ambiguous"] }],
  [/^invalid UTF-8/, { script: whole(Buffer.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0])), ends: ["not_utf8"] }],
  [/^JSON number/, { script: whole("[1e400,9007199254740993]"), ends: ["json_ambiguous"] }]
]

layer(Server.layer, { excludeTestServices: true })("a hostile answer", (it) => {
  const attacks = Attacks.all.filter(({ layer }) => layer === "response")
  const elsewhere = [/^never accepts/, /^TLS handshake stall/, /^TLS: expired/, /^unsolicited second/, /^Set-Cookie/, /^Alt-Svc/, /^429 with/]

  it.effect.skipIf(Vectors.absent)("has a test for each of the 36 vectors", () =>
    Effect.sync(() => {
      const matched = attacks.map(({ why }) => [...plays.map(([pattern]) => pattern), ...elsewhere].filter((pattern) => pattern.test(why)).length)
      assert.deepStrictEqual(matched, Array.from({ length: 36 }, () => 1))
    }))

  for (const [why, { ends, script }] of plays) {
    it.effect(`ends inside its deadline and in bounded memory: ${why.source}`, () =>
      Effect.gen(function*() {
        const server = yield* Server
        server.play(script)
        const agent = yield* make(server.world)
        const before = memory()
        let peak = before
        const watch = setInterval(() => {
          peak = Math.max(peak, memory())
        }, 10)
        const started = performance.now()
        const ended = yield* Effect.ensuring(ask(agent), Effect.sync(() => clearInterval(watch)))
        const took = performance.now() - started
        assert.include(ends, ended)
        assert.isBelow(took, limits.exchange + 1000)
        assert.isBelow(Math.max(peak, memory()) - before, 64 * 1024 * 1024)
        assert.strictEqual(server.accepted(), 1)
      }))
  }

  it.effect("never accepts, or stalls in the handshake: given up in the time to connect", () =>
    Effect.gen(function*() {
      const silent = yield* Effect.acquireRelease(
        Effect.callback<net.Server>((resume) => {
          const server = net.createServer(() => undefined).listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
        }),
        (server) => Effect.sync(() => server.close())
      )
      const { port } = silent.address() as net.AddressInfo
      const stalled = { environment: Loopback.environment, wiring: { route: () => ({ host: "127.0.0.1", port }) } }
      assert.strictEqual(yield* ask(yield* make(stalled)), "connect_timeout")
      // TEST-NET-1 leads nowhere: a system answers with silence or with an error.
      const blackhole = { environment: Loopback.environment, wiring: { route: () => ({ host: "192.0.2.1", port: 443 }) } }
      assert.include(["connect_timeout", "connect_failed"], yield* ask(yield* make(blackhole)))
    }))

  it.effect("cannot vouch for itself: expired, unknown authority, another name, an old protocol", () =>
    Effect.gen(function*() {
      const { authority, names } = Loopback
      const stranger = Certificate.authority("Stranger")
      const bad: ReadonlyArray<tls.TlsOptions> = [
        pairOf(authority.issue(names, [-30, -1])),
        pairOf(stranger.issue(names)),
        pairOf(authority.issue(["evil.test"])),
        { ...pairOf(authority.issue(names)), minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" }
      ]
      for (const options of bad) {
        const server = yield* Loopback.start(options)
        assert.strictEqual(yield* ask(yield* make(server.world)), "tls")
        assert.strictEqual(server.requests().length, 0)
      }
    }))

  it.effect("cannot reach a later request: a second answer, cookies and Alt-Svc end with their connection", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const agent = yield* make(server.world)
      const honest = `${head("content-length: 2", "set-cookie: a=b", `alt-svc: h2="evil.test:443"`)}{}`
      server.play((socket, _, index) => (index === 0 ? socket.write(`${honest}${head("content-length: 10")}"poisoned"`) : socket.write(`${head("content-length: 4")}true`)))
      const first = yield* Effect.exit(agent.ask({ url: jobs, kind: "json" }))
      if (Exit.isSuccess(first)) assert.strictEqual(Buffer.from(first.value.body).toString(), "{}")
      const second = yield* agent.ask({ url: jobs, kind: "json" })
      assert.strictEqual(Buffer.from(second.body).toString(), "true")
      assert.strictEqual(server.accepted(), 2)
      for (const { headers } of server.requests()) assert.notProperty(headers, "cookie")
    }))
})

/** Of this thread: what the process holds resident is other tests' too. */
const memory = (): number => {
  const { external, heapUsed } = process.memoryUsage()
  return heapUsed + external
}

const pairOf = ({ certificate, key }: Certificate.Certified): tls.TlsOptions => ({ cert: certificate, key })
