/**
 * The commands that keep runs: one prepared home, each command started as a person starts it.
 */
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { spawnSync } from "node:child_process"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { fileURLToPath } from "node:url"
import * as Quantity from "../../src/cli/Quantity.ts"
import { damage } from "../runs/Rig.ts"

const program = fileURLToPath(new URL("../..", import.meta.url))
let root: string
let home: string
let bundle: string

const graph = (args: ReadonlyArray<string>, options: { readonly cwd?: string; readonly input?: Uint8Array } = {}) => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [Path.join(program, "src/cli/main.ts"), ...args], {
    cwd: options.cwd ?? home,
    input: options.input,
    env: { PATH: process.env["PATH"], NO_COLOR: "1", TZ: "UTC" }
  })
  return { status, out: stdout.toString(), bytes: stdout, err: stderr.toString(), json: () => JSON.parse(stdout.toString()) }
}

const copyOf = (name: string, ...parts: ReadonlyArray<string>): string => {
  const folder = Path.join(root, name)
  for (const part of parts) fs.cpSync(Path.join(home, part), Path.join(folder, part), { recursive: true })
  return folder
}

const onlyRun = (folder: string) => fs.readdirSync(Path.join(folder, "runs")).find((name) => name.startsWith("2"))!

beforeAll(() => {
  root = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-cli-"))
  home = Path.join(root, "home")
  for (const part of ["config", "fixtures/boards"]) fs.cpSync(Path.join(program, part), Path.join(home, part), { recursive: true })
  assert.strictEqual(graph(["run", "daily", "--as-of", "2026-11-22", "--progress", "quiet"]).status, 0)
  const exported = graph(["export", "--out", "-"])
  assert.deepStrictEqual([exported.status, exported.err], [0, ""])
  bundle = Path.join(root, "backup.run.tar.gz")
  fs.writeFileSync(bundle, exported.bytes)
}, 30_000)

afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

describe("graph export, graph import", () => {
  it("a run goes through a pipe to another home and is whole there", () => {
    const there = copyOf("there", "config")
    const { state, run, written } = graph(["import", "-", "--json"], { cwd: there, input: fs.readFileSync(bundle) }).json()
    assert.deepStrictEqual([state, run, written.length], ["imported", onlyRun(home), 47])
    const { runs, sound } = graph(["verify", "--all", "--json"], { cwd: there }).json()
    assert.deepStrictEqual([sound, runs.verified, runs.files, runs.blobs], [true, 1, 25, 22])
  })

  it("a file that is no bundle is told so, in a document, and leaves no trace", () => {
    const there = copyOf("stranger", "config")
    const { json, status } = graph(["import", Path.join(there, "config/providers.json"), "--json"], { cwd: there })
    const { error, ok } = json()
    assert.deepStrictEqual([status, ok, error.code], [2, false, "NotABundle"])
    assert.deepStrictEqual(fs.readdirSync(there), ["config"])
  })

  it("a damaged run is not exported, verify names the file, and import puts it back", () => {
    const there = copyOf("damaged", "config", "runs", "cache")
    const run = onlyRun(there)
    damage(Path.join(there, "runs", run, "artifacts/postings.v1.json"))

    const refused = graph(["export"], { cwd: there })
    assert.deepStrictEqual([refused.status, refused.out], [6, ""])
    assert.include(refused.err, `artifacts/postings.v1.json of run ${run} is damaged`)
    assert.isFalse(fs.existsSync(Path.join(there, `${run}.run.tar.gz`)))

    const verified = graph(["verify"], { cwd: there })
    assert.strictEqual(verified.status, 6)
    assert.include(verified.out, `runs/${run}/artifacts/postings.v1.json  its bytes do not match the run record`)
    assert.include(graph(["import", bundle], { cwd: there }).out, `runs/${run}/artifacts/postings.v1.json`)
    const file = Path.join("runs", run, "artifacts/postings.v1.json")
    assert.deepStrictEqual(fs.readFileSync(Path.join(there, file)), fs.readFileSync(Path.join(home, file)))
  })
})

describe("graph gc", () => {
  it("gives back what nobody needs, and a run afterwards has nothing to do and is sound", () => {
    const there = copyOf("swept", "config", "fixtures", "runs", "cache")
    const stray = Path.join(there, "runs/blobs/00", "0".repeat(64))
    fs.mkdirSync(Path.dirname(stray), { recursive: true })
    fs.writeFileSync(stray, "nobody's")
    const collected = graph(["gc", "--grace", "0s", "--json"], { cwd: there }).json()
    assert.deepStrictEqual([collected.blobs.removed, collected.blobs.kept, collected.cache.roots, collected.cache.removed.actions], [1, 22, 1, 0])
    const ran = graph(["run", "daily", "--as-of", "2026-11-22", "--json", "--progress", "quiet"], { cwd: there }).json()
    assert.strictEqual(ran.nodes.ran, 0)
    assert.strictEqual(graph(["verify", "--all"], { cwd: there }).status, 0)
  })

  it.effect("reads spans and amounts strictly", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* Quantity.duration("--grace", "12h"), 43_200_000)
      assert.strictEqual(yield* Quantity.bytes("--max-bytes", "2GiB"), 2 ** 31)
      for (const given of ["", "1", "1 d", "-1d", "1.5h", "1D", "9999999999d"]) assert.isTrue(Exit.isFailure(yield* Effect.exit(Quantity.duration("--grace", given))))
      for (const given of ["", "x", "1e3", "-1", "2gib", "99999999999TiB"]) assert.isTrue(Exit.isFailure(yield* Effect.exit(Quantity.bytes("--max-bytes", given))))
      const error = yield* Effect.flip(Quantity.duration("--grace", "1 day"))
      assert.strictEqual(error.message, `--grace got "1 day", where a number with a unit (30s, 15m, 12h, 7d, 2w) is due`)
    }))
})

describe("graph snapshot", () => {
  it("an answer is recorded under the URL the graph asks, and a body damaged later is named", () => {
    const { body, url } = JSON.parse(fs.readFileSync(Path.join(home, "fixtures/boards/manifest.json"), "utf8")).providers.openai.exchanges[0]
    const set = Path.join(root, "set")
    const added = graph(["snapshot", "add", "openai", Path.join(home, "fixtures/boards/bodies", body), "--to", set, "--json"]).json()
    assert.deepStrictEqual([added.exchange.url, added.exchange.body, added.warnings], [url, body, []])
    damage(Path.join(set, "bodies", body))
    const { json, status } = graph(["snapshot", "verify", set, "--json"])
    assert.deepStrictEqual([status, json().problems], [6, [{ kind: "damaged", provider: "openai", url, body }]])
  })

  it("what does not read as a board is recorded with a warning", () => {
    const { err, json, status } = graph(["snapshot", "add", "openai", "-", "--to", Path.join(root, "odd"), "--json"], { input: Buffer.from("<html>") })
    assert.deepStrictEqual([status, json().postings], [0, null])
    assert.strictEqual(err, "warning: It is recorded, and yet it does not read as a board of ashby: its 6 characters are not HTML: it may be cut short\n")
  })
})
