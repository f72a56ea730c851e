import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, assert, describe, it } from "vitest"
import * as CodeDigest from "../../src/build/CodeDigest.ts"

type Files = Readonly<Record<string, string>>

const lock = {
  lockfileVersion: 3,
  packages: {
    "node_modules/effect": { version: "4.1.0", integrity: "sha512-e" },
    "node_modules/parser": { version: "1.0.0", integrity: "sha512-p", dependencies: { deep: "^1" }, peerDependencies: { absent: "*" } },
    "node_modules/parser/node_modules/deep": { version: "1.0.1", integrity: "sha512-inner" },
    "node_modules/deep": { version: "1.9.9", integrity: "sha512-outer" }
  }
}

/** read-board reaches Line three files away and a package; rank-jobs takes read-board; the two share one file. */
const project: Files = {
  "package-lock.json": JSON.stringify(lock),
  "graph/stages/read-board.ts": `
    import * as Schema from "effect/Schema"
    import * as Boards from "../../src/boards/Boards.ts"
    import { Malformed } from "../../schemas/Board.ts"
    import { make } from "../../src/engine/Stage.ts"
    export const readBoard = make("read-board", { output: Schema.String, fails: [Malformed], run: (text: string) => Boards.read(text) })`,
  "graph/stages/rank-jobs.ts": `
    import { readBoard } from "./read-board.ts"
    import { make } from "../../src/engine/Stage.ts"
    import { score, type Weight } from "../../src/jobs/Score.ts"
    import { Ranked } from "../../schemas/Board.ts"
    const weight: Weight = 2
    export const rankJobs = make("rank-jobs", { inputs: { readBoard }, output: Ranked, run: (jobs: ReadonlyArray<number>) => jobs.map((job) => score(job, weight)) })`,
  "src/engine/Stage.ts": `export const make = <A>(name: string, options: A): { name: string } & A => ({ name, ...options })`,
  "src/boards/Boards.ts": `
    import { parse } from "parser/json"
    import { rows } from "./Rows.ts"
    export const read = (text: string) => rows(parse(text))
    export const unreached = () => "never"`,
  "src/boards/Rows.ts": `
    import { trimmed } from "./Line.ts"
    export function rows(lines: Array<string>) { const kept: Array<string> = []; for (const line of lines) kept.push(trimmed(line)); return kept }`,
  "src/boards/Line.ts": `export const trimmed = (line: string): string => line.trim()`,
  "src/jobs/Score.ts": `
    export type Weight = number
    export const score = (job: number, weight: Weight) => job * weight
    export const other = (job: number) => job + 1`,
  "schemas/Board.ts": `
    import * as Schema from "effect/Schema"
    import { Level } from "./Level.ts"
    export class Malformed extends Schema.TaggedError<Malformed>()("Malformed", { at: Schema.String }) {
      override get message() { return "malformed at " + this.at }
    }
    export class Unrelated extends Schema.TaggedError<Unrelated>()("Unrelated", { at: Schema.String }) {}
    const fields = { id: Schema.String }
    export const Ranked = Schema.Array(Schema.Struct({ ...fields, score: Schema.Int })).annotate({ identifier: "Ranked" })
    export const Levelled = Schema.Struct({ ...fields, level: Level })`,
  "schemas/Level.ts": `
    import * as Schema from "effect/Schema"
    export const Level = Schema.Literals(["junior", "senior"])`
}

const roots: Array<string> = []
afterEach(async () => {
  for (const root of roots.splice(0)) await rm(root, { recursive: true })
})

const checkout = async (files: Files): Promise<string> => {
  const root = await mkdtemp(join(tmpdir(), "code-digest-"))
  roots.push(root)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return root
}

const digests = async (files: Files): Promise<CodeDigest.CodeTable> => (await CodeDigest.codeDigests({ root: await checkout(files) })).table

/** The stages whose digest differs after replacing text in one file. */
const moved = async (path: string, ...edits: ReadonlyArray<readonly [from: string | RegExp, to: string]>): Promise<ReadonlyArray<string>> => {
  let text = project[path]!
  for (const [from, to] of edits) {
    const next = text.replaceAll(from, to)
    assert.notStrictEqual(next, text, `${from} is not in ${path}`)
    text = next
  }
  return movedBy({ [path]: text })
}

const movedBy = async (changes: Files, before: Files = project): Promise<ReadonlyArray<string>> => {
  const [old, now] = await Promise.all([digests(before), digests({ ...before, ...changes })])
  return Object.keys(now).filter((stage) => old[stage] !== now[stage])
}

const refusal = async (changes: Files): Promise<string> => {
  const root = await checkout({ ...project, ...changes })
  return CodeDigest.codeDigests({ root }).then(() => "not refused", (error: Error) => error.message)
}

describe("CodeDigest", () => {
  it("gives every stage a digest, the same in any folder", async () => {
    const table = await digests(project)
    assert.deepStrictEqual(Object.keys(table), ["rank-jobs", "read-board"])
    assert.deepStrictEqual(await digests(project), table)
  })

  describe("stays for", () => {
    it("comments and formatting", async () => {
      assert.deepStrictEqual(await moved("src/boards/Rows.ts", ["const kept", "// zzzzqqqqxxxx jjjj kkkk\n /** wwww */ const\n\n   kept"]), [])
      assert.deepStrictEqual(await moved("graph/stages/rank-jobs.ts", [/^/g, "/** @license kept by bundlers */\n"]), [])
    })

    it("a time limit or retries in the declaration, and nothing else of that name", async () => {
      const patient = (policy: string) => ({
        "graph/stages/rank-jobs.ts": `
          import * as Schedule from "effect/Schedule"
          import * as Stage from "../../src/engine/Stage.ts"
          const settings = { timeout: 1 }
          export const rankJobs = Stage.make("rank-jobs", { ${policy} run: () => settings.timeout })`
      })
      const before = { ...project, ...patient("") }
      assert.deepStrictEqual(await movedBy(patient('timeout: "5 minutes", retry: { times: 2, schedule: Schedule.spaced(1) },'), before), [])
      assert.deepStrictEqual(await movedBy(patient("uses: [],"), before), ["rank-jobs"])
      const changed = Object.fromEntries(Object.entries(patient("")).map(([path, text]) => [path, text.replace("timeout: 1", "timeout: 2")]))
      assert.deepStrictEqual(await movedBy(changed, before), ["rank-jobs"])
    })

    it("type annotations, interfaces and type imports", async () => {
      assert.deepStrictEqual(await moved("src/boards/Line.ts", ["export", "import type { Weight } from '../jobs/Score.ts'\ninterface Wide { readonly zzzz: Weight }\nexport"], [": string =>", "=>"]), [])
      assert.deepStrictEqual(await moved("graph/stages/rank-jobs.ts", [", type Weight", ""], ["weight: Weight", "weight"]), [])
    })

    it("renamed locals, parameters and private functions", async () => {
      for (const name of ["k", "zzzzzzzzzzzz", "$_x", "qqqqjjjjxxxx", "Math2"]) {
        assert.deepStrictEqual(await moved("src/boards/Rows.ts", [/\bkept\b/g, name], [/\bline\b/g, `${name}1`], [/\blines\b/g, `the_${name}`]), [])
        assert.deepStrictEqual(await moved("graph/stages/rank-jobs.ts", [/\bjob\b/g, name], [/\bweight\b/g, `w${name}`]), [])
        assert.deepStrictEqual(await moved("schemas/Board.ts", [/\bfields\b/g, name]), [])
      }
    })

    it("a parameter renamed to the property it is stored under", async () => {
      assert.deepStrictEqual(
        await movedBy({ "src/jobs/Score.ts": "export const score = (score, w) => ({ score: score * w, w: w, a: score })" }, { ...project, "src/jobs/Score.ts": "export const score = (a, b) => ({ score: a * b, w: b, a })" }),
        []
      )
    })

    it("exported helpers renamed across files", async () => {
      assert.deepStrictEqual(
        await movedBy({
          "src/boards/Rows.ts": project["src/boards/Rows.ts"]!.replaceAll("trimmed", "zqxzqxStripped"),
          "src/boards/Line.ts": project["src/boards/Line.ts"]!.replaceAll("trimmed", "zqxzqxStripped")
        }),
        []
      )
    })

    it("a helper moved to another file", async () => {
      assert.deepStrictEqual(
        await movedBy({ "src/boards/Rows.ts": project["src/boards/Rows.ts"]!.replaceAll("./Line.ts", "./text/Trim.ts"), "src/boards/text/Trim.ts": project["src/boards/Line.ts"]! }),
        []
      )
    })

    it("a changed export that is not reached", async () => {
      assert.deepStrictEqual(await moved("src/boards/Boards.ts", ['"never"', '"changed"']), [])
      assert.deepStrictEqual(await moved("src/jobs/Score.ts", ["job + 1", "job + 2"]), [])
    })

    it("a changed schema or error class that is not reached, beside ones that are", async () => {
      assert.deepStrictEqual(await moved("schemas/Board.ts", ['"Unrelated"', '"Changed"']), [])
      assert.deepStrictEqual(await moved("schemas/Level.ts", ['"junior"', '"entry"']), [])
    })

    it("a changed package that is not reached", async () => {
      assert.deepStrictEqual(await movedBy({ "package-lock.json": JSON.stringify(lock).replace("sha512-outer", "sha512-other") }), [])
    })

    it("a changed upstream stage", async () => {
      assert.deepStrictEqual(await moved("graph/stages/read-board.ts", ["Boards.read(text)", "Boards.read(text + text)"]), ["read-board"])
    })
  })

  describe("moves for", () => {
    it("a helper three files away, in exactly the stages that reach it", async () => {
      assert.deepStrictEqual(await moved("src/boards/Line.ts", ["trim()", "trimEnd()"]), ["read-board"])
      assert.deepStrictEqual(await moved("src/jobs/Score.ts", ["job * weight", "job * weight + 1"]), ["rank-jobs"])
      assert.deepStrictEqual(await moved("src/engine/Stage.ts", ["{ name,", "{ name, made: true,"]), ["rank-jobs", "read-board"])
    })

    it("each schema or error class in the stages that reach it", async () => {
      assert.deepStrictEqual(await moved("schemas/Board.ts", ["malformed at", "bad at"]), ["read-board"])
      assert.deepStrictEqual(await moved("schemas/Board.ts", ["score: Schema.Int", "score: Schema.Finite"]), ["rank-jobs"])
    })

    it("swapped names, though each name still occurs", async () => {
      assert.deepStrictEqual(
        await movedBy({ "src/jobs/Score.ts": "export const score = (a, b) => b - a" }, { ...project, "src/jobs/Score.ts": "export const score = (a, b) => a - b" }),
        ["rank-jobs"]
      )
    })

    it("a property name and a global", async () => {
      const before = { ...project, "src/jobs/Score.ts": "export const score = (a) => Math.max(a.x, 1)" }
      assert.deepStrictEqual(await movedBy({ "src/jobs/Score.ts": "export const score = (a) => Math.min(a.x, 1)" }, before), ["rank-jobs"])
      assert.deepStrictEqual(await movedBy({ "src/jobs/Score.ts": "export const score = (a) => Math.max(a.y, 1)" }, before), ["rank-jobs"])
    })

    it("data in an imported JSON file, and not its formatting", async () => {
      const before = { ...project, "src/jobs/table.json": '{"a":1}', "src/jobs/Score.ts": 'import table from "./table.json" with { type: "json" }\nexport const score = (a: number) => a + table.a' }
      assert.deepStrictEqual(await movedBy({ "src/jobs/table.json": '{ "a": 1 }\n' }, before), [])
      assert.deepStrictEqual(await movedBy({ "src/jobs/table.json": '{"a":2}' }, before), ["rank-jobs"])
    })

    it("a package, or one it depends on, in exactly the stages that reach it", async () => {
      const text = JSON.stringify(lock)
      assert.deepStrictEqual(await movedBy({ "package-lock.json": text.replace('"1.0.0"', '"1.0.2"') }), ["read-board"])
      assert.deepStrictEqual(await movedBy({ "package-lock.json": text.replace("sha512-inner", "sha512-other") }), ["read-board"])
      assert.deepStrictEqual(await movedBy({ "package-lock.json": text.replace("sha512-e", "sha512-f") }), ["rank-jobs", "read-board"])
    })

    it("a value registered while a module loads", async () => {
      const before: Files = {
        ...project,
        "src/jobs/Score.ts": `
          import { registry } from "./Registry.ts"
          import { loaded } from "./Loaded.ts"
          export const score = (job: number) => registry.get("double")!(job)
          export const also = loaded`,
        "src/jobs/Registry.ts": `
          export const registry = new Map<string, (job: number) => number>()
          export const register = (name: string, rule: (job: number) => number) => { registry.set(name, rule); return rule }`,
        "src/jobs/Loaded.ts": `
          import { register } from "./Registry.ts"
          export const loaded = register("double", (job) => job * 2)`
      }
      for (const [from, to] of [["job * 2", "job * 3"]] as const) {
        assert.deepStrictEqual(await movedBy({ "src/jobs/Loaded.ts": before["src/jobs/Loaded.ts"]!.replace(from, to) }, before), ["rank-jobs"])
      }
      const mapped = { ...before, "src/jobs/Loaded.ts": 'import { register } from "./Registry.ts"\nexport const loaded = ["double"].map((name) => register(name, (job) => job * 2))' }
      assert.deepStrictEqual(await movedBy({ "src/jobs/Loaded.ts": mapped["src/jobs/Loaded.ts"].replace("2", "3") }, mapped), ["rank-jobs"])
    })
  })

  describe("refuses, naming file and line,", () => {
    it("code that runs code", async () => {
      const score = (body: string): Files => ({ "src/jobs/Score.ts": `export type Weight = number\n\nexport const score = (job: number, weight: Weight): any => ${body}` })
      for (const [body, reason] of [
        ["eval(`${job}`)", "eval"],
        ["new Function('return 1')", "Function()"],
        ["import(`./${weight}.ts`)", "import() of a computed path"],
        ["require(`./${weight}.ts`)", "require()"],
        ["import.meta.url", "import.meta"]
      ] as const) {
        const message = await refusal(score(body))
        assert.include(message, "stage rank-jobs")
        assert.include(message, `src/jobs/Score.ts:3: ${reason}`)
      }
    })

    it("reading from another stage's constant", async () => {
      const message = await refusal({ "graph/stages/rank-jobs.ts": 'import { readBoard } from "./read-board.ts"\n\nexport const rankJobs = { output: readBoard.output }' })
      assert.include(message, "graph/stages/rank-jobs.ts:3: another stage's constant is read from")
    })

    it("a package imported for its effects alone, but not one whose types are", async () => {
      const text = project["src/jobs/Score.ts"]!
      assert.include(await refusal({ "src/jobs/Score.ts": `${text}\nimport "effect"` }), "src/jobs/Score.ts:5: an import for its effects alone")
      assert.include(await refusal({ "src/jobs/Score.ts": `import "./Patch.ts"\n${text}`, "src/jobs/Patch.ts": 'import "effect"' }), "src/jobs/Patch.ts:1: an import for its effects alone")
      assert.deepStrictEqual(await movedBy({ "src/jobs/Score.ts": `import { type Effect } from "effect/Effect"\n${text}` }), [])
    })

    it("a package that the lock does not have", async () => {
      assert.include(await refusal({ "src/jobs/Score.ts": 'import x from "unlocked"\nexport const score = () => x' }), "unlocked is imported and is not in package-lock.json")
    })

    it("an import of nothing that exists", async () => {
      assert.include(await refusal({ "src/jobs/Score.ts": '\nexport { score } from "./Gone.ts"' }), "Gone.ts")
    })
  })

  it("does not mind opaque code that no stage reaches", async () => {
    assert.deepStrictEqual(await movedBy({ "src/jobs/Score.ts": `${project["src/jobs/Score.ts"]}\nexport const opaque = () => new Function("1")` }), [])
  })

  it("names every file it read", async () => {
    const { sources } = await CodeDigest.codeDigests({ root: await checkout(project), stages: ["rank-jobs"] })
    assert.deepStrictEqual(sources, ["graph/stages/rank-jobs.ts", "schemas/Board.ts", "schemas/Level.ts", "src/engine/Stage.ts", "src/jobs/Score.ts"])
  })
})
