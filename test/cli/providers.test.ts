import { assert, beforeEach, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { Provider, Providers } from "../../schemas/Provider.ts"
import * as Home from "../../src/cli/Home.ts"
import * as RegistryFile from "../../src/cli/RegistryFile.ts"
import * as Clearance from "../../src/network/Clearance.ts"
import { damage } from "../runs/Rig.ts"
import * as InspectedHome from "./InspectedHome.ts"
import * as ProviderHome from "./ProviderHome.ts"
import { added, companies, entry, providers, receipt, record, setOf } from "./ProviderHome.ts"

const [brackwater, fennmark, orrery, quillon, lumen] = companies as [ProviderHome.Company, ProviderHome.Company, ProviderHome.Company, ProviderHome.Company, ProviderHome.Company]

let folder: string
beforeEach(() => {
  folder = ProviderHome.empty()
})

const config = (name: string): string => fs.readFileSync(Path.join(folder, "config", name), "utf8")
const whole = (id: string) => {
  const found = receipt(folder, id)
  assert.strictEqual(found._tag, "whole")
  return (found as Extract<Clearance.Found, { _tag: "whole" }>).receipt
}
/** Every file under config/, as it is. */
const standing = () => fs.readdirSync(Path.join(folder, "config"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json")).map((name) => [name, config(name)])

describe("graph providers add", () => {
  it("registers a company as pending, with a receipt that is whole and that nobody has approved", async () => {
    const { code, stdout } = await added(folder, fennmark)
    assert.strictEqual(code, 0, stdout)
    assert.include(stdout, "next: read config/receipts/fennmark.json, then graph providers enable fennmark --by NAME")
    assert.deepStrictEqual(entry(folder, "fennmark"), { id: "fennmark", name: "fennmark", system: "lever", board: "fennmark", enabled: false, state: "pending" } as never)
    const { evidence, given, hosts, levels, reading, review } = whole("fennmark")
    assert.deepStrictEqual([given, evidence, review, levels.length], [fennmark.given, "snapshot", null, 5])
    assert.deepStrictEqual([reading.rows, reading.postings, reading.withheld, reading.partial, reading.bodies.length], [2, 2, 0, null, 1])
    assert.deepStrictEqual(hosts.map(({ host, policy, robots }) => [host, robots?.status, robots?.allows, robots?.because, policy?.decision]), [
      ["api.lever.co", 200, true, "line 2, for *: Allow: / (seen 2026-10-31, config/policies.json)", "allow"]
    ])
  })

  it("writes nothing on a dry run, and says what it would write", async () => {
    const before = standing()
    const { code, stdout } = await added(folder, quillon, "--dry-run", "--json")
    const { entry, proposed_policies, written } = JSON.parse(stdout)
    assert.deepStrictEqual([code, written, entry.state, proposed_policies.length], [0, false, "pending", 1])
    assert.deepStrictEqual(standing(), before)
  })

  it("proposes a refusal where no policy speaks about the host, citing the robots.txt that was recorded", async () => {
    await added(folder, quillon, "--by", "Kim")
    const { policies } = JSON.parse(config("policies.json"))
    const { content_signals, decision, host, mode, author, provider, reason, robots } = policies.at(-1)
    assert.deepStrictEqual([host, provider, decision, mode, author], ["careers.quillon-instruments.com", "quillon", "refuse", "json_ld", "Kim"])
    assert.deepStrictEqual(content_signals, { search: "yes", ai_input: "unstated", ai_train: "no" })
    assert.deepStrictEqual([robots.seen.status, robots.seen.text.split("\n")[0], robots.seen.on], [200, "User-agent: *", "2026-11-21"])
    assert.strictEqual(reason, "Proposed by graph providers add, not decided by anyone yet")
    assert.strictEqual(whole("quillon").hosts[0]?.policy, null)
    const again = await added(folder, quillon)
    assert.deepStrictEqual([again.code, JSON.parse(config("policies.json")).policies.length], [0, policies.length])
  })

  it("asks for the robots.txt of a chosen host, and says how to record it", async () => {
    const before = standing()
    const { code, stderr } = await added(folder, { ...orrery, answers: orrery.answers.slice(0, 1) })
    assert.deepStrictEqual([code, standing()], [2, before])
    assert.include(stderr, `graph snapshot add orrery FILE --to ${setOf(folder)} --url https://orrery.recruitee.com/robots.txt`)
  })

  it("takes nothing that robots.txt or a policy refuses", async () => {
    const disallowed = await added(folder, { ...orrery, answers: [orrery.answers[0]!, { ...orrery.answers[1]!, body: "User-agent: *\nDisallow: /api/\n" }] })
    assert.deepStrictEqual([disallowed.code, /ats_api: Robots\.txt of orrery\.recruitee\.com disallows it: line 2, for \*: Disallow: \/api\//.test(disallowed.stderr)], [4, true], disallowed.stderr)
    const refused = await providers(folder, "add", "https://careers.smartrecruiters.com/Acme1", "--snapshots", setOf(folder))
    assert.deepStrictEqual([refused.code, refused.stderr.includes("Policy refuses api.smartrecruiters.com")], [4, true])
    assert.strictEqual(config("providers.json").includes("orrery"), false)
  })

  it("is a wrong call with an address that is none, an id that is none, and a set that is none", async () => {
    const codes: Array<number> = []
    for (const args of [["https://kim@jobs.lever.co/acme"], ["https://jobs.lever.co:8443/acme"], ["jobs.lever.co/acme"], ["https://jobs.lever.co/acme", "--id", "Acme Inc"], ["https://jobs.lever.co/acme"]]) {
      codes.push((await providers(folder, "add", ...args, "--snapshots", Path.join(folder, "nowhere"))).code)
    }
    assert.deepStrictEqual(codes, [2, 2, 2, 2, 2])
  })

  it("makes only the receipt anew for a board it has, and takes live reading and the review back", async () => {
    await added(folder, fennmark)
    assert.strictEqual((await providers(folder, "enable", "fennmark", "--by", "Kim", "--live")).code, 0)
    const { code } = await added(folder, fennmark)
    assert.deepStrictEqual([code, whole("fennmark").review], [0, null])
    assert.deepStrictEqual(entry(folder, "fennmark"), { id: "fennmark", name: "fennmark", system: "lever", board: "fennmark", enabled: true, state: "active" } as never)
  })

  it("refuses another board for an id that has one, unless the employer has moved: then the old one is history", async () => {
    await added(folder, fennmark)
    await providers(folder, "enable", "fennmark", "--by", "Kim", "--live")
    const elsewhere = { ...brackwater, id: "fennmark" }
    const before = standing()
    const refused = await added(folder, elsewhere)
    assert.deepStrictEqual([refused.code, standing()], [2, before])
    assert.include(refused.stderr, "it is registered for lever/fennmark, and this is greenhouse/brackwater")
    assert.include(refused.stderr, "--moved")
    assert.strictEqual((await added(folder, elsewhere, "--moved")).code, 0)
    const { history, ...rest } = entry(folder, "fennmark")!
    assert.deepStrictEqual(rest, { id: "fennmark", name: "fennmark", system: "greenhouse", board: "brackwater", enabled: false, state: "pending" } as never)
    assert.deepStrictEqual(history?.map(({ board, system, until }) => [system, board, /^\d{4}-\d\d-\d\d$/.test(until)]), [["lever", "fennmark", true]])
  })

  it("refuses a board that another provider reads, and an employer that does not want to be read", async () => {
    await added(folder, fennmark)
    const twice = await providers(folder, "add", fennmark.given.toUpperCase().replace("HTTPS", "https"), "--id", "other", "--snapshots", setOf(folder))
    assert.strictEqual(twice.code, 4)
    await record(folder, { ...fennmark, id: "other" })
    const other = await providers(folder, "add", fennmark.given, "--id", "other", "--snapshots", setOf(folder))
    assert.deepStrictEqual([other.code, other.stderr.includes("the board lever/fennmark is that of fennmark")], [2, true])
    await providers(folder, "tombstone", "fennmark", "--reason", "Asked", "--by", "Kim")
    for (const id of ["fennmark", "other"]) {
      const { code, stderr } = await providers(folder, "add", fennmark.given, "--id", id, "--snapshots", setOf(folder))
      assert.deepStrictEqual([code, stderr.includes("does not want to be read")], [2, true], stderr)
    }
  })
})

describe("graph providers enable", () => {
  it("records who reviewed the receipt, seals it anew, and lets runs read the provider", async () => {
    await added(folder, fennmark)
    const { seal } = whole("fennmark")
    assert.strictEqual((await providers(folder, "enable", "fennmark", "--by", "Kim Doe", "--note", "Terms read")).code, 0)
    const { review, seal: sealed } = whole("fennmark")
    assert.deepStrictEqual([review?.by, review?.note, seal === sealed], ["Kim Doe", "Terms read", false])
    const { enabled, live_enabled, state } = entry(folder, "fennmark")!
    assert.deepStrictEqual([enabled, live_enabled, state], [true, undefined, "active"])
  })

  it("enables an entry that never awaited review without a receipt, and never lets it be asked", async () => {
    const shipped = InspectedHome.empty()
    assert.strictEqual((await providers(shipped, "disable", "openai")).code, 0)
    assert.strictEqual((await providers(shipped, "enable", "openai", "--by", "Kim")).code, 0)
    assert.strictEqual(fs.readFileSync(Path.join(shipped, "config/providers.json"), "utf8"), fs.readFileSync(Path.join(Home.program, "config/providers.json"), "utf8"))
    const { code, stderr } = await providers(shipped, "enable", "openai", "--by", "Kim", "--live")
    assert.deepStrictEqual([code, stderr], [2, "openai: there is no config/receipts/openai.json to review. Nothing was written. Make it anew: graph providers add URL --id openai"])
  })

  const file = () => Path.join(folder, "config/receipts/fennmark.json")
  const edited = (change: (body: Record<string, unknown>) => object) => {
    const { seal: _, ...body } = JSON.parse(fs.readFileSync(file(), "utf8"))
    fs.writeFileSync(file(), JSON.stringify(Clearance.seal(change(body) as never)))
  }
  const obstacles: ReadonlyArray<readonly [what: string, prepare: () => void | Promise<unknown>, says: string]> = [
    ["no receipt", () => fs.rmSync(file()), "there is no config/receipts/fennmark.json to review"],
    ["a receipt that was edited", () => fs.writeFileSync(file(), fs.readFileSync(file(), "utf8").replace("\"rows\": 2", "\"rows\": 3")), "its seal does not match"],
    ["the receipt of another board", () => edited((body) => ({ ...body, provider: { ...(body["provider"] as object), board: "other" } })), "is about another board"],
    ["a policy that refuses the host", () => ProviderHome.decide(folder, "api.lever.co", "refuse"), "policy refuses api.lever.co"],
    ["no policy for the host", () => fs.writeFileSync(Path.join(folder, "config/policies.json"), config("policies.json").replace("\"api.lever.co\"", "\"api.lever.example.com\"")), "no policy speaks about api.lever.co"],
    ["a robots.txt that disallows", () => edited((body) => ({ ...body, hosts: [{ ...(body["hosts"] as ReadonlyArray<object>)[0], robots: { status: 200, digest: `sha256-${"0".repeat(64)}`, allows: false, because: "line 2" } }] })), "robots.txt of api.lever.co disallows it: line 2"],
    ["no word of robots.txt", () => edited((body) => ({ ...body, hosts: [] })), "does not say what api.lever.co says to robots"],
    ["a tombstone", () => providers(folder, "tombstone", "fennmark", "--reason", "Asked", "--by", "Kim"), "does not want to be read: Asked"]
  ]
  for (const [what, prepare, says] of obstacles) {
    it(`does not make live with ${what}`, async () => {
      await added(folder, fennmark)
      await prepare()
      const before = standing()
      const { code, stderr } = await providers(folder, "enable", "fennmark", "--by", "Kim", "--live")
      assert.deepStrictEqual([code, standing()], [2, before])
      assert.include(stderr, says)
    })
  }

  it("makes live once a person has decided about a host that was only proposed", async () => {
    await added(folder, quillon)
    const proposed = await providers(folder, "enable", "quillon", "--by", "Kim", "--live")
    assert.deepStrictEqual([proposed.code, proposed.stderr.includes("nobody has decided about careers.quillon-instruments.com yet")], [2, true])
    ProviderHome.decide(folder, "careers.quillon-instruments.com", "allow")
    assert.strictEqual((await providers(folder, "enable", "quillon", "--by", "Kim", "--live")).code, 0)
    assert.strictEqual(entry(folder, "quillon")?.live_enabled, true)
    fs.writeFileSync(Path.join(folder, "config/policies.json"), config("policies.json").replace("\"Terms read.\"", "\"Proposed by graph providers add, not decided by anyone yet\""))
    assert.strictEqual((await providers(folder, "enable", "quillon", "--by", "Kim", "--live")).code, 0, "an allowance is a decision, whatever reason was left in it")
    assert.deepStrictEqual(Clearance.judge(entry(folder, "quillon")!, receipt(folder, "quillon"))._tag, "Success")
  })
})

describe("graph providers disable and tombstone", () => {
  it("disable stops reading and asking, and keeps what is known", async () => {
    await added(folder, fennmark)
    await providers(folder, "enable", "fennmark", "--by", "Kim", "--live")
    assert.strictEqual((await providers(folder, "disable", "fennmark")).code, 0)
    assert.deepStrictEqual(entry(folder, "fennmark"), { id: "fennmark", name: "fennmark", system: "lever", board: "fennmark", enabled: false, state: "active" } as never)
    assert.strictEqual(whole("fennmark").review?.by, "Kim")
  })

  it("a tombstone says who, when and why, stays, and names what remains", async () => {
    await added(folder, fennmark)
    const { stdout } = await providers(folder, "tombstone", "fennmark", "--reason", "Asked not to be listed", "--by", "Kim")
    const { enabled, live_enabled, tombstone } = entry(folder, "fennmark")!
    assert.deepStrictEqual([enabled, live_enabled, tombstone?.reason, tombstone?.by], [false, undefined, "Asked not to be listed", "Kim"])
    for (const remains of ["0 earlier runs", "config/receipts/fennmark.json", "graph gc --runs-older-than"]) assert.include(stdout, remains)
    const before = standing()
    const again = await providers(folder, "tombstone", "fennmark", "--reason", "Other", "--by", "Kim")
    assert.deepStrictEqual([again.code, standing()], [2, before])
  })

  it("name the nearest provider where the registry has none of that id", async () => {
    await added(folder, fennmark)
    for (const args of [["disable", "fenmark"], ["enable", "fenmark", "--by", "Kim"], ["tombstone", "fenmark", "--reason", "x", "--by", "y"], ["check", "fenmark"]]) {
      const { code, stderr } = await providers(folder, ...args)
      assert.deepStrictEqual([code, stderr], [2, "config/providers.json has no provider fenmark. Did you mean fennmark?"])
    }
  })
})

describe("graph providers list", () => {
  it("shows of each its state, receipt, and the decision about its host", async () => {
    for (const company of [fennmark, quillon, lumen, orrery]) await added(folder, company)
    await providers(folder, "enable", "fennmark", "--by", "Kim", "--live")
    fs.appendFileSync(Path.join(folder, "config/receipts/lumen-foundry.json"), "x")
    await providers(folder, "tombstone", "orrery", "--reason", "Asked", "--by", "Kim")
    const rows = JSON.parse((await providers(folder, "list", "--json")).stdout).providers as ReadonlyArray<Record<string, unknown>>
    assert.deepStrictEqual(rows.map((row) => [row["id"], row["state"], row["live"], row["receipt"], row["policy"], row["host"]]), [
      ["fennmark", "enabled", true, "reviewed", "allow", "api.lever.co"],
      ["lumen-foundry", "pending", false, "broken", "allow", "jobs.ashbyhq.com"],
      ["orrery", "tombstoned", false, "pending_review", "allow", "orrery.recruitee.com"],
      ["quillon", "pending", false, "pending_review", "undecided", "careers.quillon-instruments.com"]
    ])
    const { stdout } = await providers(folder, "list")
    for (const part of ["by Kim", "pending review", "broken", "tombstoned", "undecided"]) assert.include(stdout, part)
    assert.include((await providers(ProviderHome.empty(), "list")).stdout, "graph providers add")
  })
})

describe("graph providers check", () => {
  const problems = async (...args: ReadonlyArray<string>) => {
    const { code, stdout } = await providers(folder, "check", "--json", ...args)
    return { code, found: (JSON.parse(stdout).problems as ReadonlyArray<{ kind: string; provider: string | null; problem: string; next: string }>).map(({ kind, next, problem, provider }) => {
      assert.isNotEmpty(next)
      return [kind, provider, problem]
    }) }
  }

  it("finds nothing in what ships, snapshots included", async () => {
    const shipped = InspectedHome.empty()
    const { code, stdout } = await providers(shipped, "check", "--snapshots", Path.join(shipped, "fixtures/boards"))
    assert.deepStrictEqual([code, stdout.includes("everything holds")], [0, true])
  })

  it("finds every breach at once", async () => {
    for (const company of [fennmark, quillon, brackwater, orrery]) await added(folder, company)
    for (const id of ["fennmark", "brackwater"]) await providers(folder, "enable", id, "--by", "Kim", "--live")
    const receipts = Path.join(folder, "config/receipts")
    fs.renameSync(Path.join(receipts, "orrery.json"), Path.join(receipts, "nobody.json"))
    fs.writeFileSync(Path.join(receipts, "quillon.json"), "{}")
    ProviderHome.decide(folder, "api.lever.co", "refuse")
    const { policies, ...rest } = JSON.parse(config("policies.json"))
    fs.writeFileSync(Path.join(folder, "config/policies.json"), JSON.stringify({ ...rest, policies: policies.filter(({ host }: { host: string }) => host !== "boards-api.greenhouse.io").concat({ ...policies.at(-1), provider: "stranger" }) }))
    const { code, found } = await problems()
    assert.strictEqual(code, 2)
    const expected: ReadonlyArray<readonly [provider: string, begins: string]> = [
      ["brackwater", "no policy speaks about boards-api.greenhouse.io"],
      ["fennmark", "live_enabled is set, and policy refuses api.lever.co"],
      ["orrery", "it awaits review, and there is no config/receipts/orrery.json to review"],
      ["quillon", "config/receipts/quillon.json does not hold: "],
      ["nobody", "config/receipts/nobody.json is a receipt of nobody: the registry has no nobody"],
      ["stranger", "config/policies.json speaks about careers.quillon-instruments.com for stranger"]
    ]
    assert.deepStrictEqual(found.map(([kind, provider, problem], index) => [kind, provider, problem!.slice(0, expected[index]?.[1].length)]), expected.map(([provider, begins]) => ["config", provider, begins]))
    assert.deepStrictEqual((await problems("fennmark")).found.map(([, provider]) => provider), ["fennmark"])
  })

  it("tells what the schemas refuse, duplicates included", async () => {
    await added(folder, fennmark)
    fs.writeFileSync(Path.join(folder, "config/providers.json"), config("providers.json").replace(/( {4}\{.*\})/, "$1,\n$1"))
    const { code, found } = await problems()
    assert.deepStrictEqual([code, found.length, found[0]?.[2]?.includes("two providers are called fennmark")], [2, 1, true], JSON.stringify(found))
  })

  it("finds pages that a run would miss, and bodies that were damaged, in the set and by its own verify", async () => {
    for (const company of [fennmark, brackwater]) {
      await added(folder, company)
      await providers(folder, "enable", company.id, "--by", "Kim")
    }
    assert.deepStrictEqual(await problems("--snapshots", setOf(folder)), { code: 0, found: [] })
    const verify = async () => {
      const { code, stdout } = await InspectedHome.call(folder, "snapshot", "verify", setOf(folder), "--complete", "--json")
      return [code, (JSON.parse(stdout).gaps as ReadonlyArray<{ provider: string }>).map(({ provider }) => provider)]
    }
    assert.deepStrictEqual(await verify(), [0, []])

    const manifest = Path.join(setOf(folder), "manifest.json")
    const { providers: recorded, ...rest } = JSON.parse(fs.readFileSync(manifest, "utf8"))
    damage(Path.join(setOf(folder), "bodies", recorded.brackwater.exchanges[0].body))
    fs.writeFileSync(manifest, JSON.stringify({ ...rest, providers: { brackwater: recorded.brackwater } }))
    const { code, found } = await problems("--snapshots", setOf(folder))
    assert.deepStrictEqual([code, found.map(([kind, provider]) => [kind, provider])], [6, [["snapshot", "brackwater"], ["snapshot", "fennmark"]]])
    assert.include(found[1]![2], "no answer is recorded for https://api.lever.co/v0/postings/fennmark?mode=json")
    assert.deepStrictEqual(await verify(), [6, ["brackwater", "fennmark"]])
    await providers(folder, "disable", "fennmark")
    assert.deepStrictEqual((await problems("--snapshots", setOf(folder))).found.map(([, provider]) => provider), ["brackwater"])
    // Nobody reads it any more, and it is damaged all the same.
    await providers(folder, "disable", "brackwater")
    assert.deepStrictEqual((await problems("--snapshots", setOf(folder))).found.map(([, provider]) => provider), ["brackwater"])
  })
})

describe("the registry's file", () => {
  const shipped = fs.readFileSync(Path.join(Home.program, "config/providers.json"), "utf8")
  const Sketch = Schema.Array(Schema.Struct({
    name: Schema.NonEmptyString,
    enabled: Schema.Boolean,
    live: Schema.Boolean,
    pending: Schema.Boolean,
    tombstone: Schema.NullOr(Schema.NonEmptyString),
    history: Schema.Array(Schema.Literals(["lever", "ashby"]))
  }))
  const of = (sketches: typeof Sketch.Type): Providers => ({
    schema_version: 1,
    providers: sketches.map(({ enabled, history, live, name, pending, tombstone }, index) => ({
      id: `p-${index}`,
      name: name.toWellFormed(),
      system: "lever",
      board: `board-${index}`,
      enabled: enabled && !pending,
      ...(live && enabled && !pending && { live_enabled: true }),
      ...(pending && { state: "pending" }),
      ...(tombstone !== null && { tombstone: { reason: tombstone.toWellFormed(), by: "Kim", on: "2026-11-22" } }),
      ...(history.length > 0 && { history: history.map((system) => ({ system, board: "old", until: "2026-11-21" })) })
    } as unknown as Provider))
  })

  it.effect.prop("gives back the entries that were written, one a line", [Sketch], ([sketches]) =>
    Effect.gen(function*() {
      const registry = of(sketches)
      const text = RegistryFile.format(registry)
      assert.deepStrictEqual(JSON.parse(text), JSON.parse(JSON.stringify(registry)))
      assert.strictEqual(text.split("\n").length, registry.providers.length + (registry.providers.length === 0 ? 5 : 6))
      const home = Home.at(folder)
      yield* RegistryFile.write(home, registry)
      assert.deepStrictEqual(yield* RegistryFile.read(home), registry)
    }), { arbitrary: { runs: 50 } })

  it("is written as the file that ships", () => assert.strictEqual(RegistryFile.format(JSON.parse(shipped) as Providers), shipped))

  it("takes a new entry where its id sorts, and leaves every other line alone", () => {
    const before = JSON.parse(shipped) as Providers
    const made = { ...before.providers[0]!, id: "deltoid", board: "deltoid" } as Provider
    const lines = RegistryFile.format(RegistryFile.put(before, made)).split("\n")
    assert.deepStrictEqual(lines.filter((line) => !line.includes("deltoid")), shipped.split("\n"))
    assert.deepStrictEqual([lines[4]?.includes("cohere"), lines[5]?.includes("deltoid")], [true, true])
    const last = RegistryFile.put(before, { ...made, id: "zeta" } as Provider)
    assert.strictEqual(last.providers.at(-1)?.id, "zeta")
    assert.deepStrictEqual(RegistryFile.put(last, last.providers[2]!), last)
  })

  it.effect("refuses to write what its own schema refuses", () =>
    Effect.gen(function*() {
      const before = config("providers.json")
      const { providers, ...rest } = JSON.parse(shipped) as Providers
      const error = yield* Effect.flip(RegistryFile.write(Home.at(folder), { ...rest, providers: [...providers, providers[0]!] }))
      assert.strictEqual(error._tag, "BadConfig")
      assert.include(error.message, "two providers are called anthropic")
      assert.strictEqual(config("providers.json"), before)
    }))
})
