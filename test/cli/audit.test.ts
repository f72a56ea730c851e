/**
 * The audit that every ending of a run leaves, whoever asks for it, and what it never holds.
 */
import { assert, describe, it } from "vitest"
import { execFile } from "node:child_process"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import type { ProfileAudit, RunAudit } from "../../schemas/RunAudit.ts"
import * as InspectedHome from "./InspectedHome.ts"

const program = Path.resolve(import.meta.dirname, "../../src/cli/main.ts")

/** A run as a process of its own, with nothing in its environment but what is given. */
const run = (folder: string, env: Readonly<Record<string, string>>, ...flags: ReadonlyArray<string>): Promise<number> =>
  new Promise((resolve) => {
    const all = ["run", "daily", "--as-of", "2026-11-22", "--progress", "quiet", "--json", "--home", folder, ...flags]
    execFile(process.execPath, [program, ...all], { cwd: folder, env }, (error) => resolve(error === null ? 0 : Number(error.code)))
  })
const runs = (folder: string) => fs.readdirSync(Path.join(folder, "runs")).filter((name) => name.includes("T")).sort()
const latest = (folder: string) => Path.join(folder, "runs", runs(folder).at(-1)!)
const asked = async <A>(folder: string, ...call: ReadonlyArray<string>): Promise<A> => {
  const { code, stderr, stdout } = await InspectedHome.call(folder, "artifact", ...call, "--raw")
  assert.strictEqual(code, 0, stderr)
  return JSON.parse(stdout)
}
const edit = (file: string, change: (json: any) => unknown) => fs.writeFileSync(file, JSON.stringify(change(JSON.parse(fs.readFileSync(file, "utf8")))))

describe("the audit of a run", () => {
  it("tells who, what and on what, and holds no host, no path and no other value of the environment", async () => {
    const folder = InspectedHome.empty()
    const secrets = { AWS_SECRET_ACCESS_KEY: "canary-secret", HOSTNAME: "canary-host", HOME: "/canary/home", KUBERNETES_SERVICE_HOST: "10.99.98.97", JENKINS_URL: "https://canary.example", BUILD_USER_ID: "ada", INVOCATION_ID: "canary-invocation" }
    assert.strictEqual(await run(folder, secrets), 0)
    const audit = await asked<RunAudit>(folder, "run_audit")
    assert.deepStrictEqual(audit.occasion, {
      actor: { name: "ada", stated_by: "ci" },
      trigger: { kind: "ci", service: "jenkins", evidence: ["ci_variable"] },
      host: { class: "kubernetes", evidence: ["kubernetes_variable"] }
    })
    assert.deepStrictEqual([audit.outcome, audit.before, audit.changed, Object.keys(audit.config)], ["succeeded", null, [], ["alerts.v1", "budgets.v1", "policies", "providers", "scoring.v1"]])
    const text = fs.readFileSync(Path.join(latest(folder), "audit.json"), "utf8")
    for (const word of ["canary", "10.99", os.hostname(), folder, os.tmpdir(), process.cwd()]) assert.notInclude(text, word)
    assert.notInclude(fs.readFileSync(Path.join(latest(folder), "events.jsonl"), "utf8"), "canary")
    assert.notInclude(fs.readFileSync(Path.join(latest(folder), "run.json"), "utf8"), "\"ada\"")
  }, 60_000)

  it("lists what is new in what the run was given, a profile for its candidate alone, and the rest for everybody", async () => {
    const folder = await InspectedHome.copy()
    const candidates = Path.join(folder, "config/candidates")
    fs.writeFileSync(Path.join(candidates, "zoe.json"), fs.readFileSync(Path.join(candidates, "local.json"), "utf8").replace("\"id\": \"local\"", "\"id\": \"zoe\""))
    edit(Path.join(folder, "config/scoring.v1.json"), (scoring) => ({ ...scoring, signals: scoring.signals }))
    edit(Path.join(folder, "config/budgets.v1.json"), (budgets) => ({ ...budgets, asking_seconds: 60 }))
    assert.strictEqual(await run(folder, {}, "--triggered-by", "grace"), 0)
    const audit = await asked<RunAudit>(folder, "run_audit")
    assert.deepStrictEqual(audit.occasion!.actor, { name: "grace", stated_by: "flag" })
    assert.deepStrictEqual([audit.before!.run, audit.changed.map(({ what }) => what)], [runs(folder)[0], ["config/budgets.v1"]])
    assert.deepStrictEqual([audit.before!.code, audit.before!.registry_hash], [audit.code, audit.registry_hash])
    const zoe = await asked<ProfileAudit>(folder, "profile_audit", "--candidate", "zoe")
    assert.deepStrictEqual([zoe.before, zoe.changed], [{ run: runs(folder)[0]!, profile: null }, [{ what: "profile", from: null, to: zoe.profile }]])
    const local = await asked<ProfileAudit>(folder, "profile_audit", "--candidate", "local")
    assert.deepStrictEqual([local.changed, local.before!.profile], [[], local.profile])
    assert.notInclude(JSON.stringify([audit, local]), "zoe")
    const shown = (await InspectedHome.call(folder, "show")).stdout
    assert.match(shown, /^by +grace/m)
    assert.match(shown, /given anew since .*\n  config\/budgets\.v1 \w{12} → \w{12}\n  profile of zoe none → \w{12}\n/)
    const nobody = await InspectedHome.call(folder, "artifact", "profile_audit", "--candidate", "nobody")
    assert.deepStrictEqual([nobody.code, nobody.stdout], [2, ""])
    assert.notInclude(nobody.stderr, "zoe")
  }, 60_000)

  it("leaves what is compared as it is: two sites that ran the same differ in nothing but their audits", async () => {
    const [here, there] = [InspectedHome.empty(), InspectedHome.empty()]
    await run(here, {}, "--triggered-by", "ada")
    await run(there, { GRAPH_TRIGGER: "cron" }, "--triggered-by", "grace")
    for (const file of ["run.json", "nodes.ndjson"]) assert.strictEqual(fs.readFileSync(Path.join(latest(here), file), "utf8"), fs.readFileSync(Path.join(latest(there), file), "utf8"))
    assert.notStrictEqual(fs.readFileSync(Path.join(latest(here), "audit.json"), "utf8"), fs.readFileSync(Path.join(latest(there), "audit.json"), "utf8"))
    assert.strictEqual((await InspectedHome.graph(here, "export", "--out", "a.run.tar.gz")).code, 0)
    assert.strictEqual((await InspectedHome.graph(there, "import", Path.join(here, "a.run.tar.gz"))).code, 0)
    assert.strictEqual((await asked<RunAudit>(there, "run_audit", "--run", runs(here)[0]!)).occasion!.actor.name, "ada")
  }, 60_000)

  it("is left where the configuration does not hold, and where a run was found crashed, as far as is known", async () => {
    const folder = await InspectedHome.copy()
    const given = { code: { version: "0.0.1", digest: null, commit: null }, registry_hash: null, config: {} }
    const occasion = { actor: { name: "ada", stated_by: "flag" as const }, trigger: { kind: "cron" as const, service: null, evidence: ["cron_ancestor" as const] }, host: { class: "server" as const, evidence: [] } }
    const [told, silent] = ["20261123T060000000Z-aaaa", "20261123T060000001Z-aaaa"]
    InspectedHome.leaveOpen(folder, silent, false, [])
    InspectedHome.leaveOpen(folder, told, false, [{ type: "run-identified", given } as never])
    const events = Path.join(folder, "runs", told, "events.jsonl")
    fs.writeFileSync(events, fs.readFileSync(events, "utf8").replace("\"graph\":\"daily\"", `"graph":"daily","occasion":${JSON.stringify(occasion)}`))
    fs.writeFileSync(Path.join(folder, "config/scoring.v1.json"), "{}")
    const before = new Set(runs(folder))
    assert.strictEqual(await run(folder, {}), 2)
    const broken = await asked<RunAudit>(folder, "run_audit", "--run", runs(folder).find((id) => !before.has(id))!)
    assert.deepStrictEqual([broken.outcome, broken.code?.digest, broken.changed.map(({ what }) => what)], ["misconfigured", null, ["code", "config/scoring.v1"]])
    fs.rmSync(Path.join(folder, "config"), { recursive: true })
    fs.cpSync(Path.resolve(import.meta.dirname, "../../config"), Path.join(folder, "config"), { recursive: true })
    assert.strictEqual(await run(folder, {}), 0)
    const crashed = await asked<RunAudit>(folder, "run_audit", "--run", told)
    assert.deepStrictEqual([crashed.outcome, crashed.occasion, crashed.code], ["crashed", occasion, given.code])
    const unknown = await asked<RunAudit>(folder, "run_audit", "--run", silent)
    assert.deepStrictEqual([unknown.outcome, unknown.occasion, unknown.code, unknown.changed], ["crashed", null, null, []])
  }, 60_000)
})
