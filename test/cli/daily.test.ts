import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { fileURLToPath } from "node:url"
import { Ajv2020 } from "ajv/dist/2020.js"
import { assert, beforeAll, describe, it } from "vitest"
import * as Digest from "../../src/platform/Digest.ts"
import * as Home from "../faults/Home.ts"
import * as Program from "../faults/Program.ts"

Home.clean()

const schemas = fileURLToPath(new URL("../../schemas/json/", import.meta.url))
const ajv = new Ajv2020({ strict: true, allErrors: true })
const validators = new Map(fs.readdirSync(schemas).map((file) => [file.replace(".schema.json", ".json"), ajv.compile(JSON.parse(fs.readFileSync(Path.join(schemas, file), "utf8")))]))

/** What every ending owes: a record that holds, artifacts that validate, the four reports, and a failed stage if it failed. */
const sound = (home: string): Home.Left => {
  const run = Home.latest(home)
  assert.isDefined(run.record, "the run left no record")
  assert.deepStrictEqual([run.problems, run.litter], [[], []])
  for (const [file, content] of run.artifacts) {
    if (!file.endsWith(".json")) continue
    const validate = validators.get(Path.basename(file))
    assert.isDefined(validate, `${file} has no published schema`)
    assert.isTrue(validate!(JSON.parse(content)), `${file}: ${JSON.stringify(validate!.errors?.slice(0, 3))}`)
  }
  for (const report of Home.reports) assert.isTrue(run.artifacts.has(report), `${report} is missing`)
  assert.strictEqual(run.record!.failed_stage === null, run.record!.outcome === "succeeded")
  const summary = artifact(run, "run_summary.v1.json")
  const health = artifact(run, "run_health.v1.json")
  assert.deepStrictEqual([summary.status, health.status], [run.record!.outcome, run.record!.outcome])
  assert.deepStrictEqual([summary.failed_stage, health.failed_stage], [run.record!.failed_stage, run.record!.failed_stage])
  return run
}

const artifact = (run: Home.Left, file: string): any => JSON.parse(run.artifacts.get(file)!)

const edit = (path: string, change: (json: any) => unknown): void => fs.writeFileSync(path, JSON.stringify(change(JSON.parse(fs.readFileSync(path, "utf8")))))

/** The same JSON with the keys of every object in another order. */
const turned = (value: any): any =>
  Array.isArray(value) ? value.map(turned)
    : value !== null && typeof value === "object" ? Object.fromEntries(Object.entries(value).toReversed().map(([key, part]) => [key, turned(part)]))
    : value

/** A snapshot set like the shipped one, in which some providers answer otherwise: consistently, so that only the content is wrong. */
const answering = (others: { readonly [provider: string]: { readonly status?: number; readonly body?: string } }): string => {
  const folder = Path.join(Home.make(), "boards")
  fs.cpSync(Program.snapshots, folder, { recursive: true })
  edit(Path.join(folder, "manifest.json"), (manifest) => {
    for (const [provider, { body, status }] of Object.entries(others)) {
      for (const exchange of manifest.providers[provider].exchanges) {
        if (status !== undefined) exchange.status = status
        if (body === undefined) continue
        exchange.body = Digest.of(body)
        exchange.bytes = Buffer.byteLength(body)
        fs.writeFileSync(Path.join(folder, "bodies", exchange.body), body)
      }
    }
    return manifest
  })
  return folder
}

const providers: ReadonlyArray<string> = JSON.parse(fs.readFileSync(Path.join(Program.config, "providers.json"), "utf8")).providers.map(({ id }: { id: string }) => id)

describe("graph run daily", () => {
  let home: string
  let first: Home.Left

  beforeAll(async () => {
    await Program.folder()
    home = Home.make()
    const ended = await Program.run(home)
    assert.strictEqual(ended.code, 0, ended.stderr)
    first = sound(home)
  }, 60_000)

  it("publishes every artifact, each valid by its published schema", () => {
    assert.strictEqual(first.record!.outcome, "succeeded")
    assert.deepStrictEqual([...first.artifacts.keys()].sort(), [
      "analytics.v1.json",
      "candidates/local/alerts.v1.json",
      "candidates/local/digest.v1.html",
      "candidates/local/digest.v1.json",
      "candidates/local/digest.v1.md",
      "candidates/local/explanation.v1.json",
      "candidates/local/ranked_jobs.v1.csv",
      "candidates/local/ranked_jobs.v1.json",
      "candidates/local/shortlist.v1.md",
      "candidates/local/trajectory.v1.json",
      "changes.v1.json",
      "clusters.v1.json",
      "costs.v1.json",
      "ledger.v2.json",
      "policy_log.v1.json",
      "postings.v1.json",
      "provider_availability.v1.json",
      "role_taxonomy.v1.json",
      "run_health.v1.json",
      "run_summary.v1.json"
    ])
  })

  it("run again, has nothing to do and leaves the same record", async () => {
    const again = await Program.run(home, { arguments: ["--json"] })
    assert.strictEqual(again.code, 0, again.stderr)
    const second = sound(home)
    assert.deepStrictEqual(Home.nodesOf(second, "node-started"), [])
    assert.strictEqual(second.bytes, first.bytes)
    assert.deepStrictEqual(second.artifacts, first.artifacts)
  })

  const elsewhere: ReadonlyArray<readonly [env: { readonly [name: string]: string }, concurrency: string]> = [
    [{ TZ: "Pacific/Kiritimati", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", USER: "somebody-else" }, "1"],
    [{ TZ: "America/St_Johns", LC_ALL: "da_DK.UTF-8", HOSTNAME: "elsewhere" }, "16"]
  ]
  for (const [env, concurrency] of elsewhere) {
    it(`leaves the same bytes under ${env["TZ"]} and ${env["LC_ALL"]}, in another folder, with configuration keys in another order, ${concurrency} at a time`, async () => {
      const other = Home.make()
      for (const file of Home.files(Path.join(other, "config"))) edit(Path.join(other, "config", file), turned)
      const moved = Path.join(other, "elsewhere")
      fs.cpSync(Program.snapshots, moved, { recursive: true })
      const ended = await Program.run(other, { env: { PATH: process.env["PATH"], HOME: other, ...env }, cwd: os.tmpdir(), snapshots: moved, arguments: ["--concurrency", concurrency] })
      assert.strictEqual(ended.code, 0, ended.stderr)
      const run = sound(other)
      assert.strictEqual(run.record!.graph_hash, first.record!.graph_hash)
      assert.strictEqual(run.bytes, first.bytes)
      assert.deepStrictEqual(run.artifacts, first.artifacts)
    }, 60_000)
  }

  it("publishes the same when the list of employers is in another order", async () => {
    const other = Home.make()
    edit(Path.join(other, "config", "providers.json"), (config) => ({ ...config, providers: config.providers.toReversed() }))
    assert.strictEqual((await Program.run(other)).code, 0)
    assert.deepStrictEqual(sound(other).artifacts, first.artifacts)
  }, 60_000)

  const malformed: ReadonlyArray<readonly [what: string, answer: { readonly status?: number; readonly body?: string }, tag: string]> = [
    ["is not JSON", { body: "{\"jobs\": [" }, "Malformed"],
    ["is JSON of another shape", { body: "{\"positions\": []}" }, "Malformed"],
    ["is a list", { body: "[]" }, "Malformed"],
    ["is null", { body: "null" }, "Malformed"],
    ["is empty", { body: "" }, "Malformed"],
    ["is a page for people", { body: "<!doctype html><title>Be right back</title>" }, "Malformed"],
    ["is nested past all measure", { body: "[".repeat(100_000) }, "Malformed"],
    ["is not found", { status: 404 }, "BoardNotFound"],
    ["is an error of the server", { status: 503, body: "no" }, "UnexpectedStatus"]
  ]
  // Three vendors, one of each.
  for (const [index, [what, answer, tag]] of malformed.entries()) {
    const provider = ["anthropic", "cohere", "huggingface"][index % 3]!
    it(`with a board whose answer ${what} is degraded, says so of that board alone, and exits 0`, async () => {
      const other = Home.make()
      const ended = await Program.run(other, { snapshots: answering({ [provider]: answer }) })
      assert.strictEqual(ended.code, 0, ended.stderr)
      const run = sound(other)
      const failed = tag === "Malformed" ? "read-board" : "fetch-board"
      assert.deepInclude(run.record, { outcome: "degraded", failed_stage: failed })
      assert.lengthOf(run.record!.failures, 1)
      assert.deepInclude(run.record!.failures[0], { node: `${failed}[${provider}]`, stage: failed, partition: provider })
      assert.strictEqual((run.record!.failures[0]!.error as any)._tag, tag)
      const of = (left: Home.Left) => new Map<string, any>(artifact(left, "provider_availability.v1.json").providers.map((one: any) => [one.provider, one]))
      const [mine, theirs] = [of(run), of(first)]
      assert.strictEqual(mine.size, providers.length)
      assert.notStrictEqual(mine.get(provider).status, theirs.get(provider).status)
      assert.include(JSON.stringify(mine.get(provider)), run.record!.failures[0]!.message.slice(0, 20))
      for (const one of providers) if (one !== provider) assert.deepStrictEqual(mine.get(one), theirs.get(one))
      const postings = (left: Home.Left) => artifact(left, "postings.v1.json").postings.filter((posting: any) => posting.provider !== provider)
      assert.isNotEmpty(postings(run))
      assert.deepStrictEqual(postings(run), postings(first))
    }, 60_000)
  }

  it("degraded, exits 3 where it is told to fail on that, and leaves the same record", async () => {
    const other = Home.make()
    const folder = answering({ mistral: { body: "{}" } })
    assert.strictEqual((await Program.run(other, { snapshots: folder })).code, 0)
    const run = sound(other)
    assert.strictEqual((await Program.run(other, { snapshots: folder, arguments: ["--fail-on", "degraded"] })).code, 3)
    assert.strictEqual(sound(other).bytes, run.bytes)
  }, 60_000)

  it("with every board malformed fails, exits 4 and publishes the reports alone", async () => {
    const other = Home.make()
    const ended = await Program.run(other, { snapshots: answering(Object.fromEntries(providers.map((provider) => [provider, { body: "nothing" }]))) })
    assert.strictEqual(ended.code, 4, ended.stderr)
    const run = sound(other)
    assert.deepInclude(run.record, { outcome: "failed", failed_stage: "collect-postings" })
    assert.deepStrictEqual([...run.artifacts.keys()].sort(), Home.reports)
    const good = await Program.run(other)
    assert.strictEqual(good.code, 0)
    assert.strictEqual(sound(other).bytes, first.bytes)
  }, 60_000)

  it("with a recording whose bytes are not those of its name is degraded, and says that it is the recording", async () => {
    const folder = answering({})
    const { providers: recorded } = JSON.parse(fs.readFileSync(Path.join(folder, "manifest.json"), "utf8"))
    fs.appendFileSync(Path.join(folder, "bodies", recorded.openai.exchanges[0].body), " ")
    const other = Home.make()
    assert.strictEqual((await Program.run(other, { snapshots: folder })).code, 0)
    assert.strictEqual((sound(other).record!.failures[0]!.error as any)._tag, "DamagedRecording")
  }, 60_000)

  const bad: ReadonlyArray<readonly [what: string, spoil: (config: string) => void, ...says: ReadonlyArray<RegExp>]> = [
    ["a file that is not JSON", (config) => fs.writeFileSync(Path.join(config, "providers.json"), "{\"providers\": [,]}"), /config\/providers\.json: it is not JSON/],
    ["a key nobody knows", (config) => edit(Path.join(config, "scoring.v1.json"), (json) => ({ ...json, wieghts: 1 })), /config\/scoring\.v1\.json at \/wieghts/],
    ["a value of another type", (config) => edit(Path.join(config, "providers.json"), (json) => ({ ...json, providers: [{ ...json.providers[0], enabled: "yes" }] })), /config\/providers\.json at \/providers\/0\/enabled/],
    ["a file that is missing", (config) => fs.rmSync(Path.join(config, "scoring.v1.json")), /config\/scoring\.v1\.json: the file does not exist/],
    ["a folder that is missing", (config) => fs.rmSync(Path.join(config, "candidates"), { recursive: true }), /config\/candidates\//],
    ["a folder in place of a file", (config) => {
      fs.rmSync(Path.join(config, "scoring.v1.json"))
      fs.mkdirSync(Path.join(config, "scoring.v1.json"))
    }, /config\/scoring\.v1\.json/],
    ["two items with one key", (config) => edit(Path.join(config, "providers.json"), (json) => ({ ...json, providers: [json.providers[0], json.providers[0]] })), /config\/providers\.json/],
    ["a number no double can hold", (config) => fs.writeFileSync(Path.join(config, "providers.json"), "{\"schema_version\": 9007199254740993, \"providers\": []}"), /config\/providers\.json/],
    ["a profile that calls itself otherwise than its file", (config) => fs.renameSync(Path.join(config, "candidates", "local.json"), Path.join(config, "candidates", "else.json")), /config\/candidates\//],
    ["problems in several files at once", (config) => {
      edit(Path.join(config, "scoring.v1.json"), (json) => ({ ...json, wieghts: 1 }))
      edit(Path.join(config, "providers.json"), (json) => ({ ...json, providers: [{ ...json.providers[0], enabled: "yes" }, { ...json.providers[1], system: "lever?" }] }))
    }, /scoring\.v1\.json at \/wieghts/, /providers\.json at \/providers\/0\/enabled/, /providers\.json at \/providers\/1\/system/],
    ["one file that is not JSON and another that is not what it should be", (config) => {
      fs.writeFileSync(Path.join(config, "scoring.v1.json"), "{")
      edit(Path.join(config, "providers.json"), (json) => ({ ...json, providers: [{ ...json.providers[0], enabled: "yes" }] }))
    }, /scoring\.v1\.json: it is not JSON/, /providers\.json at \/providers\/0\/enabled/]
  ]
  for (const [what, spoil, ...says] of bad) {
    it(`with ${what} in its configuration exits 2 before anything runs, and says where`, async () => {
      const other = Home.make()
      spoil(Path.join(other, "config"))
      const ended = await Program.run(other)
      assert.strictEqual(ended.code, 2, `${ended.stdout} ${ended.stderr}`)
      const run = sound(other)
      assert.deepInclude(run.record, { outcome: "misconfigured", failed_stage: "engine/config", nodes: null, graph_hash: null })
      assert.deepStrictEqual([...run.artifacts.keys()].sort(), Home.reports)
      for (const pattern of says) assert.match(run.record!.failures[0]!.message, pattern)
      assert.deepStrictEqual(run.events.map(({ type }) => type), ["run-opened"])
      assert.isFalse(fs.existsSync(Path.join(other, "state", "lease.json")))
    }, 60_000)
  }

  it("with no snapshot set where it is told to look exits 2 and says how to make one", async () => {
    const other = Home.make()
    const ended = await Program.run(other, { snapshots: Path.join(other, "nowhere") })
    assert.strictEqual(ended.code, 2, ended.stderr)
    const run = sound(other)
    assert.match(run.record!.failures[0]!.message, /is not a snapshot set: there is no manifest\.json\. .*graph snapshot add/)
    assert.isNotNull(run.record!.failed_stage)
  })

  it("with every employer switched off has nothing to read, and says nothing wrong", async () => {
    const other = Home.make()
    edit(Path.join(other, "config", "providers.json"), (config) => ({ ...config, providers: config.providers.map((provider: object) => ({ ...provider, enabled: false })) }))
    const ended = await Program.run(other)
    assert.strictEqual(ended.code, 0, `${ended.stdout} ${ended.stderr}`)
    sound(other)
  })

  it("folds onto an older ledger when the newest is damaged, and says in its health that it does", async () => {
    const other = Home.make()
    for (const day of ["2026-11-20", "2026-11-21"]) assert.strictEqual((await Program.run(other, { day })).code, 0)
    const damaged = Path.join(other, "runs", Home.latest(other).id, "artifacts", "ledger.v2.json")
    fs.appendFileSync(damaged, " ")
    const ended = await Program.run(other)
    assert.strictEqual(ended.code, 0, ended.stderr)
    const run = sound(other)
    assert.strictEqual(artifact(run, "changes.v1.json").baseline, "2026-11-20")
    assert.match(run.artifacts.get("run_health.v1.json")!, /ledger/)
  }, 60_000)
})
