import { assert, describe, it } from "vitest"
import * as Tree from "./Tree.ts"

/** What a line may do with the folder of the runs: make a repository of it, hand it to the room that knows it, or tell people of it. */
const allowed = [
  /\{ disk[^{}]*, folder: (?:request\.)?home\.runs \}/g,
  /\b(?:Pins|RunFolder)\.\w+\((?:(?:runs\.)?disk, )?(?:home\.runs|runs\.folder|job\.runs)\b/g,
  /\{ runs: runs\.folder,/g,
  /\bDoctorHost\.writable\(runs\.disk, home\.runs\)/g,
  /\$\{home\.runs\}/g
]
const folder = /\bhome\.runs\b|\b(?:runs|repository)\.folder\b|\bjob\.runs\b/
const files = /["'`/](?:run\.json|nodes\.ndjson|events\.jsonl|timing\.json|tags\.jsonl|recent\.ndjson)["'`]/

/** `file:line` of whatever finds its own way in the folder of the runs. */
const trespasses = (path: string, text: string): ReadonlyArray<string> =>
  text.split("\n").flatMap((line, index) => {
    if (/^\s*(?:\/\*)?\*/.test(line)) return []
    const rest = allowed.reduce((left, form) => left.replaceAll(form, ""), line)
    return folder.test(rest) || files.test(rest) ? [`${path}:${index + 1}`] : []
  })

describe("the folder of the runs", () => {
  it("is walked by src/runs alone: every other room asks the repository", () => {
    const sources = [...Tree.sources(["src", "graph", "schemas"])].filter(([path]) => !path.startsWith("src/runs/"))
    assert.deepStrictEqual(sources.flatMap(([path, text]) => trespasses(path, text)), [])
  })

  it.each([
    ["const path = Path.join(runs.folder, id, name)"],
    ["for (const name of disk.list(home.runs)) yield name"],
    ["fs.readdirSync(repository.folder)"],
    ["const text = fs.readFileSync(`${folder}/run.json`)"],
    ["const path = Path.join(folder, \"nodes.ndjson\")"]
  ])("is guarded against: %s", (line) => {
    assert.deepStrictEqual(trespasses("src/cli/A.ts", line), ["src/cli/A.ts:1"])
  })

  it.each([["const runs = { disk: yield* Disk.Disk, folder: home.runs }"], ["Pins.read(runs.disk, runs.folder, digest)"], ["RunFolder.begin(disk, home.runs, id)"]])("may be named: %s", (line) => {
    assert.deepStrictEqual(trespasses("src/cli/A.ts", line), [])
  })
})
