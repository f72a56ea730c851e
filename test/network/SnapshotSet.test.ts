import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import type { ProviderId } from "../../schemas/Provider.ts"
import type { Network } from "../../src/capabilities/Network.ts"
import * as RecordedNetwork from "../../src/network/RecordedNetwork.ts"
import { recorded } from "../../schemas/NetworkPin.ts"
import * as SnapshotSet from "../../src/network/SnapshotSet.ts"
import * as Digest from "../../src/platform/Digest.ts"

const acme = "acme" as ProviderId
const answer = (text: string, url = "https://boards.example/acme"): SnapshotSet.Answer => ({
  url,
  status: 200,
  headers: { "Content-Type": "application/json", ETag: '"1"', "Set-Cookie": "session=secret", Date: "Fri, 20 Nov 2026 06:00:00 GMT" },
  body: new TextEncoder().encode(text),
  received_at: "2026-11-20T06:00:00Z"
})
const scratch = Effect.acquireRelease(
  Effect.sync(() => fs.mkdtempSync(path.join(os.tmpdir(), "snapshot-set-"))),
  (folder) => Effect.sync(() => fs.rmSync(folder, { recursive: true, force: true }))
)
const manifestOf = (folder: string) => path.join(folder, "manifest.json")
const bodiesOf = (folder: string) => fs.readdirSync(path.join(folder, "bodies")).sort()

describe("SnapshotSet", () => {
  it.effect("starts a set, and gives back the exact bytes", () =>
    Effect.gen(function*() {
      const folder = path.join(yield* scratch, "new", "set")
      const exchange = yield* SnapshotSet.add(folder, acme, answer("one"))
      assert.deepStrictEqual(exchange, {
        url: "https://boards.example/acme",
        status: 200,
        headers: { "content-type": "application/json", etag: '"1"' },
        body: Digest.of("one"),
        bytes: 3,
        received_at: "2026-11-20T06:00:00Z"
      })
      assert.deepStrictEqual((yield* SnapshotSet.load(folder)).providers[acme], { exchanges: [exchange] })
      assert.strictEqual(Buffer.from(yield* SnapshotSet.body(folder, exchange.body)).toString(), "one")
      assert.deepStrictEqual(yield* SnapshotSet.verify(folder), [])
    }))

  it.effect("replaces an answer for the same URL, keeps the others, and leaves no temporary file", () =>
    Effect.gen(function*() {
      const folder = yield* scratch
      yield* SnapshotSet.add(folder, acme, answer("one"))
      yield* SnapshotSet.add(folder, acme, answer("two", "https://boards.example/acme?page=2"))
      yield* SnapshotSet.add(folder, "other" as ProviderId, answer("one"))
      yield* SnapshotSet.add(folder, acme, answer("three"))
      const { providers } = yield* SnapshotSet.load(folder)
      assert.deepStrictEqual(providers[acme]?.exchanges.map(({ body }) => body), [Digest.of("three"), Digest.of("two")])
      assert.deepStrictEqual(providers["other" as ProviderId]?.exchanges.map(({ body }) => body), [Digest.of("one")])
      assert.deepStrictEqual(bodiesOf(folder), ["one", "two", "three"].map((text) => Digest.of(text)).sort())
    }))

  it.effect("writes the same manifest whatever order providers were added in, with a newline at the end", () =>
    Effect.gen(function*() {
      const [one, two] = [path.join(yield* scratch, "one"), path.join(yield* scratch, "two")]
      const ids = ["b", "a"].map((id) => id as ProviderId)
      yield* Effect.forEach(ids, (id) => SnapshotSet.add(one, id, answer(id)))
      yield* Effect.forEach([...ids].reverse(), (id) => SnapshotSet.add(two, id, answer(id)))
      const text = fs.readFileSync(manifestOf(one), "utf8")
      assert.strictEqual(text, fs.readFileSync(manifestOf(two), "utf8"))
      assert.isTrue(text.endsWith("}\n"))
    }))

  it.effect("names the bodies that are gone, changed, of another length or named by nobody", () =>
    Effect.gen(function*() {
      const folder = yield* scratch
      for (const [id, text] of [["gone", "1"], ["changed", "22"], ["length", "333"]] as const) {
        yield* SnapshotSet.add(folder, id as string as ProviderId, answer(text))
      }
      fs.rmSync(path.join(folder, "bodies", Digest.of("1")))
      fs.writeFileSync(path.join(folder, "bodies", Digest.of("22")), "23")
      fs.writeFileSync(manifestOf(folder), fs.readFileSync(manifestOf(folder), "utf8").replace('"bytes": 3', '"bytes": 4'))
      fs.writeFileSync(path.join(folder, "bodies", "stray"), "")
      const problems = yield* SnapshotSet.verify(folder)
      assert.deepStrictEqual(problems.map(({ kind, provider }) => [provider, kind]), [["changed", "damaged"], ["gone", "absent"], ["length", "wrong_length"], [null, "unreferenced"]])
    }))

  it.effect("refuses bytes that are not those of the name, and names that are no digests", () =>
    Effect.gen(function*() {
      const folder = yield* scratch
      const { body } = yield* SnapshotSet.add(folder, acme, answer("one"))
      fs.writeFileSync(path.join(folder, "bodies", body), "won")
      const damaged = yield* Effect.flip(SnapshotSet.body(folder, body))
      assert.include(damaged.message, "does not have the bytes its name says")
      assert.include((yield* Effect.flip(SnapshotSet.body(folder, "../manifest.json"))).message, "is not named by a digest")
    }))

  it.effect("says what is wrong with a folder that is no set, and what to do", () =>
    Effect.gen(function*() {
      const folder = yield* scratch
      const complaint = Effect.map(Effect.flip(SnapshotSet.load(folder)), ({ message }) => message)
      assert.include(yield* complaint, "there is no manifest.json. Start one: graph snapshot add")
      for (const [text, reason] of [["{", "it is not JSON"], ["{}", "format"], ['{"format":"signalcraft/snapshot-set/2","providers":{}}', "snapshot-set/1"]]) {
        fs.writeFileSync(manifestOf(folder), text!)
        assert.include(yield* complaint, reason!)
      }
    }))

  it.effect("adds nothing to a folder that holds something else, and does not touch a manifest it cannot read", () =>
    Effect.gen(function*() {
      const folder = yield* scratch
      fs.writeFileSync(path.join(folder, "thesis.txt"), "chapter one")
      assert.strictEqual((yield* Effect.flip(SnapshotSet.add(folder, acme, answer("one"))))._tag, "NotASnapshotSet")
      fs.writeFileSync(manifestOf(folder), "{")
      assert.strictEqual((yield* Effect.flip(SnapshotSet.add(folder, acme, answer("one"))))._tag, "NotASnapshotSet")
      assert.deepStrictEqual(fs.readdirSync(folder).sort(), ["manifest.json", "thesis.txt"])
    }))

  it.effect("refuses an answer that its own schema would refuse, before anything is written", () =>
    Effect.gen(function*() {
      const folder = path.join(yield* scratch, "set")
      for (const wrong of [{ url: "http://boards.example/" }, { received_at: "yesterday" }, { status: 1.5 }]) {
        assert.strictEqual((yield* Effect.flip(SnapshotSet.add(folder, acme, { ...answer("one"), ...wrong })))._tag, "NotRecordable")
      }
      assert.isFalse(fs.existsSync(folder))
    }))

  it.effect("keeps the answers to different requests under one URL apart", () =>
    Effect.gen(function*() {
      const folder = yield* scratch
      const first = { ...answer("one"), sent: '{"offset":0}' }
      yield* SnapshotSet.add(folder, acme, answer("got"))
      yield* SnapshotSet.add(folder, acme, first)
      yield* SnapshotSet.add(folder, acme, { ...answer("two"), sent: '{"offset":20}' })
      yield* SnapshotSet.add(folder, acme, { ...first, body: new TextEncoder().encode("one again") })
      const { exchanges } = (yield* SnapshotSet.load(folder)).providers[acme]!
      assert.deepStrictEqual(exchanges.map(({ sent }) => sent), [undefined, Digest.of('{"offset":0}'), Digest.of('{"offset":20}')])
      const network = RecordedNetwork.bound({ pin: () => recorded(exchanges), body: (digest) => Effect.mapError(SnapshotSet.body(folder, digest), ({ reason }) => reason) })
      const { service } = network.grants.get("signalcraft/capabilities/Network")!("acme" as never) as unknown as { readonly service: Network["Service"] }
      const url = "https://boards.example/acme"
      const ask = (body?: string) => Effect.map(service.ask(body === undefined ? { url, method: "GET" } : { url, method: "POST", body }), ({ body }) => Buffer.from(body).toString())
      assert.deepStrictEqual([yield* ask(), yield* ask('{"offset":0}'), yield* ask('{"offset":20}')], ["got", "one again", "two"])
      assert.strictEqual((yield* Effect.flip(ask('{"offset":40}')))._tag, "NotRecorded")
    }))

  it.effect("leaves the set as it was when it cannot be written", () =>
    Effect.gen(function*() {
      const folder = yield* scratch
      yield* SnapshotSet.add(folder, acme, answer("one"))
      fs.mkdirSync(path.join(folder, "bodies", Digest.of("two")))
      const before = fs.readFileSync(manifestOf(folder), "utf8")
      assert.strictEqual((yield* Effect.flip(SnapshotSet.add(folder, acme, answer("two"))))._tag, "NotRecordable")
      assert.strictEqual(fs.readFileSync(manifestOf(folder), "utf8"), before)
      assert.isFalse(bodiesOf(folder).some((name) => name.endsWith(".part")))
    }))
})
