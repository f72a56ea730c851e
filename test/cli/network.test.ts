import * as Effect from "effect/Effect"
import { assert, beforeAll, describe, it } from "vitest"
import { spawnSync } from "node:child_process"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { Checked, Finding } from "../../src/network/Check.ts"
import * as SnapshotSet from "../../src/network/SnapshotSet.ts"
import * as Attacks from "../network/Attacks.ts"
import * as Vectors from "../network/Vectors.ts"
import * as InspectedHome from "./InspectedHome.ts"

describe("graph network check", () => {
  let folder: string
  beforeAll(() => {
    folder = InspectedHome.empty()
  })
  const check = async (...args: ReadonlyArray<string>): Promise<Checked & { readonly code: number }> => {
    const { code, stdout } = await InspectedHome.call(folder, "network", "check", "--json", ...args)
    return { ...(JSON.parse(stdout) as Checked), code }
  }
  const found = ({ layers }: Checked, layer: Finding["layer"]) => layers.find((one) => one.layer === layer)!

  it("allows what every layer allows, and says why, in order", async () => {
    const checked = await check("https://api.lever.co/v0/postings/acme?mode=json", "--resolve", "api.lever.co=93.184.216.34", "--resolve", "api.lever.co=2606:4700:4700::1111")
    assert.deepStrictEqual([checked.code, checked.decision, checked.refused_by, checked.spacing_seconds], [0, "allowed", null, 1])
    assert.deepStrictEqual(checked.layers.map(({ layer, verdict }) => [layer, verdict]), ["url", "registry", "policy", "robots", "dns"].map((layer) => [layer, "passes"]))
    assert.strictEqual(found(checked, "robots").detail, "line 2, for *: Allow: / (seen 2026-10-31, config/policies.json)")
  })

  it("refuses one host by policy and permits another that withholds its robots.txt, each as decided", async () => {
    const off = await check("https://api.smartrecruiters.com/v1/companies/acme/postings")
    assert.deepStrictEqual([off.code, off.decision, off.refused_by, off.shield, found(off, "robots").reason], [4, "refused", "policy", "passes", "robots_disallow"])
    const ashby = await check("https://api.ashbyhq.com/posting-api/job-board/openai?includeCompensation=true")
    assert.deepStrictEqual([ashby.code, ashby.decision], [0, "allowed"])
    assert.match(found(ashby, "robots").detail, /answers 401: RFC 9309.*Decided for api\.ashbyhq\.com/)
    assert.match(found(ashby, "registry").detail, /boards of .*openai/)
  })

  it("goes by the robots.txt that was recorded last, before what a person saw, and honours its delay and signals", async () => {
    const snapshots = Path.join(folder, "recorded")
    await Effect.runPromise(SnapshotSet.add(snapshots, "acme" as never, {
      url: "https://api.lever.co/robots.txt",
      status: 200,
      headers: {},
      body: new TextEncoder().encode("User-agent: signalcraft\nCrawl-delay: 7\nContent-Signal: ai-train=no\nDisallow: /private\n"),
      received_at: "2026-11-21T06:00:00Z"
    }))
    await Effect.runPromise(SnapshotSet.add(snapshots, "zeta" as never, {
      url: "https://api.lever.co/robots.txt",
      status: 404,
      headers: {},
      body: new Uint8Array(),
      received_at: "2026-11-20T06:00:00Z"
    }))
    const checked = await check("https://api.lever.co/v0/postings/acme", "--snapshots", snapshots)
    assert.deepStrictEqual([checked.code, checked.spacing_seconds, checked.content_signals], [0, 7, { "ai-train": false }])
    const refused = await check("https://api.lever.co/%70rivate/x", "--snapshots", snapshots)
    assert.deepStrictEqual([refused.code, refused.refused_by, found(refused, "robots").detail], [4, "robots", "line 4, for signalcraft: Disallow: /private (recorded 2026-11-21T06:00:00Z)"])
  })

  it("is a wrong call with a wrong --resolve, and a wrong configuration without policies", async () => {
    assert.deepStrictEqual(await InspectedHome.call(folder, "network", "check", "https://api.lever.co/", "--resolve", "10.0.0.1"), {
      code: 2,
      stdout: "",
      stderr: '--resolve got "10.0.0.1", where HOST=ADDRESS is due'
    })
    const bare = InspectedHome.empty()
    fs.rmSync(Path.join(bare, "config/policies.json"))
    const { code, stderr } = await InspectedHome.call(bare, "network", "check", "https://api.lever.co/")
    assert.deepStrictEqual([code, stderr.includes("config/policies.json: the file does not exist")], [2, true])
  })

  it("shows a hostile URL on one line, without its control characters", async () => {
    const { stdout } = await InspectedHome.call(folder, "network", "check", "https://api.lever.co/\u001b[2J\n\u202e")
    assert.match(stdout.split("\n")[0]!, /^✗ https:\/\/api\.lever\.co\/\\u001b\[2J\\u000a\\u202e {3}is refused by url$/)
  })

  // Before version 25, Node's permission model knows files only.
  it.skipIf(Number(process.versions.node.split(".")[0]) < 25)("asks nobody: it says the same where the system denies the network", () => {
    const args = ["--permission", "--allow-fs-read=*", Path.resolve(import.meta.dirname, "../../src/cli/main.ts"), "network", "check", "https://api.lever.co/", "--resolve", "api.lever.co=1.1.1.1"]
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, GRAPH_HOME: folder, NO_COLOR: "1" } })
    assert.deepStrictEqual([status, stdout.includes("may be fetched")], [0, true])
  })

  it.skipIf(Vectors.absent)("gives the verdict of the vectors for every URL, resolution and redirect", async () => {
    for (const { dns, dnsSequence, expect, layer, redirects, url, why } of Attacks.all) {
      if (layer === "response" || layer === "connect" || (layer === "redirect" && redirects?.length !== 1)) continue
      if (layer === "redirect" && redirects![0] === url) continue
      const answers = dnsSequence?.at(-1) ?? dns
      const host = URL.parse(url)?.hostname
      const resolve = answers === undefined || host === undefined ? [] : answers.length === 0 ? ["--resolve", `${host}=`] : answers.flatMap((address) => ["--resolve", `${host}=${address}`])
      const asked = layer === "redirect" ? ["--from", url, redirects![0]!] : [url]
      const { shield } = await check(...resolve, ...asked)
      assert.strictEqual(shield === "passes" ? "allow" : "block", expect, `${url} ${why}`)
    }
  }, 60_000)
})
