import { assert, layer } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import * as http from "node:http"
import type * as net from "node:net"
import * as Address from "../../src/network/Address.ts"
import * as Courier from "../../src/network/Courier.ts"
import type { Limits } from "../../src/network/Limits.ts"
import { Outside } from "../../src/network/Outside.ts"
import * as Resolver from "../../src/network/Resolver.ts"
import * as Loopback from "./Loopback.ts"
import * as MailServer from "./MailServer.ts"

const certified = Loopback.authority.issue(["hooks.example.com", "mail.example.com"])

class Server extends Context.Service<Server, Loopback.Loopback>()("test/network/courier/Server") {
  static readonly layer = Layer.effect(Server, Loopback.start({ cert: certified.certificate, key: certified.key }))
}
class Mail extends Context.Service<Mail, { readonly plain: MailServer.MailServer; readonly tls: MailServer.MailServer; readonly stranger: MailServer.MailServer }>()("test/network/courier/Mail") {
  static readonly layer = Layer.effect(Mail, Effect.all({ plain: MailServer.start(), tls: MailServer.start(true), stranger: MailServer.start(false, Loopback.authority.issue(["other.example.com"])) }))
}

const publicly = "93.184.216.34"
const table: Record<string, ReadonlyArray<string>> = {
  "hooks.example.com": [publicly],
  "mail.example.com": [publicly],
  "inside.example.com": ["10.0.0.5"],
  "mixed.example.com": [publicly, "192.168.1.10"],
  "ntfy.lan": ["127.0.0.1"],
  "metadata.example.com": ["169.254.169.254"],
  "alibaba.lan": ["100.100.100.200"]
}

const courier = (port: number, limits: Partial<Limits> = {}) =>
  Effect.provideService(Courier.make, Outside, {
    resolver: Resolver.fixed(table),
    world: {
      environment: Loopback.environment,
      wiring: { authorities: Loopback.authority.certificate, route: (address, asked) => (Address.isPublic(address) ? { host: "127.0.0.1", port } : { host: Address.format(address), port: asked }) }
    },
    limits: { connect: 1000, headers: 1000, exchange: 2000, ...limits }
  })

const hook = "https://hooks.example.com/path/secret?x=1"
const post = (url: string, allowPrivate: ReadonlyArray<string> = [], headers: Record<string, string> = {}): Courier.Post => ({ url, allowPrivate, headers, body: `{"a":1}` })
const outcome = <A extends { readonly status: number }>(effect: Effect.Effect<A, Courier.Failure>) =>
  Effect.map(Effect.result(effect), (result) => (Result.isSuccess(result) ? result.success.status : result.failure.reason))

const letter = (security: Courier.Mail["security"], more: Partial<Courier.Mail> = {}): Courier.Mail => ({
  security,
  login: { user: "ada", password: "hunter2hunter2" },
  from: "ada@example.com",
  to: ["ada@example.com"],
  subject: "Two alerts",
  text: "Hello",
  html: "<p>Hello</p>",
  messageId: "<abc@example.com>",
  date: Date.UTC(2026, 10, 22, 8),
  ...more
})
const mail = (mail: Courier.Mail, port = 587, host = "mail.example.com", allowPrivate: ReadonlyArray<string> = []): Courier.Letter => ({ host, port, allowPrivate, mail })

/** A plain HTTP server on this machine, and what it was asked. */
const plainly = Effect.acquireRelease(
  Effect.promise(async () => {
    const asked: Array<string> = []
    const server = http.createServer((request, response) => {
      asked.push(`${request.method} ${request.headers.host} ${request.url}`)
      response.end("{}")
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    return { asked, server, port: (server.address() as net.AddressInfo).port }
  }),
  ({ server }) => Effect.promise(() => new Promise((resolve) => void server.close(resolve)))
)

layer(Layer.mergeAll(Server.layer, Mail.layer), { excludeTestServices: true })("Courier", (it) => {
  it.effect("posts by name to the vetted address, with the headers given, over a connection of its own", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(Loopback.reply("{}", {}, 202))
      const { post: send } = yield* courier(server.port)
      const answered = yield* send(post(hook, [], { authorization: "Bearer t" }))
      assert.strictEqual(answered.status, 202)
      const [request] = server.requests()
      assert.deepStrictEqual([request!.method, request!.path, request!.host, request!.body], ["POST", "/path/secret?x=1", "hooks.example.com", `{"a":1}`])
      assert.deepStrictEqual([request!.headers["authorization"], request!.headers["content-type"], request!.headers["connection"]], ["Bearer t", "application/json", "close"])
    }))

  it.effect("follows no redirect, wherever it leads, and names no path in an error", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const { post: send } = yield* courier(server.port)
      for (const location of ["https://inside.example.com/x", "http://169.254.169.254/latest", "https://hooks.example.com/other", "/other"]) {
        server.play(Loopback.reply("", { location }, 307))
        const failure = yield* Effect.flip(send(post(hook)))
        assert.deepStrictEqual([failure.reason, server.accepted()], ["redirect_not_followed", 1])
        assert.notMatch(`${failure.message}${JSON.stringify(failure)}`, /secret|inside|169\.254/)
      }
    }))

  it.effect("opens no connection to what is private, mixed, a literal, a name of this network, another port or without TLS", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(Loopback.reply("{}"))
      const { post: send } = yield* courier(server.port)
      const reasons = yield* Effect.forEach([
        "https://inside.example.com/", "https://mixed.example.com/", "https://10.0.0.5/", "https://[::1]/", "http://ntfy.lan/", "https://ntfy.lan/", "https://hooks.example.com:8443/",
        "http://hooks.example.com/", "https://user@hooks.example.com/", "https://hooks.example.com\\@evil.test/", "https://metadata.example.com/", "https://missing.example.com/"
      ], (url) => outcome(send(post(url))))
      assert.deepStrictEqual(reasons, [
        "not_public", "not_public", "ip_literal", "ip_literal", "not_https", "special_name", "port",
        "not_https", "not_a_url", "not_a_url", "not_public", "unresolved"
      ])
      assert.strictEqual(server.accepted(), 0)
    }))

  it.effect("connects to a private address that the channel lists, and to no other", () =>
    Effect.gen(function*() {
      const { asked, port } = yield* plainly
      const { post: send } = yield* courier(1)
      assert.strictEqual(yield* outcome(send(post(`http://127.0.0.1:${port}/hook`, ["127.0.0.1"]))), 200)
      assert.strictEqual(yield* outcome(send(post(`http://ntfy.lan:${port}`, ["127.0.0.1"]))), 200)
      assert.deepStrictEqual(asked, [`POST 127.0.0.1:${port} /hook`, `POST ntfy.lan:${port} /`])
      const refused = [
        // A name alone stands for no loopback address, and one address for no other.
        [`http://ntfy.lan:${port}/`, ["ntfy.lan"]], [`http://127.0.0.1:${port}/`, ["127.0.0.2"]], [`https://inside.example.com/`, ["10.0.0.6"]], [`https://mixed.example.com/`, ["192.168.1.10"]],
        // Never, whatever is listed.
        ["http://169.254.169.254/", ["169.254.169.254"]], ["https://metadata.example.com/", ["metadata.example.com", "169.254.169.254"]],
        ["http://alibaba.lan/", ["alibaba.lan", "100.100.100.200"]], ["http://[fd00:ec2::254]/", ["fd00:ec2::254"]], ["http://168.63.129.16/", ["168.63.129.16"]], ["http://[fe80::1]/", ["fe80::1"]], ["http://0.0.0.0/", ["0.0.0.0"]]
      ] as const
      const reasons = yield* Effect.forEach(refused, ([url, allowed]) => outcome(send(post(url, allowed))))
      for (const [index, reason] of reasons.entries()) assert.include<unknown>(["not_public", "not_https", "ip_literal"], reason, refused[index]![0])
      assert.strictEqual(asked.length, 2)
      // Without TLS only at home: the exception of one address opens no plain way to a public one.
      assert.strictEqual(yield* outcome(send(post("http://hooks.example.com/", ["127.0.0.1"]))), "not_https")
    }))

  it.effect("takes no certificate of another name, and none of an unknown authority", () =>
    Effect.gen(function*() {
      const other = Loopback.authority.issue(["other.example.com"])
      const server = yield* Loopback.start({ cert: other.certificate, key: other.key })
      const { post: send } = yield* courier(server.port)
      assert.strictEqual(yield* outcome(send(post(hook))), "tls")
      assert.strictEqual(server.requests().length, 0)
    }))

  it.effect("ends a silence, a reset, a flood and what is no HTTP", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const { post: send } = yield* courier(server.port, { headers: 200, exchange: 400 })
      server.play(() => undefined)
      assert.strictEqual(yield* outcome(send(post(hook))), "headers_timeout")
      server.play((socket) => void socket.destroy())
      assert.strictEqual(yield* outcome(send(post(hook))), "connection_closed")
      server.play(Loopback.reply("x".repeat(100_000)))
      assert.strictEqual(yield* outcome(send(post(hook))), "too_long")
      server.play((socket) => socket.end("SMTP 220\r\n\r\n"))
      assert.strictEqual(yield* outcome(send(post(hook))), "not_http")
    }))

  it.effect("mails with TLS from the first byte and by STARTTLS, and logs in behind it alone", () =>
    Effect.gen(function*() {
      const servers = yield* Mail
      for (const [server, security, port] of [[servers.tls, "tls", 465], [servers.plain, "starttls", 587]] as const) {
        server.play({})
        const { mail: send } = yield* courier(server.port)
        assert.deepStrictEqual(yield* send(mail(letter(security), port)), { status: 250, accepted: 1 })
        assert.deepStrictEqual(server.received().map(({ from, isSecure, login, to }) => ({ from, isSecure, login, to })), [{ from: "ada@example.com", isSecure: true, login: "ada:hunter2hunter2", to: ["ada@example.com"] }])
        assert.deepStrictEqual(server.lines().filter((line) => /EHLO/.test(line))[0], "EHLO [127.0.0.1]")
        const before = server.lines().slice(0, security === "starttls" ? server.lines().indexOf("STARTTLS") : 0)
        assert.isFalse(before.some((line) => line.startsWith("AUTH")))
      }
    }))

  it.effect("mails without TLS to this machine alone, and only where that is listed", () =>
    Effect.gen(function*() {
      const { plain } = yield* Mail
      plain.play({ offersStartTls: false })
      const { mail: send } = yield* courier(plain.port)
      assert.strictEqual(yield* outcome(send(mail(letter("plain")))), "not_https")
      assert.strictEqual(yield* outcome(send(mail(letter("plain"), plain.port, "127.0.0.1"))), "port")
      assert.strictEqual(plain.accepted(), 0)
      assert.strictEqual(yield* outcome(send(mail(letter("plain"), plain.port, "127.0.0.1", ["127.0.0.1"]))), 250)
      assert.strictEqual(plain.received()[0]!.isSecure, false)
    }))

  it.effect("says nothing that matters to a server that withholds STARTTLS or has another's certificate", () =>
    Effect.gen(function*() {
      const { plain, stranger } = yield* Mail
      plain.play({ offersStartTls: false, answer: (command) => (command === "STARTTLS" ? "502 no" : null) })
      stranger.play({})
      for (const server of [plain, stranger]) {
        const { mail: send } = yield* courier(server.port)
        assert.strictEqual(yield* outcome(send(mail(letter("starttls")))), "tls")
        assert.deepStrictEqual(server.lines().filter((line) => /^(?:AUTH|MAIL|RCPT|DATA)/.test(line)), [])
      }
      // TLS that is expected from the first byte is not given up for a greeting in clear.
      const { mail: send } = yield* courier(plain.port)
      assert.strictEqual(yield* outcome(send(mail(letter("tls"), 465))), "tls")
    }))

  it.effect("gives a server's reply code, none of its words, and ends a silence and a reset", () =>
    Effect.gen(function*() {
      const { plain } = yield* Mail
      const { mail: send } = yield* courier(plain.port, { headers: 300, exchange: 600 })
      const says = (verb: string, reply: string) => plain.play({ answer: (command) => (command.startsWith(verb) ? reply : null) })
      const codes: Array<unknown> = []
      for (const [verb, reply] of [["AUTH", "535 hunter2hunter2 is wrong"], ["RCPT", "450 later"], ["CONTENT", "554 spam"], ["GREETING", "421 busy"], ["GREETING", "hang"], ["MAIL", "hang"], ["MAIL", "reset"], ["CONTENT", "reset"]] as const) {
        says(verb, reply)
        codes.push(yield* outcome(send(mail(letter("starttls")))))
      }
      assert.deepStrictEqual(codes, [535, 450, 554, 421, "deadline", "deadline", "connection_closed", "connection_closed"])
    }))

  it.effect("writes a mail that no subject, dot, long line or script breaks", () =>
    Effect.gen(function*() {
      const { plain } = yield* Mail
      plain.play({})
      const { mail: send } = yield* courier(plain.port)
      const text = [".", "..two", "x".repeat(3000), "Zażółć gęślą jaźń 🎉", "From here", ""].join("\n")
      const html = `<p>${"ü".repeat(2000)}</p>`
      const given = letter("starttls", { subject: "Nowość\r\nBcc: evil@example.com\r\n\r\nbody 🎉", text, html })
      yield* send(mail(given))
      const [{ content, to }] = plain.received() as [MailServer.Received]
      assert.deepStrictEqual(to, ["ada@example.com"])
      const [head, ...bodies] = content.split("\r\n\r\n")
      const names = head!.split(/\r\n(?!\s)/).map((line) => line.split(":")[0]!.toLowerCase())
      assert.deepStrictEqual(names.toSorted(), ["auto-submitted", "content-type", "date", "from", "message-id", "mime-version", "subject", "to"])
      assert.match(head!, /^Message-ID: <abc@example\.com>\r?$/m)
      assert.match(head!, /^Date: Sun, 22 Nov 2026 08:00:00 \+0000\r?$/m)
      assert.match(head!, /multipart\/alternative/)
      assert.isTrue(content.split("\r\n").every((line) => /^[\x20-\x7e\t]{0,78}$/.test(line)))
      assert.notMatch(content.replaceAll("\r\n", ""), /[\r\n]/)
      const decoded = (body: string) => Buffer.from(body.replace(/\r\n--[^\r]*(?:\r\n[\s\S]*)?$/, "").replaceAll("=\r\n", "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), "latin1").toString()
      assert.strictEqual(decoded(bodies[1]!).replaceAll("\r\n", "\n").trimEnd(), text.trimEnd())
      assert.strictEqual(decoded(bodies.at(-1)!).trimEnd(), html)
      // The same mail is the same bytes, whenever it is sent again.
      plain.play({})
      yield* send(mail(given))
      assert.strictEqual(plain.received()[0]!.content, content)
    }))
})
