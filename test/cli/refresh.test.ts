/**
 * Boards asked over real sockets into a snapshot set: a loopback TLS server plays the vendors' hosts, the shield is otherwise as it ships.
 */
import { assert, layer } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { Availability } from "../../schemas/Availability.ts"
import type { Policies } from "../../schemas/Policy.ts"
import * as BoardRefresh from "../../src/cli/BoardRefresh.ts"
import * as Home from "../../src/cli/Home.ts"
import { Outside } from "../../src/network/Outside.ts"
import * as SnapshotSet from "../../src/network/SnapshotSet.ts"
import * as Loopback from "../network/Loopback.ts"
import { policy } from "../network/TestPolicy.ts"
import * as LiveHome from "./LiveHome.ts"

class Server extends Context.Service<Server, Loopback.Loopback>()("test/cli/refresh/Server") {
  static readonly layer = Layer.effect(Server, Loopback.start())
}

const policies: Policies = {
  schema_version: 1,
  user_agent: "SignalCraft/0.1 (test)",
  policies: [policy("boards-api.greenhouse.io"), policy("api.ashbyhq.com", { decision: "refuse" })]
}

const [anthropic, scaleai, openai] = [LiveHome.provider("anthropic", "greenhouse"), LiveHome.provider("scaleai", "greenhouse"), LiveHome.provider("openai", "ashby")]
const resolver = LiveHome.resolver(Loopback.names)

const recorded = Path.join(Home.program, "fixtures", "boards")
const bodyOf = (manifest: Effect.Success<ReturnType<typeof SnapshotSet.load>>, id: keyof typeof manifest.providers) =>
  fs.readFileSync(Path.join(recorded, "bodies", manifest.providers[id]!.exchanges[0]!.body), "utf8")

const behind = (script: Loopback.Script): Loopback.Script => (socket, request, index) =>
  (request.path === "/robots.txt" ? Loopback.reply("user-agent: *\ndisallow: /embed/\n", { "content-type": "text/plain" }) : script)(socket, request, index)

const start = Effect.fnUntraced(function*(server: Loopback.Loopback, providers = [anthropic, scaleai, openai]) {
  const live = yield* LiveHome.make(server, providers, policies.policies, { resolver })
  const folder = Path.join(live.home.root, "set")
  const refresh = (now: string) =>
    BoardRefresh.refresh({ home: live.home, policies, folder, providers, now }).pipe(
      Effect.provideService(Outside, { resolver, world: server.world, pace: { backoff: 10, open: 50 } })
    )
  return { folder, live, refresh }
})

const outcomes = ({ boards }: BoardRefresh.Refresh) => boards.map(({ failure, outcome, provider }) => [provider, outcome, failure?.reason ?? null])

layer(Server.layer, { excludeTestServices: true })("refreshing boards", (it) => {
  it.effect("records what the boards answer, leaves alone what did not change, and asks nobody who may not be asked", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const manifest = yield* SnapshotSet.load(recorded)
      const served = new Map([anthropic, scaleai].map(({ id }) => [`/v1/boards/${id}/jobs`, bodyOf(manifest, id)]))
      server.play(behind((socket, request, index) => {
        const body = served.get(request.path.replace(/\?.*$/, ""))!
        const etag = `"${body.length}"`
        return request.headers["if-none-match"] === etag
          ? Loopback.reply("", { etag }, 304)(socket, request, index)
          : Loopback.reply(body, { etag })(socket, request, index)
      }))
      const { folder, live, refresh } = yield* start(server)
      const first = yield* refresh("2026-11-21T06:00:00Z")
      assert.deepStrictEqual(outcomes(first), [["anthropic", "recorded", null], ["openai", "failed", "policy_refuses"], ["scaleai", "recorded", null]])
      assert.deepStrictEqual(first.boards.map(({ requests }) => requests.map(({ policy }) => policy.host)), [["boards-api.greenhouse.io"], [], ["boards-api.greenhouse.io"]])
      assert.isFalse(server.requests().some(({ host }) => host === "api.ashbyhq.com"))
      assert.deepStrictEqual(yield* SnapshotSet.verify(folder), [])
      const before = yield* SnapshotSet.load(folder)
      assert.deepStrictEqual(Object.keys(before.robots!), ["boards-api.greenhouse.io"])

      assert.deepStrictEqual(outcomes(yield* refresh("2026-11-22T06:00:00Z")).map(([, outcome]) => outcome), ["unchanged", "failed", "unchanged"])
      const after = yield* SnapshotSet.load(folder)
      assert.deepStrictEqual(Object.values(after.providers).map(({ exchanges }) => exchanges), Object.values(before.providers).map(({ exchanges }) => exchanges))
      assert.deepStrictEqual([Object.values(after.providers).map(({ confirmed_at }) => confirmed_at), after.robots], [["2026-11-22T06:00:00Z", "2026-11-22T06:00:00Z"], before.robots])

      const run = yield* live.run({ snapshots: folder })
      const { providers } = LiveHome.document<Availability>(run, "provider_availability.v1.json")
      assert.deepStrictEqual(providers.filter(({ status }) => status === "available").map(({ provider }) => provider), [anthropic.id, scaleai.id])
    }), 30_000)

  it.effect("leaves what was recorded as it was when a board answers with something else", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const { folder, refresh } = yield* start(server, [anthropic])
      server.play(behind(Loopback.reply("{\"jobs\":[],\"meta\":{\"total\":0}}")))
      assert.deepStrictEqual(outcomes(yield* refresh("2026-11-21T06:00:00Z")), [["anthropic", "recorded", null]])
      const text = fs.readFileSync(Path.join(folder, "manifest.json"), "utf8")
      for (const [script, outcome, reason] of [
        [Loopback.reply("<html>", { "content-type": "text/html" }), "failed", "content_type"],
        [Loopback.reply("{\"jobs\":{}}"), "unread", null],
        [Loopback.reply("gone", {}, 404), "unread", null]
      ] as const) {
        server.play(behind(script))
        assert.deepStrictEqual(outcomes(yield* refresh("2026-11-22T06:00:00Z")), [[anthropic.id, outcome, reason]])
        assert.strictEqual(fs.readFileSync(Path.join(folder, "manifest.json"), "utf8"), text)
      }
    }), 30_000)
})
