/**
 * `graph deliver` over a real run to a server on loopback: the shield is as it ships, but for where public addresses lead.
 */
import { assert, layer } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Command from "effect/cli/Command"
import * as fs from "node:fs"
import * as Path from "node:path"
import { deliver } from "../../src/cli/commands/deliver.ts"
import * as Exit from "../../src/cli/Exit.ts"
import * as Platform from "../../src/cli/Platform.ts"
import * as Process from "../../src/cli/Process.ts"
import { root } from "../../src/cli/Root.ts"
import { Outside } from "../../src/network/Outside.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as RunRecord from "../../src/runs/RunRecord.ts"
import * as Lease from "../../src/store/Lease.ts"
import * as Owner from "../../src/store/Owner.ts"
import * as Rig from "../delivery/Rig.ts"
import * as Loopback from "../network/Loopback.ts"
import * as InspectedHome from "./InspectedHome.ts"

class Server extends Context.Service<Server, Loopback.Loopback>()("test/cli/deliver/Server") {
  static readonly layer = Layer.effect(Server, Loopback.start({ cert: Rig.certified.certificate, key: Rig.certified.key }))
}

const posting = { title: "Engineer", url: "https://acme.example.com/1", provider: "acme", places: ["Berlin"] }
const alerts = (as_of: string, ...ids: ReadonlyArray<string>) => JSON.stringify({ schema_version: 1, as_of, candidate: "local", alerts: ids.map((id) => ({ id, change: { kind: "new" }, posting })), memory: {} })

/** A run as if it had published these alerts too. */
const publish = (folder: string, run: string, content: string): void => {
  const path = Path.join(folder, "runs", run, "run.json")
  const { seal: _, ...body } = JSON.parse(fs.readFileSync(path, "utf8")) as RunRecord.RunRecord
  const file = "candidates/local/alerts.v1.json"
  fs.writeFileSync(Path.join(folder, "runs", run, "artifacts", file), content)
  const artifact: RunRecord.ArtifactRecord = { name: "alerts", candidate: "local", file, media_type: "application/json", safety: "ui_safe", digest: Digest.of(content), bytes: Buffer.byteLength(content) }
  fs.writeFileSync(path, RunRecord.encode(RunRecord.seal({ ...body, artifacts: [...body.artifacts.filter(({ name }) => name !== "alerts"), artifact] })))
}

const channel = { id: "hook", kind: "webhook", enabled: true, candidate: "local", what: ["alerts"], url: "https://hooks.example.com/in", secret: { env: "SIGNALCRAFT_TEST_SECRET" } }
const configure = (folder: string, ...channels: ReadonlyArray<object>): void =>
  fs.writeFileSync(Path.join(folder, "config/delivery.v1.json"), JSON.stringify({ schema_version: 1, channels }))

const commands = Command.runWith(root.pipe(Command.withSubcommands([deliver])), { version: "test" })

interface Called {
  readonly code: number
  readonly stdout: string
  readonly failure: { readonly _tag: string; readonly message: string } | undefined
}

const call = (server: Loopback.Loopback, folder: string, ...args: ReadonlyArray<string>): Effect.Effect<Called> =>
  Effect.gen(function*() {
    const written: Array<string> = []
    const write = process.stdout.write.bind(process.stdout)
    const { exitCode } = process
    process.stdout.write = (chunk: string | Uint8Array) => written.push(String(chunk)) > 0
    process.exitCode = undefined
    const result = yield* Effect.result(commands(["deliver", ...args, "--home", folder]).pipe(Effect.provide([Platform.layer, Process.presenter]), Effect.provideService(Outside, Rig.outside(server.port))))
    const code = Number(process.exitCode ?? 0)
    process.stdout.write = write
    process.exitCode = exitCode
    const failure = result._tag === "Failure" ? result.failure as { readonly _tag: string; readonly message: string } : undefined
    return { code, stdout: written.join(""), failure }
  })

const told = ({ stdout }: Called) => (JSON.parse(stdout) as { readonly deliveries: ReadonlyArray<{ readonly channel: string; readonly outcome: string; readonly run: string }> }).deliveries

layer(Server.layer, { excludeTestServices: true })("graph deliver", (it) => {
  const home = Effect.acquireRelease(
    Effect.promise(async () => {
      process.env["SIGNALCRAFT_TEST_SECRET"] = Rig.secrets.WEBHOOK
      const folder = await InspectedHome.copy()
      const run = InspectedHome.onlyRun(folder)
      publish(folder, run, alerts("2026-11-22", "a", "b"))
      return { folder, run }
    }),
    () => Effect.sync(() => delete process.env["SIGNALCRAFT_TEST_SECRET"])
  )

  it.effect("delivers nothing, and asks nobody, where no channel is enabled", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(Loopback.reply("{}"))
      const { folder } = yield* home
      const shipped = yield* call(server, folder, "--json")
      fs.rmSync(Path.join(folder, "config/delivery.v1.json"))
      const without = yield* call(server, folder)
      configure(folder, { ...channel, enabled: false })
      const disabled = yield* call(server, folder, "--json")
      assert.include(without.stdout, "No channel is enabled, so nothing is delivered.")
      assert.deepStrictEqual([shipped.code, without.code, disabled.code, told(shipped), told(disabled), server.accepted()], [0, 0, 0, [], [], 0])
      assert.isFalse(fs.existsSync(Path.join(folder, "state/deliveries.ndjson")))
    }))

  it.effect("says with --dry-run what would be sent, and sends it once without", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(Loopback.reply("{}"))
      const { folder, run } = yield* home
      configure(folder, channel)
      assert.deepStrictEqual(told(yield* call(server, folder, "--dry-run", "--json")).map(({ outcome }) => outcome), ["would_send"])
      // A first observation has nothing to tell.
      configure(folder, { ...channel, what: ["alerts", "daily_digest"] })
      assert.deepStrictEqual(told(yield* call(server, folder, "--dry-run", "--json")).map(({ outcome }) => outcome), ["would_send", "empty"])
      configure(folder, channel)
      assert.strictEqual(server.accepted(), 0)
      const first = yield* call(server, folder)
      assert.include(first.stdout, "hook  local  alerts  delivered  SignalCraft: 2 alerts on 2026-11-22")
      assert.deepStrictEqual(told(yield* call(server, folder, run, "--json")).map((one) => [one.outcome, one.run]), [["already", run]])
      assert.strictEqual(server.requests().length, 1)
      assert.strictEqual((JSON.parse(server.requests()[0]!.body) as { readonly data: { readonly document: { readonly alerts: ReadonlyArray<unknown> } } }).data.document.alerts.length, 2)
    }))

  it.effect("sends nothing while another call delivers, whatever run is at work", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(Loopback.reply("{}"))
      const { folder } = yield* home
      configure(folder, channel)
      const held = (name: string) => Lease.acquire({ path: Path.join(folder, "state", name), owner: Owner.current("another") })
      const refused = yield* Effect.scoped(Effect.andThen(held("deliveries.lease.json"), call(server, folder)))
      assert.deepStrictEqual([refused.failure?._tag, Exit.ofError(refused.failure!._tag), server.accepted()], ["LeaseHeld", Exit.codes.busy, 0])
      assert.include(refused.failure!.message, `held by process ${process.pid}`)
      const besideARun = yield* Effect.scoped(Effect.andThen(held("lease.json"), call(server, folder, "--json")))
      assert.deepStrictEqual(told(besideARun).map(({ outcome }) => outcome), ["delivered"])
      assert.deepStrictEqual(fs.readdirSync(Path.join(folder, "state")).filter((name) => name.includes("lease")), [])
    }))

  it.effect("exits 0 after a failed delivery, 3 where it is told to, and tries what passes again with a later run", () =>
    Effect.gen(function*() {
      const server = yield* Server
      const { folder, run } = yield* home
      configure(folder, channel, { ...channel, id: "gone", url: "https://hooks.example.com/gone" })
      // Longer than a call waits.
      const busy = Loopback.reply("", { "retry-after": "3600" }, 503)
      server.play((socket, request, index) => (request.path === "/gone" ? Loopback.reply("", {}, 410) : busy)(socket, request, index))
      const failed = yield* call(server, folder)
      assert.match(failed.stdout, /hook .*given up for now[^]*it answered 503 \(1 try, answered\)[^]*gone .*refused[^]*it answered 410/)
      assert.deepStrictEqual([failed.code, failed.failure], [0, undefined])
      assert.strictEqual((yield* call(server, folder, "--fail-on", "undelivered")).code, 3)

      const later = "20991122T080000000Z-aaaa"
      fs.cpSync(Path.join(folder, "runs", run), Path.join(folder, "runs", later), { recursive: true })
      publish(folder, later, alerts("2099-11-22", "c"))
      server.play(Loopback.reply("{}"))
      const both = told(yield* call(server, folder, "--json"))
      assert.deepStrictEqual(both.map(({ channel, outcome, run }) => [channel, outcome, run]), [["hook", "delivered", run], ["hook", "delivered", later], ["gone", "delivered", later]])
      assert.deepStrictEqual(told(yield* call(server, folder, "--json")).map(({ outcome }) => outcome), ["already", "already"])
    }))

  it.effect("delivers over the other channels where the secret of one is missing", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(Loopback.reply("{}"))
      const { folder } = yield* home
      configure(folder, { ...channel, id: "first", secret: { env: "SIGNALCRAFT_NOT_THERE" } }, channel)
      const { code, stdout } = yield* call(server, folder)
      assert.match(stdout, /hook .*delivered/)
      assert.include(stdout, "The secret in the environment variable SIGNALCRAFT_NOT_THERE of the channel first is not set. Set it, or disable the channel in config/delivery.v1.json (not tried, secret_missing)")
      assert.strictEqual(code, 0)
      for (const canary of Rig.canaries) assert.notInclude(stdout + fs.readFileSync(Path.join(folder, "state/deliveries.ndjson"), "utf8"), canary)
    }))

  it.effect("tells a wrong channel and a wrong configuration before anything is sent", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(Loopback.reply("{}"))
      const { folder } = yield* home
      configure(folder, channel)
      const unknown = yield* call(server, folder, "--channel", "hok")
      assert.deepStrictEqual([unknown.failure?._tag, unknown.failure?.message], ["BadUsage", "--channel got \"hok\", where one of hook is due"])
      configure(folder, { ...channel, secret: Rig.secrets.WEBHOOK })
      const wrong = yield* call(server, folder)
      assert.strictEqual(wrong.failure?._tag, "BadConfig")
      assert.notInclude(wrong.failure?.message ?? "", "whsec_")
      assert.strictEqual(server.accepted(), 0)
    }))

  it.effect("delivers only what is of the candidate and the channel named", () =>
    Effect.gen(function*() {
      const server = yield* Server
      server.play(Loopback.reply("{}"))
      const { folder } = yield* home
      configure(folder, channel, { ...channel, id: "two" }, { ...channel, id: "hers", candidate: "ada" })
      assert.deepStrictEqual(told(yield* call(server, folder, "--channel", "two", "--json")).map((one) => one.channel), ["two"])
      const hers = yield* call(server, folder, "--candidate", "ada", "--json")
      assert.deepStrictEqual([told(hers), (JSON.parse(hers.stdout) as { readonly remarks: unknown }).remarks], [[], ["The run left no alerts for ada.", "The run left no digest for ada."]])
    }))
})
