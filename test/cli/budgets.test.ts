/**
 * Whole runs over boards read live that may spend less than they would: what goes past a budget is not sent, and the run says so.
 */
import { assert, layer } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { Availability } from "../../schemas/Availability.ts"
import { type Budgets, generous } from "../../schemas/Budgets.ts"
import type { Costs } from "../../schemas/Costs.ts"
import type { PolicyLog } from "../../schemas/PolicyLog.ts"
import type * as DailyRun from "../../src/cli/DailyRun.ts"
import * as Home from "../../src/cli/Home.ts"
import * as Rig from "../boards/Rig.ts"
import * as Loopback from "../network/Loopback.ts"
import { policy } from "../network/TestPolicy.ts"
import * as LiveHome from "./LiveHome.ts"

class Server extends Context.Service<Server, Loopback.Loopback>()("test/cli/budgets/Server") {
  static readonly layer = Layer.effect(Server, Loopback.start())
}

const [greenhouse, lever] = ["boards-api.greenhouse.io", "api.lever.co"] as const
const policies = [policy(greenhouse, { spacing_seconds: 0.1 }), policy(lever, { spacing_seconds: 0.1 })]
const body = Rig.write("greenhouse", Rig.envelope.greenhouse([Rig.rows.greenhouse(0)]))
const robots = "user-agent: *\nallow: /\n"
const plain = { "content-type": "text/plain" }
const vendors = (board: Loopback.Script): Loopback.Script => (socket, request, index) =>
  (request.path === "/robots.txt" ? Loopback.reply(robots, plain) : board)(socket, request, index)
const three = ["one", "two", "three"].map((id) => LiveHome.provider(id, "greenhouse"))

const homeOf = Effect.fnUntraced(function*(server: Loopback.Loopback, budgets: Partial<Budgets>, providers = three) {
  const home = yield* LiveHome.make(server, providers, policies, { resolver: LiveHome.resolver([greenhouse, lever]) })
  fs.writeFileSync(Path.join(home.home.config, "budgets.v1.json"), JSON.stringify({ ...generous, ...budgets }))
  return home
})
const reasons = (run: DailyRun.Finished) => LiveHome.document<Availability>(run, "provider_availability.v1.json").providers.map(({ reason }) => reason).sort()
const logged = (run: DailyRun.Finished) => {
  const { providers, robots } = LiveHome.document<PolicyLog>(run, "policy_log.v1.json")
  return { requests: providers.flatMap(({ requests }) => requests), robots, refused: providers.flatMap(({ refused }) => refused ?? []) }
}
const costs = (run: DailyRun.Finished) => LiveHome.document<Costs>(run, "costs.v1.json")

layer(Server.layer, { excludeTestServices: true })("a run with a budget", (it) => {
  it.effect("sends as many requests as it may, robots.txt among them, and is degraded by name at the next", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(vendors(Loopback.reply(body)))
      const run = yield* (yield* homeOf(server, { requests: { run: 3, host: 100 } })).run()
      assert.deepStrictEqual([run.record.outcome, run.record.failed_stage], ["degraded", "fetch-board"])
      assert.deepStrictEqual(reasons(run), ["ok", "ok", "request_budget"])
      assert.deepStrictEqual([server.accepted(), server.requests().length, logged(run).requests.length + 1], [3, 3, 3])
      assert.deepStrictEqual(logged(run).refused.map(({ layer, reason }) => [layer, reason]), [["budget", "request_budget"]])
      assert.match(run.record.failures[0]!.message, /refused \(budget, request_budget\): the run may spend 3 requests on asking boards/)
      const { bytes_received, requests } = costs(run)
      assert.deepStrictEqual([requests, run.timing["network"]], [3, { requests, bytes: bytes_received }])
    }), 30_000)

  it.effect("counts each host by itself", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(vendors((socket, request, index) => Loopback.reply(request.host === lever ? "[]" : body)(socket, request, index)))
      const run = yield* (yield* homeOf(server, { requests: { run: 100, host: 2 } }, [...three.slice(0, 2), LiveHome.provider("elsewhere", "lever")])).run()
      assert.deepStrictEqual(server.requests().map(({ host }) => host).sort(), [lever, lever, greenhouse, greenhouse])
      assert.isTrue(reasons(run).includes("host_request_budget"))
    }), 30_000)

  it.effect("takes no answer that is announced to weigh more than is left, and cuts off one that is not announced", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const left = robots.length + body.length + 10
      for (const unannounced of [false, true]) {
        server.play(vendors((socket, request, index) =>
          unannounced
            ? void socket.end(`HTTP/1.1 200 X\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n${body}`)
            : Loopback.reply(body)(socket, request, index)))
        const run = yield* (yield* homeOf(server, { bytes: { run: left } })).run()
        assert.deepStrictEqual([run.record.outcome, reasons(run)], ["degraded", ["byte_budget", "byte_budget", "ok"]])
        // The one that was cut off had left; the last one had not, where nothing was left of the budget.
        assert.deepStrictEqual(logged(run).requests.map(({ reason }) => reason).filter((reason) => reason !== null), unannounced ? ["byte_budget"] : ["byte_budget", "byte_budget"])
        assert.strictEqual(costs(run).requests, server.requests().length)
      }
    }), 30_000)

  it.effect("asks nobody after its time, and gives up who is being waited for", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(vendors((socket, request, index) => {
        // Nothing is answered but the first board: the rest of the time goes by waiting.
        if (request.path.includes("/one/")) Loopback.reply(body)(socket, request, index)
      }))
      const run = yield* (yield* homeOf(server, { asking_seconds: 1 })).run()
      assert.deepStrictEqual([run.record.outcome, reasons(run)], ["degraded", ["ok", "time_budget", "time_budget"]])
      assert.deepStrictEqual(logged(run).requests.map(({ reason }) => reason), [null, "deadline"])
      const none = yield* (yield* homeOf(server, { asking_seconds: 0 })).run()
      assert.deepStrictEqual([none.record.outcome, reasons(none)], ["failed", ["time_budget", "time_budget", "time_budget"]])
    }), 30_000)

  it.effect("opens no connection where there is no budget at all, and is refused before it asks by one that does not hold", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(vendors(Loopback.reply(body)))
      for (const budgets of [{ requests: { run: 0, host: 9 } }, { requests: { run: 9, host: 0 } }, { bytes: { run: 0 } }]) {
        const run = yield* (yield* homeOf(server, budgets)).run()
        assert.deepStrictEqual([run.record.outcome, new Set(reasons(run)).size], ["failed", 1])
      }
      const broken = yield* (yield* homeOf(server, { asking_seconds: -1 })).run()
      assert.deepStrictEqual([broken.record.outcome, broken.record.failed_stage], ["misconfigured", "engine/config"])
      assert.match(broken.record.failures[0]!.message, /config\/budgets\.v1\.json at \/asking_seconds/)
      assert.strictEqual(server.accepted(), 0)
    }), 30_000)

  it.effect("has without a file the budget that ships, which keeps nobody from being asked", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(JSON.parse(fs.readFileSync(Path.join(Home.program, "config/budgets.v1.json"), "utf8")), generous)
      const server = yield* Server
      server.play(vendors(Loopback.reply(body)))
      const home = yield* homeOf(server, {})
      fs.rmSync(Path.join(home.home.config, "budgets.v1.json"))
      assert.deepStrictEqual(reasons(yield* home.run()), ["ok", "ok", "ok"])
    }), 30_000)
})
