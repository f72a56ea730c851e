/**
 * Boards asked over real sockets: a loopback TLS server plays the vendors' hosts, the shield is otherwise as it ships.
 */
import { assert, layer } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import type { Availability } from "../../schemas/Availability.ts"
import type { Policies } from "../../schemas/Policy.ts"
import type { BoardAddress, ProviderId } from "../../schemas/Provider.ts"
import * as BoardRefresh from "../../src/cli/BoardRefresh.ts"
import * as DailyRun from "../../src/cli/DailyRun.ts"
import * as Home from "../../src/cli/Home.ts"
import * as Client from "../../src/network/Client.ts"
import * as Resolver from "../../src/network/Resolver.ts"
import * as SnapshotSet from "../../src/network/SnapshotSet.ts"
import * as MemoryStore from "../../src/store/MemoryStore.ts"
import * as Loopback from "../network/Loopback.ts"
import { policy } from "../network/TestPolicy.ts"

class Server extends Context.Service<Server, Loopback.Loopback>()("test/cli/refresh/Server") {
  static readonly layer = Layer.effect(Server, Loopback.start())
}

const policies: Policies = {
  schema_version: 1,
  user_agent: "SignalCraft/0.1 (test)",
  policies: [policy("boards-api.greenhouse.io", { spacing_seconds: 0.01 }), policy("api.ashbyhq.com", { decision: "refuse" })]
}

const address = (id: string, system: BoardAddress["system"]): BoardAddress => ({ id: id as ProviderId, system, board: id })
const [anthropic, scaleai, openai] = [address("anthropic", "greenhouse"), address("scaleai", "greenhouse"), address("openai", "ashby")]

const recorded = Path.join(Home.program, "fixtures", "boards")
const bodyOf = (manifest: Effect.Success<ReturnType<typeof SnapshotSet.load>>, id: string) =>
  fs.readFileSync(Path.join(recorded, "bodies", manifest.providers[id as ProviderId]!.exchanges[0]!.body), "utf8")

const folderOf = Effect.acquireRelease(
  Effect.sync(() => fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-refresh-"))),
  (folder) => Effect.sync(() => fs.rmSync(folder, { recursive: true, force: true }))
)

layer(Server.layer, { excludeTestServices: true })("refreshing boards", (it) => {
  it.effect("records what the boards answer, leaves alone what did not change, and asks nobody who may not be asked", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const manifest = yield* SnapshotSet.load(recorded)
      const served = new Map(["anthropic", "scaleai"].map((id) => [`/v1/boards/${id}/jobs`, bodyOf(manifest, id)]))
      server.play((socket, request, index) => {
        if (request.path === "/robots.txt") return Loopback.reply("user-agent: *\ndisallow: /embed/\n", { "content-type": "text/plain" })(socket, request, index)
        const body = served.get(request.path.replace(/\?.*$/, ""))!
        const etag = `"${body.length}"`
        return request.headers["if-none-match"] === etag
          ? Loopback.reply("", { etag }, 304)(socket, request, index)
          : Loopback.reply(body, { "content-type": "application/json", etag })(socket, request, index)
      })
      const folder = yield* folderOf
      const set = Path.join(folder, "set")
      const client = yield* Client.make({
        policies,
        resolver: Resolver.fixed(Object.fromEntries(Loopback.names.map((name) => [name, ["93.184.216.34"]]))),
        pace: { backoff: 50, open: 300 }
      }, server.world)
      const refresh = (now: string) => BoardRefresh.refresh(client, set, [anthropic, scaleai, openai], now)

      const first = yield* refresh("2026-11-21T06:00:00Z")
      assert.deepStrictEqual(first.map(({ failure, outcome, provider }) => [provider, outcome, failure?.reason ?? null]), [
        ["anthropic", "recorded", null],
        ["scaleai", "recorded", null],
        ["openai", "failed", "policy_refuses"]
      ])
      assert.deepStrictEqual(first.map(({ permits }) => permits.map(({ policy }) => policy)), [
        ["boards-api.greenhouse.io, 2026-11-22"],
        ["boards-api.greenhouse.io, 2026-11-22"],
        []
      ])
      assert.isFalse(server.requests().some(({ host }) => host === "api.ashbyhq.com"))
      assert.deepStrictEqual(yield* SnapshotSet.verify(set), [])

      const text = fs.readFileSync(Path.join(set, "manifest.json"), "utf8")
      assert.deepStrictEqual((yield* refresh("2026-11-22T06:00:00Z")).map(({ outcome }) => outcome), ["unchanged", "unchanged", "failed"])
      assert.strictEqual(fs.readFileSync(Path.join(set, "manifest.json"), "utf8"), text)

      fs.cpSync(Path.join(Home.program, "config"), Path.join(folder, "config"), { recursive: true })
      const run = yield* DailyRun.run({
        home: Home.at(folder), day: "2026-11-22", snapshots: set, concurrency: 4, refresh: false, perturbed: undefined, onEvent: () => {}
      }).pipe(Effect.provide(MemoryStore.layer))
      const { providers } = JSON.parse(new TextDecoder().decode(run.files.get("provider_availability.v1.json")!)) as Availability
      assert.deepStrictEqual(providers.filter(({ status }) => status === "available").map(({ provider }) => provider), ["anthropic", "scaleai"])
    }), 30_000)

  it.effect("leaves the set as it was when a board answers with something else", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const folder = yield* folderOf
      const client = yield* Client.make({
        policies,
        resolver: Resolver.fixed(Object.fromEntries(Loopback.names.map((name) => [name, ["93.184.216.34"]]))),
        pace: { backoff: 10, open: 50 }
      }, server.world)
      const play = (script: Loopback.Script) =>
        server.play((socket, request, index) => (request.path === "/robots.txt" ? Loopback.reply("", { "content-type": "text/plain" }) : script)(socket, request, index))
      play(Loopback.reply("{\"jobs\":[],\"meta\":{\"total\":0}}", { "content-type": "application/json" }))
      assert.deepStrictEqual((yield* BoardRefresh.refresh(client, folder, [anthropic], "2026-11-21T06:00:00Z")).map(({ outcome }) => outcome), ["recorded"])
      const text = fs.readFileSync(Path.join(folder, "manifest.json"), "utf8")
      play(Loopback.reply("<html>", { "content-type": "text/html" }))
      const [refused] = yield* BoardRefresh.refresh(client, folder, [anthropic], "2026-11-22T06:00:00Z")
      assert.deepStrictEqual([refused!.outcome, refused!.failure?._tag, refused!.failure?.reason], ["failed", "AnswerRefused", "content_type"])
      assert.strictEqual(fs.readFileSync(Path.join(folder, "manifest.json"), "utf8"), text)
      const [workday] = yield* BoardRefresh.refresh(client, folder, [{ id: "acme" as ProviderId, system: "workday", board: "acme.wd5.jobs" }], "2026-11-22T06:00:00Z")
      assert.deepStrictEqual([workday!.outcome, workday!.failure?._tag], ["failed", "NotAsked"])
    }), 30_000)
})
