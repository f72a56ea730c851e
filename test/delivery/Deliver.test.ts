import { assert, layer } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { createHmac } from "node:crypto"
import * as fs from "node:fs"
import type { Channel, ChannelId } from "../../schemas/Delivery.ts"
import * as Journal from "../../src/delivery/Journal.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as Loopback from "../network/Loopback.ts"
import * as MailServer from "../network/MailServer.ts"
import * as Rig from "./Rig.ts"

class Server extends Context.Service<Server, Loopback.Loopback>()("test/delivery/Server") {
  static readonly layer = Layer.effect(Server, Loopback.start({ cert: Rig.certified.certificate, key: Rig.certified.key }))
}
class Mail extends Context.Service<Mail, MailServer.MailServer>()("test/delivery/Mail") {
  static readonly layer = Layer.effect(Mail, MailServer.start(false, Rig.certified))
}

/** One script after the other, the last for ever. */
const inTurn = (...scripts: ReadonlyArray<Loopback.Script>): Loopback.Script => (socket, request, index) => scripts[Math.min(index, scripts.length - 1)]!(socket, request, index)
const ok = Loopback.reply("{}")
const status = (code: number, headers: Readonly<Record<string, string>> = {}, body = "") => Loopback.reply(body, headers, code)
const outcomes = (receipts: ReadonlyArray<{ readonly outcome: string }>) => receipts.map(({ outcome }) => outcome)
const { discord, ntfy, slack, smtp, webhook } = Rig.channels

layer(Layer.mergeAll(Server.layer, Mail.layer), { excludeTestServices: true })("deliver", (it) => {
  it.effect("sends each message once over each channel, however often it is called", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(ok)
      const desk = yield* Rig.desk(server.port)
      const two = [Rig.message(), Rig.message({}, "two")]
      assert.deepStrictEqual(outcomes((yield* desk.deliver(webhook, two)).receipts), ["delivered", "delivered"])
      assert.deepStrictEqual(outcomes((yield* desk.deliver(webhook, two)).receipts), ["already", "already"])
      assert.deepStrictEqual(outcomes((yield* desk.deliver({ ...webhook, id: "other" as ChannelId }, two)).receipts), ["delivered", "delivered"])
      const ids = server.requests().map(({ headers }) => headers["webhook-id"])
      assert.deepStrictEqual([ids.length, new Set(ids).size], [4, 4])
      assert.deepStrictEqual(desk.said().slice(0, 4), ["attempted 1 - -", "delivered 1 200 -", "attempted 1 - -", "delivered 1 200 -"])
    }))

  it.effect("signs a webhook so that its receiver can tell it by id, time and body", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(ok)
      const desk = yield* Rig.desk(server.port)
      yield* desk.deliver(webhook, [Rig.message()])
      const [{ body: received, headers }] = server.requests() as [Loopback.Request]
      const key = Buffer.from(Rig.secrets.WEBHOOK.slice("whsec_".length), "base64")
      const expected = createHmac("sha256", key).update(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.`).update(received, "latin1").digest("base64")
      assert.strictEqual(headers["webhook-signature"], `v1,${expected}`)
      assert.isBelow(Math.abs(Number(headers["webhook-timestamp"]) - Date.now() / 1000), 60)
      const document = JSON.parse(Buffer.from(received, "latin1").toString()) as { readonly type: string; readonly data: Record<string, unknown> }
      assert.deepStrictEqual([document.type, document.data["candidate"], document.data["text"], document.data["document"]], ["signalcraft.alerts", "ada", "new: Engineer & <Lead>, Zürich", { alerts: ["one"] }])
    }))

  it.effect("waits as long as a receiver asks, by header or by body, and longer each time otherwise", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const desk = yield* Rig.desk(server.port)
      server.play(inTurn(status(429, { "retry-after": "7" }), status(500), status(503), ok))
      const first = yield* desk.deliver(slack, [Rig.message()])
      assert.deepStrictEqual([outcomes(first.receipts), first.slept, first.receipts[0]!.attempts], [["delivered"], [7000, 4000, 8000], 4])
      server.play(inTurn(status(429, {}, `{"message":"slow","retry_after":64.57,"global":false}`), ok))
      const second = yield* desk.deliver(discord, [Rig.message()])
      assert.deepStrictEqual([outcomes(second.receipts), second.slept], [["delivered"], [64_570]])
      assert.deepStrictEqual(new Set(server.requests().map(({ headers }) => headers["idempotency-key"])), new Set([second.receipts[0]!.key]))
      assert.deepStrictEqual(desk.said().slice(0, 3), ["attempted 1 - -", "attempted 2 - -", "attempted 3 - -"])
    }))

  it.effect("gives up after its tries, or where it would wait too long, records it, and fails nothing", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const desk = yield* Rig.desk(server.port)
      server.play(status(500))
      const tried = yield* desk.deliver(slack, [Rig.message(), Rig.message({}, "two")], { options: { tries: 3, backoff: 1000, patience: 3500 } })
      // The second message shares what is left of the channel's patience.
      assert.deepStrictEqual([outcomes(tried.receipts), tried.slept, tried.receipts.map(({ attempts }) => attempts)], [["gave_up", "gave_up"], [1000, 2000], [3, 1]])
      server.play(status(503, { "retry-after": "3600" }))
      assert.deepStrictEqual((yield* desk.deliver(discord, [Rig.message()])).slept, [])
      assert.strictEqual(desk.said().at(-1), "gave_up 1 503 answered")
      server.play(ok)
      assert.deepStrictEqual(outcomes((yield* desk.deliver(slack, [Rig.message()])).receipts), ["delivered"])
    }))

  it.effect("tries nothing again that is refused for good: a 4xx, a redirect, a private address, a certificate, a flood", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const desk = yield* Rig.desk(server.port)
      const end = (channel: Channel) => Effect.map(desk.deliver(channel, [Rig.message({}, String(server.requests().length) + channel.id)]), ({ receipts: [receipt], slept }) => [receipt!.outcome, receipt!.reason, receipt!.status, receipt!.attempts, slept.length])
      for (const code of [400, 401, 403, 404, 410, 422]) {
        server.play(status(code))
        assert.deepStrictEqual(yield* end({ ...webhook, id: `hook-${code}` as ChannelId }), ["failed", "answered", code, 1, 0])
      }
      server.play(status(302, { location: "https://inside.example.com/" }))
      assert.deepStrictEqual(yield* end(webhook), ["failed", "redirect_not_followed", null, 1, 0])
      server.play(Loopback.reply("x".repeat(100_000)))
      assert.deepStrictEqual(yield* end(slack), ["failed", "too_long", null, 1, 0])
      server.play(ok)
      assert.deepStrictEqual(yield* end({ ...webhook, id: "inside" as ChannelId, url: "https://inside.example.com/" }), ["failed", "not_public", null, 1, 0])
      assert.strictEqual(server.accepted(), 0)
      const other = Loopback.authority.issue(["other.example.com"])
      const stranger = yield* Loopback.start({ cert: other.certificate, key: other.key })
      const elsewhere = yield* Rig.desk(stranger.port)
      assert.deepStrictEqual((yield* elsewhere.deliver(webhook, [Rig.message()])).receipts.map(({ attempts, reason }) => [attempts, reason]), [[1, "tls"]])
    }))

  it.effect("tries again after a silence, a reset, and a name that does not resolve", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const desk = yield* Rig.desk(server.port)
      server.play(inTurn(() => undefined, (socket) => void socket.destroy(), ok))
      const { receipts, slept } = yield* desk.deliver(ntfy, [Rig.message()])
      assert.deepStrictEqual([outcomes(receipts), slept.length], [["delivered"], 2])
      const lost = yield* desk.deliver({ ...webhook, url: "https://nowhere.example.com/" }, [Rig.message()], { options: { tries: 2 } })
      assert.deepStrictEqual([outcomes(lost.receipts), lost.receipts[0]!.reason, lost.slept.length], [["gave_up"], "unresolved", 1])
    }))

  it.effect("says that there is nothing to say only where a channel asks for it", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(ok)
      const desk = yield* Rig.desk(server.port)
      const empty = Rig.message({ isEmpty: true })
      assert.deepStrictEqual(outcomes((yield* desk.deliver(webhook, [empty])).receipts), ["empty"])
      assert.strictEqual(server.accepted(), 0)
      assert.deepStrictEqual(outcomes((yield* desk.deliver({ ...webhook, send_empty: true }, [empty])).receipts), ["delivered"])
    }))

  it.effect("sends again under the same id what was sent and not recorded, wherever it was ended", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const mail = yield* Mail
      for (const [channel, port, idsOf] of [
        [webhook, server.port, () => server.requests().map(({ headers }) => headers["webhook-id"])],
        [smtp, mail.port, () => mail.received().map(({ content }) => /^Message-ID: (.*?)\r?$/m.exec(content)![1])]
      ] as const) {
        const whole = yield* Rig.desk(port)
        server.play(ok)
        mail.play({})
        yield* whole.deliver(channel, [Rig.message()])
        const [id] = idsOf()
        let sentTwice = 0
        for (let nth = 1; nth <= 10; nth++) {
          server.play(ok)
          mail.play({})
          const desk = yield* Rig.desk(port)
          const ended = yield* Effect.exit(desk.deliver(channel, [Rig.message()], { disk: Disk.make(Disk.failing(nth, { code: "EIO", written: 20 })) }))
          const sent = idsOf().length
          const { receipts } = yield* desk.deliver(channel, [Rig.message()])
          assert.deepStrictEqual([...new Set(idsOf())], [id], `${nth}`)
          const isRecorded = sent === 1 && receipts[0]!.outcome === "already"
          assert.strictEqual(idsOf().length, isRecorded ? 1 : sent + 1, `${nth}: ${ended._tag}`)
          assert.strictEqual(desk.said().at(-1), `delivered 1 ${channel === smtp ? 250 : 200} -`)
          if (idsOf().length === 2) sentTwice++
        }
        assert.isAbove(sentTwice, 0)
      }
    }))

  it.effect("sends nothing where the attempt cannot be recorded", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(ok)
      const desk = yield* Rig.desk(server.port)
      const error = yield* Effect.flip(desk.deliver(webhook, [Rig.message()], { disk: Disk.make((operation) => (operation === "write" ? { code: "ENOSPC" } : undefined)) }))
      assert.deepStrictEqual([error.code, server.accepted()], ["ENOSPC", 0])
    }))

  it.effect("mails, tries again after a 4yz, and not after a 5yz", () =>
    Effect.gen(function*() {
      const mail = yield* Mail
      const desk = yield* Rig.desk(mail.port)
      let refusals = 2
      mail.play({ answer: (command) => (command.startsWith("MAIL") && refusals-- > 0 ? "451 later" : null) })
      const later = yield* desk.deliver(smtp, [Rig.message()])
      assert.deepStrictEqual([outcomes(later.receipts), later.slept, mail.received().length], [["delivered"], [2000, 4000], 1])
      mail.play({ answer: (command) => (command.startsWith("RCPT TO:<gone@") ? "550 unknown" : null) })
      const half = yield* desk.deliver({ ...smtp, id: "two" as ChannelId, to: ["ada@example.com", "gone@example.com"] }, [Rig.message()])
      assert.deepStrictEqual([outcomes(half.receipts), half.receipts[0]!.reason, mail.received()[0]!.to], [["delivered"], "recipients_refused", ["ada@example.com"]])
      mail.play({ answer: (command) => (command.startsWith("AUTH") ? "535 canary-password is wrong" : null) })
      const refused = yield* desk.deliver({ ...smtp, id: "three" as ChannelId }, [Rig.message()])
      assert.deepStrictEqual([outcomes(refused.receipts), refused.receipts[0]!.status, refused.slept.length], [["failed"], 535, 0])
    }))

  it.effect("writes no secret anywhere, also where receivers repeat them", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const mail = yield* Mail
      const echo = `${Rig.secrets.CHAT_URL} ${Rig.secrets.TOKEN} ${Rig.secrets.WEBHOOK}`
      const hostile: ReadonlyArray<Loopback.Script> = [
        status(400, { "x-echo": echo }, echo),
        status(302, { location: Rig.secrets.CHAT_URL }),
        Loopback.reply("{}", { "content-encoding": "canary" }),
        (socket) => socket.end(`HTTP/1.1 canary\r\n\r\n`),
        (socket) => void socket.destroy()
      ]
      const desk = yield* Rig.desk(server.port)
      const shown: Array<unknown> = []
      for (const [index, script] of hostile.entries()) {
        server.play(script)
        for (const channel of [webhook, ntfy, slack, discord]) {
          shown.push(yield* desk.deliver(channel, [Rig.message({}, String(index))], { options: { tries: 2 } }))
        }
      }
      mail.play({ answer: (command) => (command.startsWith("AUTH") ? `535 ${Rig.secrets.PASSWORD}` : null) })
      const post = yield* Rig.desk(mail.port)
      shown.push(yield* post.deliver(smtp, [Rig.message()]))
      const written = `${desk.text()}${post.text()}${JSON.stringify(shown)}`
      for (const canary of Rig.canaries) assert.notInclude(written, canary)
      assert.include(written, "failed")
    }))

  it.effect("goes on after a line torn by a kill, and tells a line that was changed", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(ok)
      const desk = yield* Rig.desk(server.port)
      yield* desk.deliver(webhook, [Rig.message()])
      fs.appendFileSync(Journal.file(desk.state), `{"at":"2026-11-2`)
      yield* desk.deliver(webhook, [Rig.message({}, "two")])
      const whole = Journal.readUnsafe(Disk.make(), desk.state)
      assert.deepStrictEqual([whole.entries.length, whole.damage], [4, []])
      fs.writeFileSync(Journal.file(desk.state), desk.text().replace(`"said":"delivered"`, `"said":"failed"`))
      const changed = Journal.readUnsafe(Disk.make(), desk.state)
      assert.deepStrictEqual([changed.entries.length, changed.damage.map(({ line }) => line)], [3, [2, 4]])
      fs.writeFileSync(Journal.file(desk.state), desk.text().split("\n").slice(1).join("\n"))
      assert.isNotEmpty(Journal.readUnsafe(Disk.make(), desk.state).damage)
    }))
})
