/**
 * Whole runs over boards read live: real sockets, real TLS, nothing faked inside the program.
 */
import { assert, layer } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { Availability } from "../../schemas/Availability.ts"
import type { Changes } from "../../schemas/Changes.ts"
import type { Costs } from "../../schemas/Costs.ts"
import type { Ledger } from "../../schemas/Ledger.ts"
import type { PolicyLog } from "../../schemas/PolicyLog.ts"
import type { Postings } from "../../schemas/Postings.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import type { RunHealth } from "../../schemas/RunHealth.ts"
import type * as DailyRun from "../../src/cli/DailyRun.ts"
import * as ReceiptFile from "../../src/cli/ReceiptFile.ts"
import * as Replay from "../../src/cli/Replay.ts"
import * as RunSource from "../../src/cli/RunSource.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as SnapshotSet from "../../src/network/SnapshotSet.ts"
import * as DiskStore from "../../src/store/DiskStore.ts"
import * as Rig from "../boards/Rig.ts"
import * as Loopback from "../network/Loopback.ts"
import { policy } from "../network/TestPolicy.ts"
import * as LiveHome from "./LiveHome.ts"

class Server extends Context.Service<Server, Loopback.Loopback>()("test/cli/live/Server") {
  static readonly layer = Layer.effect(Server, Loopback.start())
}

const [greenhouse, lever, ashby, workday] = ["boards-api.greenhouse.io", "api.lever.co", "api.ashbyhq.com", "acme.wd5.myworkdayjobs.com"] as const
const hosts = [greenhouse, lever, ashby, workday]
const resolver = LiveHome.resolver(hosts)
const spacing = 0.15
const policies = [policy(greenhouse, { spacing_seconds: spacing }), policy(lever, { spacing_seconds: 0.1 }), policy(ashby, { spacing_seconds: 0.1 }), policy("*.wd5.myworkdayjobs.com", { spacing_seconds: 0.1 })]

/** An answer with a validator; asked with it, 304. */
const board = (body: string): Loopback.Script => (socket, request, index) => {
  const etag = `"${Digest.of(body).slice(7, 19)}"`
  return (request.headers["if-none-match"] === etag ? Loopback.reply("", { etag }, 304) : Loopback.reply(body, { etag }))(socket, request, index)
}
const robots = Loopback.reply("user-agent: *\ndisallow: /embed/\n", { "content-type": "text/plain" })

/** By host and the first part of the path that matches; robots.txt is served by all. */
const vendors = (boards: Readonly<Record<string, Loopback.Script>>): Loopback.Script => (socket, request, index) => {
  if (request.path === "/robots.txt" && boards[`${request.host}/robots.txt`] === undefined) return robots(socket, request, index)
  const found = Object.entries(boards).find(([place]) => `${request.host}${request.path}`.startsWith(place))
  return (found?.[1] ?? Loopback.reply("{}", {}, 404))(socket, request, index)
}

const rows = (system: keyof typeof Rig.rows, count: number, from = 0) => Array.from({ length: count }, (_, index) => Rig.rows[system](from + index))
const greenhouseBoard = (count: number, from = 0) => board(Rig.write("greenhouse", Rig.envelope.greenhouse(rows("greenhouse", count, from))))
const four = ["one", "two", "three", "four"].map((id) => LiveHome.provider(id, "greenhouse"))

const availability = (run: DailyRun.Finished) =>
  LiveHome.document<Availability>(run, "provider_availability.v1.json").providers.map(({ provider, reason }) => [provider, reason])
const reasonOf = (run: DailyRun.Finished, id: string) => availability(run).find(([provider]) => provider === id)![1]
const log = (run: DailyRun.Finished) => LiveHome.document<PolicyLog>(run, "policy_log.v1.json")

const replays = (home: LiveHome.LiveHome, run: DailyRun.Finished) =>
  Effect.gen(function*() {
    const replayed = yield* Replay.replay(yield* RunSource.open(home.home, run.id))
    return [replayed.comparison.origins, replayed.artifacts]
  }).pipe(Effect.scoped, Effect.provide(DiskStore.layer({ folder: home.home.cache })))

layer(Server.layer, { excludeTestServices: true })("a live run", (it) => {
  it.effect("asks robots.txt first, keeps one pace for four employers on a host, and replays offline", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(vendors(Object.fromEntries(four.map(({ id }, index) => [`${greenhouse}/v1/boards/${id}/`, greenhouseBoard(2, index * 2)]))))
      const home = yield* LiveHome.make(server, four, policies, { resolver })
      const run = yield* home.run()
      assert.deepStrictEqual(availability(run), [["four", "ok"], ["one", "ok"], ["three", "ok"], ["two", "ok"]])
      assert.strictEqual(LiveHome.document<Postings>(run, "postings.v1.json").postings.length, 8)
      const requests = server.requests()
      assert.deepStrictEqual([requests.length, requests[0]!.path], [5, "/robots.txt"])
      assert.deepStrictEqual([...new Set(requests.map(({ headers }) => headers["user-agent"]))], ["SignalCraft/0.1 (test)"])
      for (const [turn, { at }] of requests.entries()) assert.isAtLeast(at - requests[0]!.at, turn * spacing * 1000 - 40)

      const { providers, registry_hash, robots: read, user_agent } = log(run)
      assert.deepStrictEqual(
        providers.map(({ mode, provider, refused, requests }) => [provider, mode, refused, ...requests.map(({ robots, status }) => `${status}: ${robots}`)]),
        ["four", "one", "three", "two"].map((id) => [id as ProviderId, "live", null, "200: no rule for * matches"])
      )
      assert.deepStrictEqual(read.map(({ digest, host }) => [host, digest]), [[greenhouse, Digest.of("user-agent: *\ndisallow: /embed/\n")]])
      assert.deepStrictEqual([registry_hash, user_agent], [run.record.registry_hash, "SignalCraft/0.1 (test)"])
      assert.strictEqual(LiveHome.document<Costs>(run, "costs.v1.json").requests, 5)
      assert.deepStrictEqual(yield* replays(home, run), [[], []])
    }), 60_000)

  it.effect("takes 304 for what it has, and then has nothing to do", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const [one] = four
      server.play(vendors({ [`${greenhouse}/v1/boards/one/`]: greenhouseBoard(3) }))
      const home = yield* LiveHome.make(server, [one!], policies, { resolver })
      const first = yield* home.run()
      const again = yield* home.run()
      assert.deepStrictEqual(server.requests().filter(({ path }) => path !== "/robots.txt").map(({ headers }) => "if-none-match" in headers), [false, true])
      assert.deepStrictEqual(log(again).providers[0]!.requests.map(({ status }) => status), [304])
      // What was logged differs; nothing that was read does.
      const ran = again.timing["nodes"] as Readonly<Record<string, unknown>>
      assert.deepStrictEqual(Object.keys(ran), ["log-policy"])
      assert.strictEqual((yield* home.run()).timing["recognised"], true)
      server.play(vendors({ [`${greenhouse}/v1/boards/one/`]: greenhouseBoard(4) }))
      const changed = yield* home.run()
      assert.strictEqual(LiveHome.document<Postings>(changed, "postings.v1.json").postings.length, 4)
      assert.strictEqual(LiveHome.document<Changes>(changed, "changes.v1.json").counts.new, 1)
      for (const run of [first, again, changed]) assert.deepStrictEqual(yield* replays(home, run), [[], []])
    }), 60_000)

  it.effect("sends Workday its queries, page after page, and reads them back from its pins", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const jobs = rows("workday", 30)
      server.play(vendors({
        [`${workday}/wday/cxs/`]: (socket, request, index) => {
          const { limit, offset } = JSON.parse(request.body) as { limit: number; offset: number }
          assert.strictEqual(request.method, "POST")
          return Loopback.reply(JSON.stringify({ total: 30, jobPostings: jobs.slice(offset, offset + limit) }))(socket, request, index)
        }
      }))
      const home = yield* LiveHome.make(server, [LiveHome.provider("acme", "workday", { board: "acme.wd5.jobs" })], policies, { resolver })
      const run = yield* home.run()
      assert.deepStrictEqual(availability(run), [["acme", "ok"]])
      assert.deepStrictEqual(log(run).providers[0]!.requests.map(({ method, status }) => [method, status]), [["POST", 200], ["POST", 200]])
      assert.strictEqual(LiveHome.document<Postings>(run, "postings.v1.json").postings.length, 30)
      assert.deepStrictEqual(yield* replays(home, run), [[], []])
    }), 60_000)

  it.effect("honours Retry-After, checks a redirect anew hop by hop, and does not send a query after one", () =>
    Effect.gen(function*() {
      const server = yield* Server
      let asked = 0
      server.play(vendors({
        [`${lever}/v0/postings/acme`]: (socket, request, index) =>
          (++asked === 1 ? Loopback.reply("", { "retry-after": "1" }, 429) : board(Rig.write("lever", Rig.envelope.lever(rows("lever", 2)))))(socket, request, index),
        [`${greenhouse}/v1/boards/one/`]: Loopback.reply("", { location: `https://${ashby}/forbidden/here` }, 302),
        [`${greenhouse}/v1/boards/two/`]: Loopback.reply("", { location: "https://evil.example.net/" }, 302),
        [`${ashby}/robots.txt`]: Loopback.reply("user-agent: *\ndisallow: /forbidden/\n", { "content-type": "text/plain" }),
        [`${workday}/wday/cxs/`]: Loopback.reply("", { location: `https://${ashby}/elsewhere` }, 307)
      }))
      const home = yield* LiveHome.make(server, [
        LiveHome.provider("acme", "lever"), four[0]!, four[1]!, LiveHome.provider("acme-2", "workday", { board: "acme.wd5.jobs" })
      ], policies, { resolver })
      const run = yield* home.run()
      assert.deepStrictEqual(availability(run), [["acme", "ok"], ["acme-2", "redirect_not_followed"], ["one", "robots_disallow"], ["two", "host_unlisted"]])
      const [first, second] = server.requests().filter(({ path }) => path.startsWith("/v0/postings/acme"))
      assert.isAtLeast(second!.at - first!.at, 950)
      assert.deepStrictEqual(log(run).providers[0]!.requests.map(({ status }) => status), [429, 200])
      assert.deepStrictEqual(server.requests().filter(({ host }) => host === ashby).map(({ path }) => path), ["/robots.txt"])
      assert.deepStrictEqual(yield* replays(home, run), [[], []])
    }), 60_000)

  it.effect("leaves a host alone that fails too often, and tries it once before it trusts it again", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const many = Array.from({ length: 6 }, (_, index) => LiveHome.provider(`p${index}`, "greenhouse"))
      const boards = () => server.requests().filter(({ path }) => path !== "/robots.txt")
      server.play(vendors({ [`${greenhouse}/v1/boards/`]: Loopback.reply("", {}, 503) }))
      const dead = yield* LiveHome.make(server, many, policies, { resolver, pace: { tries: 1, failures: 2, open: 300_000 } })
      assert.deepStrictEqual(availability(yield* dead.run()).map(([, reason]) => reason), ["unexpected_status", "unexpected_status", "circuit_open", "circuit_open", "circuit_open", "circuit_open"])
      assert.strictEqual(boards().length, 2)

      let asked = 0
      server.play(vendors({ [`${greenhouse}/v1/boards/`]: (socket, request, index) => (++asked <= 2 ? Loopback.reply("", {}, 503) : greenhouseBoard(1, asked))(socket, request, index) }))
      const recovering = yield* LiveHome.make(server, many, policies, { resolver, pace: { tries: 1, failures: 2, open: 900 } })
      const run = yield* recovering.run()
      assert.deepStrictEqual(availability(run).map(([, reason]) => reason), ["unexpected_status", "unexpected_status", "ok", "ok", "ok", "ok"])
      assert.isAtLeast(boards()[2]!.at - boards()[1]!.at, 850)
      assert.deepStrictEqual(yield* replays(recovering, run), [[], []])
    }), 60_000)

  it.effect("lets an earlier answer stand in only where the policy says so, says so, and takes it for nothing of today", () =>
    Effect.gen(function*() {
      const server = yield* Server
      let isDown = false
      const script = greenhouseBoard(2)
      server.play(vendors({ [`${greenhouse}/v1/boards/`]: (socket, request, index) => (isDown ? Loopback.reply("", {}, 503) : script)(socket, request, index) }))
      const own = policy(greenhouse, { provider: four[1]!.id as ProviderId, fallback: { days: 7 }, spacing_seconds: 0.1 })
      const home = yield* LiveHome.make(server, four.slice(0, 2), [policy(greenhouse, { spacing_seconds: 0.1 }), own], { resolver, pace: { tries: 1, failures: 50 } })
      const first = yield* home.run()
      isDown = true
      const run = yield* home.run()
      assert.deepStrictEqual(availability(run), [["one", "unexpected_status"], ["two", "fallback"]])
      assert.strictEqual(LiveHome.document<Postings>(run, "postings.v1.json").postings.length, 2)
      assert.deepStrictEqual(LiveHome.document<RunHealth>(run, "run_health.v1.json").warnings.filter(({ kind }) => kind === "stale_answer").map(({ provider }) => String(provider)), ["two"])
      const tablesOf = (finished: DailyRun.Finished) => LiveHome.document<Ledger>(finished, "ledger.v2.json").boards.map(({ table }) => table?.rows)
      assert.deepStrictEqual(tablesOf(run), tablesOf(first))
      assert.deepStrictEqual(LiveHome.document<Changes>(run, "changes.v1.json").counts.closed, 0)
      assert.deepStrictEqual(log(run).providers.map(({ fallback }) => fallback?.recorded_on ?? null), [null, run.record.as_of])
      assert.deepStrictEqual(yield* replays(home, run), [[], []])
    }), 60_000)

  it.effect("takes a page of something else for no board, and keeps the good answer it had", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const [one] = four
      server.play(vendors({ [`${greenhouse}/v1/boards/one/`]: greenhouseBoard(2) }))
      const home = yield* LiveHome.make(server, [one!], policies, { resolver })
      yield* home.run()
      const before = (yield* SnapshotSet.load(home.home.boards)).providers[one!.id]!.exchanges
      server.play(vendors({ [`${greenhouse}/v1/boards/one/`]: Loopback.reply("{\"blocked\":true}") }))
      assert.deepStrictEqual(reasonOf(yield* home.run(), "one"), "malformed")
      assert.deepStrictEqual((yield* SnapshotSet.load(home.home.boards)).providers[one!.id]!.exchanges, before)
    }), 60_000)

  it.effect("asks nobody offline, over a named set, or about another day", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const [one] = four
      server.play(vendors({ [`${greenhouse}/v1/boards/one/`]: greenhouseBoard(2) }))
      const home = yield* LiveHome.make(server, [one!], policies, { resolver })
      const first = yield* home.run()
      server.play(vendors({}))
      const offline = yield* home.run({ live: false })
      const named = yield* home.run({ snapshots: home.home.boards })
      assert.deepStrictEqual([server.accepted(), reasonOf(offline, "one"), reasonOf(named, "one")], [0, "ok", "ok"])
      assert.deepStrictEqual(log(offline).providers.map(({ mode }) => mode), ["snapshot"])
      assert.strictEqual(offline.record.artifacts.find(({ name }) => name === "postings")?.digest, first.record.artifacts.find(({ name }) => name === "postings")?.digest)
    }), 60_000)

  it.effect("opens no connection without a policy, a receipt, a review, or live reading enabled, with a tombstone, or against a refusal", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(vendors({ [`${greenhouse}/v1/boards/`]: greenhouseBoard(1) }))
      const wished = { reason: "asked by mail", by: "A person", on: "2026-11-01" }
      const cases = [
        LiveHome.provider("a-policy", "bamboohr"),
        LiveHome.provider("b-refused", "lever"),
        LiveHome.provider("c-receipt", "greenhouse"),
        LiveHome.provider("d-edited", "greenhouse"),
        LiveHome.provider("e-moved", "greenhouse"),
        LiveHome.provider("f-unreviewed", "greenhouse"),
        LiveHome.provider("g-tombstone", "greenhouse", { tombstone: wished })
      ]
      const home = yield* LiveHome.make(server, cases, [policy(greenhouse), policy(lever, { decision: "refuse" })], { resolver })
      const file = (index: number) => ReceiptFile.pathOf(home.home, cases[index]!.id)
      fs.rmSync(file(2))
      fs.writeFileSync(file(3), fs.readFileSync(file(3), "utf8").replace("For tests.", "Edited."))
      fs.writeFileSync(file(4), JSON.stringify(LiveHome.receipt({ ...cases[4]!, board: "another" })))
      fs.writeFileSync(file(5), JSON.stringify(LiveHome.receipt(cases[5]!, null)))
      const run = yield* home.run()
      assert.deepStrictEqual(availability(run), [
        ["a-policy", "host_unlisted"], ["b-refused", "policy_refuses"], ["c-receipt", "no_receipt"], ["d-edited", "receipt_invalid"], ["e-moved", "receipt_invalid"],
        ["f-unreviewed", "not_reviewed"], ["g-tombstone", "tombstoned"]
      ])
      assert.deepStrictEqual([server.accepted(), run.record.failed_stage], [0, "collect-postings"])
      assert.deepStrictEqual(log(run).providers.map(({ mode, refused }) => [mode, refused?.reason ?? null]), [
        ["live", "host_unlisted"], ["live", "policy_refuses"], ["live", "no_receipt"], ["live", "receipt_invalid"], ["live", "receipt_invalid"], ["live", "not_reviewed"], ["tombstoned", null]
      ])
    }), 60_000)

  it.effect("opens no connection where the environment has a proxy or a TLS switch, or Node lacks its fixes", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(vendors({ [`${greenhouse}/v1/boards/`]: greenhouseBoard(1) }))
      const environments = [
        [{ variables: { HTTPS_PROXY: "http://proxy:3128" } }, "proxy"],
        [{ variables: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } }, "tls_switch"],
        [{ flags: ["--use-env-proxy"] }, "proxy"],
        [{ version: "26.10.0" }, "vulnerable_runtime"]
      ] as const
      for (const [environment, reason] of environments) {
        const world = { ...server.world, environment: { ...Loopback.environment, ...environment } }
        const home = yield* LiveHome.make(server, four.slice(0, 1), policies, { resolver, world })
        assert.deepStrictEqual([reasonOf(yield* home.run(), "one"), server.accepted()], [reason, 0])
      }
    }), 60_000)

  it.effect("opens no connection but for robots.txt where that forbids, withholds or cannot be read", () =>
    Effect.gen(function*() {
      const server = yield* Server
      for (const [text, status, reason] of [["user-agent: *\ndisallow: /", 200, "robots_disallow"], ["", 403, "robots_withheld"], ["", 500, "robots_unreachable"]] as const) {
        server.play(vendors({ [`${greenhouse}/robots.txt`]: Loopback.reply(text, { "content-type": "text/plain" }, status) }))
        const home = yield* LiveHome.make(server, four.slice(0, 1), policies, { resolver })
        assert.deepStrictEqual(reasonOf(yield* home.run(), "one"), reason)
        assert.deepStrictEqual(server.requests().map(({ path }) => path), ["/robots.txt"])
      }
    }), 60_000)

  it.effect("withdraws an employer that does not want to be read: its answers, its rows, its postings", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(vendors({ [`${greenhouse}/v1/boards/one/`]: greenhouseBoard(2), [`${greenhouse}/v1/boards/two/`]: greenhouseBoard(1, 5) }))
      const home = yield* LiveHome.make(server, four.slice(0, 2), policies, { resolver })
      yield* home.run()
      home.configure([{ ...four[0]!, tombstone: { reason: "asked by mail", by: "A person", on: "2026-11-01" } }, four[1]!], policies)
      const run = yield* home.run({ day: "2099-01-01" })
      assert.deepStrictEqual(availability(run), [["one", "tombstoned"], ["two", "ok"]])
      assert.deepStrictEqual(LiveHome.document<Ledger>(run, "ledger.v2.json").boards.map(({ provider, table }) => [String(provider), table?.rows]), [["one", undefined], ["two", 1]])
      assert.deepStrictEqual(LiveHome.document<Changes>(run, "changes.v1.json").events.map(({ kind, provider }) => [kind, provider]), [["board_withdrawn", "one"]])
      for (const [file, content] of run.files) {
        if (/policy_log|availability|costs/.test(file)) continue
        assert.notInclude(new TextDecoder().decode(content), "greenhouse/one/", file)
      }
      assert.notProperty((yield* SnapshotSet.load(home.home.boards)).providers, "one")
      assert.deepStrictEqual(fs.readdirSync(Path.join(home.home.boards, "bodies")).length, 2)
    }), 60_000)

  it.effect("goes on where what was answered before can no longer be read, and loses none of it", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(vendors({ [`${greenhouse}/v1/boards/one/`]: greenhouseBoard(2) }))
      const home = yield* LiveHome.make(server, four.slice(0, 1), policies, { resolver })
      yield* home.run()
      fs.writeFileSync(Path.join(home.home.boards, "manifest.json"), "{ broken")
      const run = yield* home.run()
      assert.deepStrictEqual([run.record.outcome, run.record.remarks?.length], ["succeeded", 1])
      assert.strictEqual(fs.readdirSync(home.home.state).filter((name) => name.startsWith("boards.damaged-")).length, 1)
    }), 60_000)
})
