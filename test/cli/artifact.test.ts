import { assert, describe, it } from "vitest"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as Terminal from "../../src/cli/Terminal.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as InspectedHome from "./InspectedHome.ts"

describe("graph artifact", () => {
  it("prints an artifact indented for people, as stored with --raw, and says where it is with --path", async () => {
    const folder = await InspectedHome.prepared()
    const stored = Path.join(folder, "runs", InspectedHome.onlyRun(folder), "artifacts/candidates/local/ranked_jobs.v1.json")
    const raw = await InspectedHome.graph(folder, "artifact", "ranked_jobs", "--raw")
    const indented = await InspectedHome.call(folder, "artifact", "ranked_jobs")
    const path = await InspectedHome.call(folder, "artifact", "ranked_jobs", "--path")
    const text = fs.readFileSync(stored, "utf8")
    assert.strictEqual(raw.stdout, text)
    assert.strictEqual(indented.stdout, Terminal.harmless(`${JSON.stringify(JSON.parse(text), null, 2)}\n`))
    assert.deepStrictEqual(JSON.parse(indented.stdout), JSON.parse(text))
    assert.deepStrictEqual([/\p{Bidi_Control}/u.test(text), /\p{Bidi_Control}/u.test(indented.stdout)], [true, false])
    assert.strictEqual(fs.realpathSync(path.stdout.trim()), fs.realpathSync(stored))
  })

  it("takes the format and the candidate, and wraps both in a document with --json", async () => {
    const folder = await InspectedHome.prepared()
    const { stdout } = await InspectedHome.call(folder, "artifact", "ranked_jobs", "--format", "csv", "--candidate", "local", "--json")
    const { artifact, content, schema_version } = JSON.parse(stdout) as Record<string, any>
    assert.deepStrictEqual([schema_version, artifact.media_type, artifact.candidate, artifact.digest], [1, "text/csv", "local", Digest.of(content)])
    assert.match(content, /^rank,score,title,/)
  })

  it("guesses what was meant by an unknown name, and lists what there is", async () => {
    const folder = await InspectedHome.prepared()
    const unknown = await InspectedHome.call(folder, "artifact", "rankd_jobs")
    assert.deepStrictEqual([unknown.code, unknown.stdout], [2, ""])
    assert.include(unknown.stderr, "left no artifact rankd_jobs. Did you mean ranked_jobs? It left run_summary, run_health, provider_availability, ranked_jobs, ")
    const other = await InspectedHome.call(folder, "artifact", "costs", "--format", "csv")
    assert.include(other.stderr, "left no artifact costs as csv. It left costs.v1.json.")
  })

  it("prints nothing whose bytes are not those of the record", async () => {
    const folder = await InspectedHome.copy()
    fs.appendFileSync(Path.join(folder, "runs", InspectedHome.onlyRun(folder), "artifacts/changes.v1.json"), " ")
    const { code, stderr, stdout } = await InspectedHome.call(folder, "artifact", "changes")
    assert.deepStrictEqual([code, stdout], [6, ""])
    assert.include(stderr, "artifacts/changes.v1.json of run ")
  })

  it("takes the latest run that has ended", async () => {
    const folder = await InspectedHome.copy()
    InspectedHome.leaveOpen(folder, "29991122T080000000Z-aaaa", true, [])
    const { stdout } = await InspectedHome.call(folder, "artifact", "--json")
    assert.strictEqual(JSON.parse(stdout).run, InspectedHome.onlyRun(folder))
    const open = await InspectedHome.call(folder, "artifact", "changes", "--run", "2999")
    assert.deepStrictEqual([open.code, open.stderr.includes("(not ended)")], [2, true])
  })
})
