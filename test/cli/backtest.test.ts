import * as fs from "node:fs"
import * as Path from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as Left from "../faults/Home.ts"
import * as Program from "../faults/Program.ts"
import * as BacktestHome from "./BacktestHome.ts"

afterAll(BacktestHome.clean, 60_000)

interface Told {
  readonly home: string
  readonly backtest: string
  readonly remarks: ReadonlyArray<string>
  readonly unrecorded: ReadonlyArray<string>
  readonly days: ReadonlyArray<{
    readonly day: string
    readonly run: string
    readonly outcome: string
    readonly graph_hash: string
    readonly known: boolean
    readonly boards: { readonly read: number; readonly failed: number }
    readonly counts: { readonly [name: string]: number } | null
    readonly events: { readonly [kind: string]: number }
  }>
  readonly totals: { readonly days: { readonly [name: string]: number }; readonly counts: { readonly [name: string]: number }; readonly events: { readonly [kind: string]: number } }
}

const backtest = async (home: string, ...args: ReadonlyArray<string>): Promise<Told> => {
  const { code, stderr, stdout } = await BacktestHome.graph(home, "backtest", "--snapshots", Path.join(home, "recorded"), ...args, "--json")
  assert.strictEqual(code, 0, stderr)
  return JSON.parse(stdout)
}

const hashes = ({ days }: Told): ReadonlyArray<string> => days.map(({ graph_hash }) => graph_hash)
const folded = ({ days }: Told): ReadonlyArray<string> => days.filter(({ known }) => !known).map(({ day }) => day)
const runsIn = ({ home }: Told): ReadonlyArray<string> => Left.ids(home)

const { days } = BacktestHome

describe("graph backtest", () => {
  let home: string
  let first: Told

  beforeAll(async () => {
    await Program.folder()
    home = BacktestHome.make()
    first = await backtest(home)
  }, 60_000)

  it("folds a run a day, each onto the day before", () => {
    assert.deepStrictEqual(first.days.map(({ day }) => day), days)
    const figures = first.days.map(({ boards, counts }) => [boards.read, counts!["first_observed"]! > 0, counts!["new"], counts!["changed"], counts!["closed"], counts!["reopened"]])
    assert.deepStrictEqual(figures, [
      [2, true, 0, 0, 0, 0],
      [2, false, 1, 0, 0, 0],
      [2, false, 0, 0, 0, 0],
      [2, false, 0, 1, 0, 0],
      [2, false, 1, 0, 1, 0],
      [2, false, 0, 1, 0, 0]
    ])
    for (const { counts } of first.days) assert.strictEqual(counts!["served"], counts!["first_observed"]! + counts!["new"]! + counts!["carried"]! + counts!["reopened"]!)
    const sum = (name: string) => first.days.reduce((sum, { counts }) => sum + counts![name]!, 0)
    assert.deepStrictEqual(first.totals, {
      days: { folded: 6, known: 0, failed: 0, unrecorded: 0 },
      counts: Object.fromEntries(Object.keys(first.totals.counts).map((name) => [name, sum(name)])),
      events: {}
    })
  })

  it("leaves the home's own runs, state and configuration alone", () => {
    assert.deepStrictEqual([fs.existsSync(Path.join(home, "runs")), fs.readdirSync(Path.join(home, "state"))], [false, ["backtests"]])
    assert.strictEqual(Path.dirname(first.home), Path.join(home, "state", "backtests"))
  })

  it("gives the same days from snapshot sets as from answers as served", async () => {
    const other = BacktestHome.make()
    fs.rmSync(Path.join(other, "recorded"), { recursive: true })
    await BacktestHome.writeSets(Path.join(other, "recorded"))
    const told = await backtest(other)
    assert.deepStrictEqual(told.days.map(({ day, graph_hash }) => [day, graph_hash]), first.days.map(({ day, graph_hash }) => [day, graph_hash]))
  }, 60_000)

  it("run again, folds nothing", async () => {
    const before = runsIn(first)
    const again = await backtest(home)
    assert.deepStrictEqual([folded(again), again.totals.days["known"], runsIn(again)], [[], 6, before])
    assert.deepStrictEqual([hashes(again), again.totals.counts], [hashes(first), first.totals.counts])
  })

  it("goes on from the days that are known, and gives what folding them at once gives", async () => {
    const other = BacktestHome.make()
    const into = ["--into", Path.join(other, "elsewhere")]
    const some = await backtest(other, "--from", days[0]!, "--to", days[3]!, ...into)
    const more = await backtest(other, ...into)
    assert.deepStrictEqual([folded(some), folded(more), hashes(more)], [days.slice(0, 4), days.slice(4), hashes(first)])
    assert.strictEqual(more.home, Path.join(other, "elsewhere"))
  }, 60_000)

  it("killed at any moment, is taken up where it was, and gives what it would have given", async () => {
    const other = BacktestHome.make()
    const recorded = ["--snapshots", Path.join(other, "recorded"), "--into", Path.join(other, "elsewhere")]
    for (const afterDays of [2, 3]) {
      assert.strictEqual(await BacktestHome.kill(other, afterDays, ...recorded), "SIGKILL")
    }
    const told = await backtest(other, ...recorded.slice(2))
    assert.deepStrictEqual(hashes(told), hashes(first))
    assert.isAtLeast(told.totals.days["known"]!, 3)
    for (const { litter, problems, record } of Left.runs(told.home).filter(({ record }) => record?.outcome === "crashed")) assert.deepStrictEqual([record!.graph_hash, problems, litter], [null, [], []])
  }, 60_000)

  it("any day replays to the same bytes", async () => {
    const { code, stderr, stdout } = await BacktestHome.sourceGraph(first.home, "replay", first.days[3]!.run)
    assert.strictEqual(code, 0, stdout + stderr)
  }, 60_000)

  it("takes a missing answer for a board that was not recorded, a damaged one for one that is damaged, and goes on", async () => {
    const other = BacktestHome.make()
    fs.rmSync(BacktestHome.fileOf(Path.join(other, "recorded"), "anthropic", days[1]!))
    fs.truncateSync(BacktestHome.fileOf(Path.join(other, "recorded"), "anthropic", days[2]!), 1000)
    const told = await backtest(other)
    assert.deepStrictEqual(told.days.map(({ boards, outcome }) => [outcome, boards.failed]), days.map((_, index) => (index === 1 || index === 2 ? ["degraded", 1] : ["succeeded", 0])))
    assert.deepStrictEqual([told.days[1]!.counts!["closed"], told.days[3]!.counts!["closed"], told.days[3]!.counts!["reopened"]], [0, 0, 0])
    const reasons = [1, 2].map((index) => {
      const { failures } = JSON.parse(fs.readFileSync(Path.join(told.home, "runs", told.days[index]!.run, "run.json"), "utf8"))
      return failures[0].error._tag
    })
    assert.deepStrictEqual(reasons, ["NotRecorded", "DamagedRecording"])
    assert.strictEqual((await BacktestHome.sourceGraph(told.home, "replay", told.days[2]!.run)).code, 0)
    assert.deepStrictEqual(folded(await backtest(other)), [])
  }, 60_000)

  it("passes over days of which nothing is recorded, and goes on past a day on which no board can be read", async () => {
    const other = BacktestHome.make()
    const recorded = Path.join(other, "recorded")
    for (const provider of ["anthropic", "cohere"]) {
      fs.rmSync(BacktestHome.fileOf(recorded, provider, days[1]!))
      fs.writeFileSync(BacktestHome.fileOf(recorded, provider, days[2]!), "")
    }
    const told = await backtest(other)
    assert.deepStrictEqual([told.unrecorded, told.totals.days], [[days[1]], { folded: 5, known: 0, failed: 1, unrecorded: 1 }])
    assert.deepInclude(told.days[1], { day: days[2]!, outcome: "failed", counts: null })
    assert.deepStrictEqual([told.days[2]!.outcome, told.days[2]!.counts!["first_observed"]], ["succeeded", 0])
    assert.deepStrictEqual(folded(await backtest(other)), [])
  }, 60_000)

  it("folds a day whose recording changed again, and those after it whose past it changes", async () => {
    const other = BacktestHome.make()
    await backtest(other)
    const at = (day: number) => BacktestHome.fileOf(Path.join(other, "recorded"), "anthropic", days[day]!)
    fs.copyFileSync(at(1), at(2))
    const told = await backtest(other)
    assert.deepStrictEqual(folded(told), days.slice(2))
    const undisturbed = BacktestHome.make()
    fs.cpSync(Path.join(other, "recorded"), Path.join(undisturbed, "recorded"), { recursive: true })
    assert.deepStrictEqual(hashes(told), hashes(await backtest(undisturbed)))
  }, 60_000)

  it("folds the day again whose ledger is no longer what it was, when another day is to be folded onto it", async () => {
    const other = BacktestHome.make()
    const some = await backtest(other, "--from", days[0]!, "--to", days[4]!)
    fs.truncateSync(Path.join(some.home, "runs", some.days[4]!.run, "artifacts", "ledger.v2.json"), 100)
    const told = await backtest(other)
    assert.deepStrictEqual([folded(told), hashes(told)], [days.slice(4), hashes(first)])
  }, 60_000)

  describe("with another configuration", () => {
    let other: Told

    beforeAll(async () => {
      const config = Path.join(BacktestHome.temporary(), "config")
      fs.cpSync(Path.join(home, "config"), config, { recursive: true })
      const file = Path.join(config, "scoring.v1.json")
      const scoring = JSON.parse(fs.readFileSync(file, "utf8"))
      scoring.points.location.city += 5
      fs.writeFileSync(file, JSON.stringify(scoring))
      other = await backtest(home, "--config", config)
    }, 60_000)

    it("lies beside the first, and computes only what differs", () => {
      assert.notStrictEqual(other.home, first.home)
      const ran = other.days.flatMap(({ run }) => Object.keys(JSON.parse(fs.readFileSync(Path.join(other.home, "runs", run, "timing.json"), "utf8")).nodes))
      assert.deepStrictEqual([...new Set(ran.map((node) => node.replace(/\[.*$/, "")))].sort(), [
        "explain-posting", "explain-ranking", "follow-ranking", "mail-digest", "print-digest", "raise-alerts", "rank-jobs", "score-posting", "tabulate-ranking", "write-digest",
        "write-shortlist"
      ])
    })

    it("differs by what the configuration says and by no change of a board", async () => {
      const { code, stdout } = await BacktestHome.graph(home, "diff", first.backtest, other.backtest, "--json")
      const difference = JSON.parse(stdout)
      assert.strictEqual(code, 5)
      assert.deepInclude(difference, { same: false, compared: 6, only: { left: [], right: [] } })
      assert.deepStrictEqual(difference.days.map(({ day }: { day: string }) => day), days)
      const origins: ReadonlyArray<{ readonly stage: string; readonly why: unknown; readonly days: number }> = difference.meaning.origins
      assert.strictEqual(origins[0]!.stage, "score-posting")
      for (const { days, why } of origins) assert.deepStrictEqual([why, days], [["config"], 6])
      assert.deepStrictEqual(difference.meaning.changes, { left: {}, right: {} })
      const [{ candidate, only, scores }] = difference.meaning.candidates
      assert.deepStrictEqual([candidate, only], ["local", 0])
      assert.isAbove(scores, 0)
      assert.deepStrictEqual(difference.first.origins[0].reasons[0].places[0].pointer, "/points/location/city")
      const text = await BacktestHome.graph(home, "diff", first.home, other.home)
      assert.strictEqual(text.code, 5)
      assert.include(text.stdout, `part on 6 of 6 days that both have, first on ${days[0]}`)
    }, 60_000)

    it("is the same as itself, and no run", async () => {
      assert.strictEqual((await BacktestHome.graph(home, "diff", first.backtest, first.home)).code, 0)
      const { code, stderr } = await BacktestHome.graph(home, "diff", first.backtest, "latest")
      assert.deepStrictEqual([code, /There is no backtest latest/.test(stderr)], [2, true])
    })
  })

  const wrong: ReadonlyArray<readonly [what: string, args: (home: string) => ReadonlyArray<string>, says: RegExp]> = [
    ["a folder without recorded days", (home) => ["--snapshots", Path.join(home, "config")], /holds no recorded days: no folder in it is/],
    ["a folder that is not there", (home) => ["--snapshots", Path.join(home, "nowhere")], /holds no recorded days/],
    ["days of which none is recorded", () => ["--from", "2027-01-01", "--to", "2027-01-02"], /none from 2027-01-01 to 2027-01-02; it has 2026-03-01 to 2026-03-06/],
    ["a range that ends before it begins", () => ["--from", "2026-03-02", "--to", "2026-03-01"], /a day from 2026-03-02 is due/],
    ["a day that is none", () => ["--from", "2026-02-30"], /--from got "2026-02-30"/],
    ["a folder that holds something else", (home) => ["--into", Path.join(home, "config")], /an empty folder or that of an earlier backtest is due/],
    ["a registry of other employers", () => ["--providers", Path.join(Program.config, "..", "test", "cli", "BacktestHome.ts")], /it is not JSON/]
  ]
  for (const [what, args, says] of wrong) {
    it(`given ${what}, says so, exits 2 and touches nothing`, async () => {
      const before = Left.files(Path.join(home, "config"))
      const { code, stderr } = await BacktestHome.graph(home, "backtest", ...(args(home).includes("--snapshots") ? [] : ["--snapshots", Path.join(home, "recorded")]), ...args(home))
      assert.strictEqual(code, 2, stderr)
      assert.match(stderr, says)
      assert.deepStrictEqual(Left.files(Path.join(home, "config")), before)
    })
  }

  it("names who is recorded and not read, and who is read and not recorded; with nobody in common there is nothing to fold", async () => {
    const other = BacktestHome.make()
    const registry = (...ids: ReadonlyArray<string>): string => {
      const file = Path.join(other, `${ids.join("-")}.json`)
      fs.writeFileSync(file, JSON.stringify({ schema_version: 1, providers: ids.map((id) => ({ id, name: id, system: "greenhouse", board: id, enabled: true })) }))
      return file
    }
    const told = await backtest(other, "--providers", registry("anthropic", "zoo"), "--to", days[0]!)
    assert.deepStrictEqual(told.remarks, ["recorded and passed over, because the registry does not read them: cohere", "in the registry and not recorded, which every day will say: zoo"])
    assert.deepStrictEqual(told.days[0]!.boards, { read: 1, failed: 1 })
    const { code, stderr } = await BacktestHome.graph(other, "backtest", "--snapshots", Path.join(other, "recorded"), "--providers", registry("zoo"))
    assert.strictEqual(code, 2)
    assert.match(stderr, /its providers \(anthropic, cohere\) are none that the registry reads \(zoo\)/)
  }, 60_000)
})

const real = Path.resolve(process.env["SIGNALCRAFT_REAL_DATA"] ?? "../shared/real")
const history = Path.join(real, "history")
const absent = !fs.existsSync(history)
const why = absent ? ` (skipped: no recordings in ${real}; set SIGNALCRAFT_REAL_DATA)` : ""

describe.skipIf(absent)(`graph backtest over days as boards really served them${why}`, () => {
  it("accounts for every posting of ten days, on one of which a board empties at once, and any of them replays", async () => {
    const home = BacktestHome.make()
    const providers = fs.readdirSync(history).map((id) => ({ id, name: id, system: id === "openai" ? "ashby" : "greenhouse", board: id, enabled: true }))
    const registry = Path.join(home, "registry.json")
    fs.writeFileSync(registry, JSON.stringify({ schema_version: 1, providers }))
    const arguments_ = ["backtest", "--snapshots", history, "--providers", registry, "--from", "2025-10-31", "--to", "2025-11-09", "--json"]
    const { code, stderr, stdout } = await BacktestHome.graph(home, ...arguments_)
    assert.strictEqual(code, 0, stderr)
    const told = JSON.parse(stdout) as Told
    assert.strictEqual(told.days.length, 10)
    for (const { boards, counts, outcome } of told.days) {
      assert.deepStrictEqual([outcome, boards], ["succeeded", { read: 7, failed: 0 }])
      assert.strictEqual(counts!["served"], counts!["first_observed"]! + counts!["new"]! + counts!["carried"]! + counts!["reopened"]!)
    }
    assert.deepStrictEqual(told.days.filter(({ events }) => events["board_emptied"] !== undefined).map(({ day }) => day), ["2025-11-05"])
    assert.isBelow(told.days.find(({ day }) => day === "2025-11-05")!.counts!["closed"]!, 67)
    const again = JSON.parse((await BacktestHome.graph(home, ...arguments_)).stdout) as Told
    assert.deepStrictEqual(again.totals.days, { folded: 0, known: 10, failed: 0, unrecorded: 0 })
    const replayed = await BacktestHome.sourceGraph(told.home, "replay", told.days[5]!.run)
    assert.strictEqual(replayed.code, 0, replayed.stdout + replayed.stderr)
  }, 120_000)
})
