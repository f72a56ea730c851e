import { assert, describe, it } from "vitest"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import * as Digest from "../../src/platform/Digest.ts"
import * as DoctorHost from "../../src/cli/DoctorHost.ts"
import * as InspectedHome from "./InspectedHome.ts"

interface Report {
  readonly ok: boolean
  readonly checks: ReadonlyArray<{ readonly name: string; readonly standing: string; readonly found: ReadonlyArray<string>; readonly remedy: string | null }>
}

const named = ({ checks }: Report, name: string) => checks.find((check) => check.name === name)!

describe("graph doctor", () => {
  it("finds a project that works in order", async () => {
    const { code, stdout } = await InspectedHome.call(await InspectedHome.prepared(), "doctor", "--json")
    const report = JSON.parse(stdout) as Report
    assert.deepStrictEqual([code, report.ok, report.checks.filter(({ standing }) => standing === "problem")], [0, true, []])
    assert.deepStrictEqual(
      ["home", "config", "snapshots", "code", "cache", "lease", "runs", "latest run"].map((name) => named(report, name).standing),
      Array.from({ length: 8 }, () => "ok")
    )
  })

  it("says of everything that is wrong what to do, and exits 2", async () => {
    const folder = await InspectedHome.copy()
    fs.writeFileSync(Path.join(folder, "config/scoring.v1.json"), "{")
    fs.rmSync(Path.join(folder, "fixtures/boards"))
    fs.appendFileSync(Path.join(folder, "runs", InspectedHome.onlyRun(folder), "run.json"), " ")
    InspectedHome.leaveOpen(folder, "20000101T000000000Z-aaaa", false, [])
    const { code, stdout } = await InspectedHome.call(folder, "doctor", "--json")
    const report = JSON.parse(stdout) as Report
    assert.strictEqual(code, 2)
    assert.deepStrictEqual(["config", "snapshots", "damaged runs", "crashed runs"].map((name) => named(report, name).standing), ["problem", "problem", "problem", "warning"])
    assert.match(named(report, "config").found[0]!, /^config\/scoring\.v1\.json: it is not JSON/)
    assert.isTrue(report.checks.every(({ remedy, standing }) => (remedy === null) === (standing === "ok")))
    assert.deepStrictEqual(fs.readdirSync(folder).sort(), ["config", "fixtures", "runs"])
  })

  it("looks at the machine where there is no project", async () => {
    const { code, stdout } = await InspectedHome.graph(os.tmpdir(), "doctor", "--home", Path.join(os.tmpdir(), "no-such-project"), "--json")
    const report = JSON.parse(stdout) as Report
    assert.deepStrictEqual([code, named(report, "home").standing], [2, "problem"])
  })
})

describe("DoctorHost", () => {
  it("refuses an old Node, warns of one without the fixes, and takes the patched ones", () => {
    const standings = Object.fromEntries(["20.19.0", "22.18.0", "22.19.0", "22.23.4", "23.11.0", "24.22.0", "24.22.1", "26.10.0", "26.12.1", "27.0.0"]
      .map((version) => [version, DoctorHost.node(version).standing]))
    assert.deepStrictEqual(standings, {
      "20.19.0": "problem", "22.18.0": "problem", "22.19.0": "warning", "22.23.4": "ok", "23.11.0": "warning",
      "24.22.0": "warning", "24.22.1": "ok", "26.10.0": "warning", "26.12.1": "ok", "27.0.0": "ok"
    })
  })

  it("doubts a clock that is behind the program or behind the newest run", () => {
    const now = Date.UTC(2026, 10, 22)
    assert.deepStrictEqual([DoctorHost.clock(0, undefined), DoctorHost.clock(now, now + 120_000), DoctorHost.clock(now, now - 1)].map(({ standing }) => standing), ["problem", "warning", "ok"])
  })

  it("names the text tables that differ from those of the latest run", () => {
    assert.deepStrictEqual(DoctorHost.text({ icu: "78.3", tz: "2026c" }, { icu: "78.3", tz: "2026a" }).found, ["icu 78.3, tz 2026c; the latest run had tz 2026a"])
  })

  it("tells scarce from low from enough space", () => {
    assert.deepStrictEqual([1, 200 * 1024 ** 2, 2 * 1024 ** 3].map((free) => DoctorHost.space(free).standing), ["problem", "warning", "ok"])
  })

  it("finds a build older than its sources", () => {
    const folder = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-build-"))
    fs.mkdirSync(Path.join(folder, "src/cli"), { recursive: true })
    fs.mkdirSync(Path.join(folder, "dist"))
    fs.writeFileSync(Path.join(folder, "src/cli/main.ts"), "1")
    const missing = DoctorHost.build(folder).standing
    fs.writeFileSync(Path.join(folder, "dist/build.json"), JSON.stringify({ sources: { "src/cli/main.ts": [1, Digest.of("1")] } }))
    const fresh = DoctorHost.build(folder).standing
    fs.writeFileSync(Path.join(folder, "src/cli/main.ts"), "2")
    const stale = DoctorHost.build(folder)
    fs.rmSync(folder, { recursive: true })
    assert.deepStrictEqual([missing, fresh, stale.standing], ["warning", "ok", "warning"])
    assert.include(stale.found[0], "src/cli/main.ts")
  })
})
