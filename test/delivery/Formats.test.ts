import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { Delivery } from "../../schemas/Delivery.ts"
import * as AlertList from "../../src/delivery/AlertList.ts"
import * as Cut from "../../src/delivery/Cut.ts"
import * as Discord from "../../src/delivery/Discord.ts"
import * as Message from "../../src/delivery/Message.ts"
import * as Ntfy from "../../src/delivery/Ntfy.ts"
import * as PlainText from "../../src/delivery/PlainText.ts"
import type { Request } from "../../src/delivery/Request.ts"
import * as RunMessages from "../../src/delivery/RunMessages.ts"
import * as Secret from "../../src/delivery/Secret.ts"
import * as Slack from "../../src/delivery/Slack.ts"
import * as Webhook from "../../src/delivery/Webhook.ts"
import * as Wire from "../../src/engine/Wire.ts"
import * as Rig from "./Rig.ts"

const bodyOf = (request: Request): any => (request._tag === "Post" ? JSON.parse(request.body) : undefined)
const url = "https://hooks.example.com/x"

/** Texts that try the limits: none, long lines, many lines, pairs of surrogates, what grows when it is escaped. */
const texts = ["", "one", "x".repeat(20_000), "line\n".repeat(5_000), "🎉".repeat(9_000), "&<>".repeat(9_000), `${"ü".repeat(4095)}🎉${"\n".repeat(50)}end`, "a\r\nb", "a&\n".repeat(70_000)]

describe("the formats of channels", () => {
  it("keep Slack's limits, and leave it nothing to obey", () => {
    for (const text of texts) {
      const { blocks, text: fallback } = bodyOf(Slack.request(Rig.message({ text, subject: `<!channel> & ${text}` }), url, {}))
      assert.isAtMost(blocks.length, 50)
      assert.isAtMost(blocks[0].text.text.length, 150)
      for (const { text: { text } } of blocks.slice(1)) assert.isTrue(text.length > 0 && text.length <= 3000, String(text.length))
      assert.notMatch(JSON.stringify(blocks.slice(1)) + fallback, /[<>]|&(?!amp;|lt;|gt;)/)
    }
    const { blocks } = bodyOf(Slack.request(Rig.message({ text: "new: R&D <!channel> <https://evil.test|Apply>" }), url, {}))
    assert.strictEqual(blocks[1].text.text, "new: R&amp;D &lt;!channel&gt; &lt;https://evil.test|Apply&gt;")
  })

  it("keep Discord's limits, and mention nobody", () => {
    for (const markdown of texts) {
      const { allowed_mentions, embeds } = bodyOf(Discord.request(Rig.message({ markdown, subject: `@everyone ${markdown.slice(0, 400)}` }), url, {}))
      assert.deepStrictEqual(allowed_mentions, { parse: [] })
      assert.isAtMost(embeds.length, 10)
      assert.isAtMost(embeds[0].title.length, 256)
      const all = embeds.map(({ description = "" }: { description?: string }) => description) as Array<string>
      for (const one of all) assert.isAtMost(one.length, 4096)
      assert.isAtMost(all.join("").length + embeds[0].title.length, 6000)
      assert.isTrue(all.every((one) => one.isWellFormed()))
    }
    assert.deepStrictEqual([Discord.request(Rig.message(), url, {}), Discord.request(Rig.message(), `${url}?thread_id=1`, {})].map((request) => request._tag === "Post" && request.url), [`${url}?wait=true`, `${url}?thread_id=1&wait=true`])
    assert.deepStrictEqual(["{\"retry_after\": 0.3}", "{\"retry_after\":1e9}", "nope"].map((text) => Discord.retryAfter(Buffer.from(text))), [300, 1000, null])
  })

  it("keep ntfy's limit in bytes, and put its token where no text is", () => {
    const channel = { ...Rig.channels.ntfy, click: "https://jobs.example.com/" }
    for (const markdown of texts) {
      const request = Ntfy.request(channel, Rig.message({ markdown }), { topic: "jobs", token: "tk_1" }, {})
      const { message } = bodyOf(request)
      assert.isAtMost(Buffer.byteLength(message), 4096)
      assert.isTrue(message.isWellFormed())
      if (Buffer.byteLength(markdown) <= 4096) assert.strictEqual(message, markdown)
      else assert.isAbove(Buffer.byteLength(message), 4000)
      assert.strictEqual(request._tag === "Post" && request.headers["authorization"], "Bearer tk_1")
    }
    const { message: _, ...rest } = bodyOf(Ntfy.request(channel, Rig.message(), { topic: "jobs", token: undefined }, {}))
    assert.deepStrictEqual(rest, { topic: "jobs", title: "SignalCraft: 1 alert on 2026-11-22", markdown: true, priority: 4, tags: ["briefcase"], click: "https://jobs.example.com/" })
  })

  it("cut between characters, and lose nothing where text goes in pieces", () => {
    for (const text of texts) {
      for (const most of [2, 7, 600, 4096]) {
        const pieces = Cut.pieces(text, most)
        assert.isTrue(pieces.every((piece) => piece.length > 0 && piece.length <= most && piece.isWellFormed()))
        assert.strictEqual(pieces.join("").replaceAll(/\s/g, ""), text.replaceAll(/\s/g, ""))
        assert.isTrue(Cut.short(text, most).length <= most && Cut.short(text, most).isWellFormed())
      }
    }
  })

  it("sign only with a key of 24 to 64 bytes", () => {
    const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString("base64")}`
    assert.deepStrictEqual([secretOf(23), secretOf(24), secretOf(64), secretOf(65), "whsec_", "plain-text-secret-of-some-length", `whsec_${"*".repeat(40)}`].map((secret) => Webhook.keyOf(secret)?.length), [undefined, 24, 64, undefined, undefined, undefined, undefined])
  })
})

describe("docs/delivery.md", () => {
  it("shows how a receiver verifies a webhook, and it does", async () => {
    const [, code] = /^```js\n(.*?)^```$/ms.exec(fs.readFileSync(Path.resolve(import.meta.dirname, "../../docs/delivery.md"), "utf8"))!
    const { isGenuine } = await import(`data:text/javascript,${encodeURIComponent(code!)}`) as { readonly isGenuine: (secret: string, headers: object, body: Uint8Array) => boolean }
    const put = (at: number) => Webhook.request(Rig.message(), url, Webhook.keyOf(Rig.secrets.WEBHOOK)!, Message.keyOf("hook", Rig.message()), at) as Extract<Request, { readonly _tag: "Post" }>
    const [fresh, old] = [put(Date.now()), put(Date.now() - 600_000)]
    const other = `whsec_${Buffer.alloc(32, 1).toString("base64")}`
    assert.deepStrictEqual([
      isGenuine(Rig.secrets.WEBHOOK, fresh.headers, Buffer.from(fresh.body)),
      isGenuine(Rig.secrets.WEBHOOK, fresh.headers, Buffer.from(`${fresh.body} `)),
      isGenuine(other, fresh.headers, Buffer.from(fresh.body)),
      isGenuine(Rig.secrets.WEBHOOK, old.headers, Buffer.from(old.body)),
      isGenuine(Rig.secrets.WEBHOOK, { ...fresh.headers, "webhook-id": "msg_other" }, Buffer.from(fresh.body))
    ], [true, false, false, false, false])
  })
})

const posting = { id: "greenhouse/acme/1", provider: "acme", title: "Engineer", url: "https://acme.example.com/1", places: ["Berlin"], work_mode: null }
const alert = (id: string, more: object = {}) => ({ about: "posting", id, rules: ["r"], change: { kind: "new", from: null, to: null }, posting, mark: null, score: 71, rank: 1, pay: null, reasons: [], also: [], ...more })
const board = (id: string) => ({ about: "board", id, rules: ["r"], change: { kind: "board_collapsed" }, provider: "acme", board: "greenhouse/acme", detail: "It served 3 of 90." })
const alerts = (list: ReadonlyArray<object>, more: object = {}) => ({ schema_version: 1, as_of: "2026-11-22", candidate: "ada", baseline: null, remembered: null, counts: { considered: 9 }, alerts: list, week: null, memory: { told: ["much"] }, ...more })
const digest = (ids: ReadonlyArray<string>, weekly: object | null, more: object = {}) => ({ schema_version: 1, as_of: "2026-11-22", candidate: "ada", subject: "Two of the day", daily: { alerts: ids.map((id) => alert(id)) }, weekly, counts: { considered: 9 }, ...more })
const published = (name: string, content: object | string, media_type = "application/json"): RunMessages.Published => ({ name, media_type, content: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)) })
const digestOf = (document: object) => [published("digest", document), published("digest", "# Day\n\n- **new** [R\\&D \\*lead\\*](https://acme.example.com/1?a&amp;b)", "text/markdown"), published("digest", "<h1>Day</h1>", "text/html")]

describe("the messages of a run", () => {
  it("are its alerts and its digest, and what is missing is said", () => {
    const { messages, remarks } = RunMessages.read(Rig.candidate, [published("alerts", alerts([alert("a"), board("b")])), ...digestOf(digest(["a"], null))])
    assert.deepStrictEqual(messages.map(({ isEmpty, kind, subject }) => [kind, subject, isEmpty]), [["alerts", "SignalCraft: 2 alerts on 2026-11-22", false], ["daily_digest", "Two of the day", false]])
    assert.deepStrictEqual([messages[0]!.text, remarks], ["- new Engineer (https://acme.example.com/1), acme, Berlin\n- board collapsed acme: It served 3 of 90.", []])
    assert.strictEqual(messages[1]!.text, "Day\n\n- new R&D *lead* (https://acme.example.com/1?a&b)")
    assert.notProperty(messages[0]!.json, "memory")
    assert.deepStrictEqual(RunMessages.read(Rig.candidate, []), { messages: [], remarks: ["The run left no alerts for ada.", "The run left no digest for ada."] })
    assert.deepStrictEqual(RunMessages.read(Rig.candidate, [published("alerts", { entries: 1 }), published("digest", "no JSON")]).remarks, ["The alerts of ada are of a form that this program does not read.", "The digest of ada are of a form that this program does not read."])
  })

  it("are known by what they tell, not by how or by which run", () => {
    const idsOf = (...documents: ReadonlyArray<object>) => documents.map((document) => RunMessages.read(Rig.candidate, [published("alerts", document)]).messages[0]!.id)
    const [one, again, more, other] = idsOf(alerts([alert("a")]), alerts([alert("a", { score: 72 })], { counts: { considered: 10 }, memory: {} }), alerts([alert("a"), alert("b")]), alerts([alert("a")], { as_of: "2026-11-23" }))
    assert.deepStrictEqual([one === again, one === more, one === other], [true, false, false])
    const [message] = RunMessages.read(Rig.candidate, [published("alerts", alerts([alert("a")]))]).messages
    assert.notStrictEqual(Message.keyOf("one", message!), Message.keyOf("two", message!))
  })

  it("are empty where there is nothing to tell, and a week's digest is its day's too", () => {
    const read = (document: object) => RunMessages.read(Rig.candidate, digestOf(document)).messages[0]!
    const [quiet, weekly, quietWeek] = [read(digest([], null)), read(digest([], { after: null, earlier: [{ on: "2026-11-20", alert: alert("z") }] })), read(digest([], { after: null, earlier: [] }))]
    assert.deepStrictEqual([quiet, weekly, quietWeek].map(({ isEmpty, kind }) => [kind, isEmpty]), [["daily_digest", true], ["weekly_digest", false], ["weekly_digest", true]])
    assert.deepStrictEqual([RunMessages.isWanted(["daily_digest"], weekly), RunMessages.isWanted(["weekly_digest"], quiet), RunMessages.isWanted(["alerts"], weekly)], [true, false, false])
    assert.isTrue(RunMessages.read(Rig.candidate, [published("alerts", alerts([]))]).messages[0]!.isEmpty)
  })

  it("show a stranger's title as text, and link to https alone", () => {
    const hostile = [{ id: "a", change: { kind: "new" }, posting: { title: `<img src=x onerror=alert(1)> ](https://evil.test) **b** @everyone\u202e`, url: "javascript:alert(1)", provider: "acme", places: ["\"><script>"] } }]
    const html = AlertList.html("Subject </title><script>", hostile)
    assert.notMatch(html, /<img|<script|javascript:|\u202e/)
    assert.strictEqual(html.match(/<a /), null)
    const markdown = AlertList.markdown(hostile)
    assert.notMatch(markdown, /(?<!\\)\]\(|(?<!\\)@|javascript:|\u202e/)
    assert.notMatch(PlainText.ofMarkdown(markdown), /javascript:|\u202e/)
  })
})

describe("a secret", () => {
  const read = (reference: Parameters<typeof Secret.read>[1], environment: Record<string, string> = {}, root = "/") => Effect.runPromise(Effect.result(Secret.read("hook", reference, { environment, root })))

  it("is one line of an environment variable or a file", async () => {
    const folder = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-secret-"))
    fs.writeFileSync(Path.join(folder, "token"), "tk_file\n")
    assert.deepStrictEqual([await read({ env: "A" }, { A: "tk_env" }), await read({ file: "token" }, {}, folder)].map((result) => Result.getOrUndefined(result)), ["tk_env", "tk_file"])
    fs.rmSync(folder, { recursive: true })
  })

  it("that is missing, empty or of two lines is told by its name, never by its value", async () => {
    const folder = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-secret-"))
    fs.writeFileSync(Path.join(folder, "two"), "canary\r\nX-Evil: canary")
    fs.writeFileSync(Path.join(folder, "big"), "canary".repeat(4000))
    const results = [await read({ env: "A" }), await read({ env: "A" }, { A: "" }), await read({ env: "A" }, { A: "canary\u00e9" }), await read({ file: "two" }, {}, folder), await read({ file: "big" }, {}, folder), await read({ file: "none" }, {}, folder), await read({ file: "." }, {}, folder)]
    for (const result of results) {
      assert.isTrue(Result.isFailure(result))
      const message = Result.isFailure(result) ? result.failure.message : ""
      assert.match(message, /^The secret in the (?:environment variable A|file (?:two|big|none|\.)) of the channel hook (?:is|cannot)/)
      assert.notInclude(message, "canary")
    }
    fs.rmSync(folder, { recursive: true })
  })
})

describe("config/delivery.v1.json", () => {
  const validate = Wire.validate(Delivery)
  const example = JSON.parse(fs.readFileSync(Path.resolve(import.meta.dirname, "../../config/examples/delivery.v1.json"), "utf8")) as { readonly channels: ReadonlyArray<Record<string, unknown>> }

  it("has an example with every kind, none of them enabled", () => {
    assert.isTrue(Result.isSuccess(validate(example)))
    assert.deepStrictEqual(example.channels.map(({ enabled, kind }) => [kind, enabled]), [["webhook", false], ["ntfy", false], ["slack", false], ["discord", false], ["smtp", false]])
  })

  it("is a wire schema, and takes no secret, no second channel of an id, and no address that ends a header", () => {
    assert.isUndefined(Wire.transformation(Delivery))
    const [webhook, , slack, , smtp] = example.channels as [Record<string, unknown>, Record<string, unknown>, Record<string, unknown>, Record<string, unknown>, Record<string, unknown>]
    const refused = [
      { ...webhook, secret: "whsec_abc" }, { ...slack, url: "https://hooks.slack.com/services/T/B/x" }, { ...smtp, login: { user: "ada", password: "plain" } }, { ...webhook, token: "x" },
      { ...smtp, to: ["ada@example.com\r\nBcc: evil@example.com"] }, { ...smtp, from: "Ada <ada@example.com>" }, { ...smtp, security: "none" }, { ...smtp, to: [] }, { ...webhook, what: [] }, { ...webhook, secret: { env: "lower" } }
    ]
    for (const channel of refused) assert.isTrue(Result.isFailure(validate({ schema_version: 1, channels: [channel] })), JSON.stringify(channel))
    assert.isTrue(Result.isFailure(validate({ schema_version: 1, channels: [webhook, webhook] })))
  })
})
