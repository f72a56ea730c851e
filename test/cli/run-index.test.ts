import { assert, describe, it } from "vitest"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as RunRecord from "../../src/runs/RunRecord.ts"
import { damage } from "../runs/Rig.ts"
import * as InspectedHome from "./InspectedHome.ts"

const verdict = async (folder: string) => {
  const { code, stdout } = await InspectedHome.call(folder, "index", "verify", "--json")
  return [code, (JSON.parse(stdout) as { readonly state: string }).state]
}

/** Copies of the one run under other ids, each about a day of its own. */
const withCopies = async (count: number) => {
  const folder = await InspectedHome.copy()
  const run = InspectedHome.onlyRun(folder)
  const { seal: _, ...body } = JSON.parse(fs.readFileSync(Path.join(folder, "runs", run, "run.json"), "utf8")) as RunRecord.RunRecord
  const ids = Array.from({ length: count }, (_, index) => `20270101T${100_000_000 + index}Z-aaaa`)
  for (const [index, id] of ids.entries()) {
    fs.mkdirSync(Path.join(folder, "runs", id))
    fs.writeFileSync(Path.join(folder, "runs", id, "run.json"), RunRecord.encode(RunRecord.seal({ ...body, as_of: `2027-02-${10 + index}` })))
  }
  return { folder, run, ids }
}

const listed = async (folder: string, ...args: ReadonlyArray<string>) => {
  const { code, stdout } = await InspectedHome.call(folder, "runs", "--json", ...args)
  const { has_older, runs } = JSON.parse(stdout) as { readonly has_older: boolean; readonly runs: ReadonlyArray<{ readonly run: string; readonly position: number; readonly tags: ReadonlyArray<string> }> }
  return { code, has_older, runs: runs.map(({ position, run, tags }) => [run, position, tags]) }
}

describe("graph index", () => {
  it("is kept by runs, held against the records, and built anew", async () => {
    const folder = await InspectedHome.copy()
    const index = Path.join(folder, "runs/index")
    assert.deepStrictEqual(await verdict(folder), [0, "in_step"])
    const kept = fs.readFileSync(Path.join(index, "recent.ndjson"))
    fs.rmSync(index, { recursive: true })
    assert.deepStrictEqual(await verdict(folder), [5, "absent"])
    assert.strictEqual((await InspectedHome.call(folder, "show", "latest", "--json")).code, 0)
    assert.deepStrictEqual(await InspectedHome.call(folder, "index", "rebuild"), { code: 0, stdout: "✓ index of 1 run built anew from their records\n", stderr: "" })
    assert.deepStrictEqual(fs.readFileSync(Path.join(index, "recent.ndjson")), kept)
    damage(Path.join(index, "recent.ndjson"))
    assert.deepStrictEqual(await verdict(folder), [6, "damaged"])
    const { code, stdout } = await InspectedHome.call(folder, "index", "verify")
    assert.strictEqual(code, 6)
    assert.include(stdout, "graph index rebuild")
    InspectedHome.leaveOpen(folder, "29991122T080000000Z-aaaa", true, [])
    assert.strictEqual((await InspectedHome.call(folder, "runs")).code, 0)
  })

  it("is behind runs that were copied here, and the next run takes them up", async () => {
    const { folder } = await withCopies(3)
    assert.deepStrictEqual(await verdict(folder), [5, "behind"])
    assert.strictEqual((await InspectedHome.graph(folder, "run", "daily", "--as-of", "2027-03-01")).code, 0)
    assert.deepStrictEqual(await verdict(folder), [0, "in_step"])
  })
})

describe("graph runs", () => {
  it("lists the runs of a day, of a candidate, and those that published, by the position they have among all", async () => {
    const { folder, ids, run } = await withCopies(3)
    assert.deepStrictEqual(await listed(folder, "--as-of", "2027-02-11"), { code: 0, has_older: false, runs: [[ids[1]!, 1, []]] })
    assert.deepStrictEqual((await listed(folder, "--published", "--limit", "2")), { code: 0, has_older: true, runs: [[ids[2]!, 0, []], [ids[1]!, 1, []]] })
    assert.strictEqual((await listed(folder, "--candidate", "local", "--as-of", "2026-11-22")).runs[0]![0], run)
    assert.deepStrictEqual((await listed(folder, "--candidate", "nobody")).runs, [])
  })
})

describe("graph tag, graph untag", () => {
  it("gives a run a name to find it by, lists it, and takes it back", async () => {
    const { folder, ids } = await withCopies(3)
    const said = JSON.parse((await InspectedHome.call(folder, "tag", "@1", "weekly", "--json")).stdout) as object
    assert.deepStrictEqual(said, { schema_version: 1, run: ids[1], tag: "weekly", said: "tag", changed: true, tags: ["weekly"] })
    await InspectedHome.call(folder, "tag", ids[0]!, "weekly")
    await InspectedHome.call(folder, "tag", ids[0]!, "first")
    assert.strictEqual((JSON.parse((await InspectedHome.call(folder, "tag", "tag:first", "weekly", "--json")).stdout) as { readonly changed: boolean }).changed, false)
    assert.deepStrictEqual((await listed(folder, "--tag", "weekly")).runs, [[ids[1]!, 1, ["weekly"]], [ids[0]!, 2, ["first", "weekly"]]])
    assert.strictEqual((JSON.parse((await InspectedHome.call(folder, "show", "tag:weekly", "--json")).stdout) as { readonly run: string }).run, ids[1])
    assert.strictEqual((await InspectedHome.call(folder, "untag", "tag:weekly", "weekly")).code, 0)
    assert.deepStrictEqual((await listed(folder, "--tagged")).runs, [[ids[0]!, 2, ["first", "weekly"]]])
  })

  it("refuses what is no name, a run that is none, and a tag the run does not have", async () => {
    const folder = await InspectedHome.copy()
    for (const args of [["tag", "latest", "a/b"], ["tag", "20260101", "a"], ["untag", "latest", "a"]]) {
      const { code, stdout } = await InspectedHome.call(folder, ...args)
      assert.deepStrictEqual([code, stdout, fs.existsSync(Path.join(folder, "runs/tags.jsonl"))], [2, "", false], args.join(" "))
    }
  })

  it("keeps a tagged run from graph gc, unless it is told otherwise or cannot know", async () => {
    const { folder, ids } = await withCopies(3)
    await InspectedHome.call(folder, "tag", ids[0]!, "kept")
    const gc = (...args: ReadonlyArray<string>) => InspectedHome.call(folder, "gc", "--keep-runs", "1", "--json", ...args)
    const removed = ({ stdout }: InspectedHome.Answer) => (JSON.parse(stdout) as { readonly runs: { readonly removed: ReadonlyArray<string> } }).runs.removed
    assert.notInclude(removed(await gc("--dry-run")), ids[0]!)
    assert.include(removed(await gc("--dry-run", "--no-keep-tagged")), ids[0]!)
    damage(Path.join(folder, "runs/tags.jsonl"))
    const { code, stderr } = await gc()
    assert.strictEqual(code, 6)
    assert.include(stderr, "--no-keep-tagged")
    assert.deepStrictEqual(removed(await gc("--no-keep-tagged")), [InspectedHome.onlyRun(await InspectedHome.prepared()), ids[0]!, ids[1]!])
    assert.deepStrictEqual(await verdict(folder), [0, "in_step"])
  })
})
