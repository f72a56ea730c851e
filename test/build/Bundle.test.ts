import { execFile } from "node:child_process"
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { afterEach, assert, describe, it } from "vitest"
import * as Bundle from "../../src/build/Bundle.ts"

const repository = join(import.meta.dirname, "../..")

/** The launcher and the build of this checkout around a program that prints where it runs, an answer and its code table. */
const program = {
  "package.json": '{ "name": "small", "version": "1.2.3", "type": "module" }',
  "package-lock.json": JSON.stringify({ packages: { "node_modules/effect": { version: "4.1.0", integrity: "sha512-e" } } }),
  "src/cli/main.ts": `
    import * as Effect from "effect/Effect"
    import * as CodeTable from "../build/CodeTable.ts"
    import { answer } from "../jobs/Answer.ts"
    const code = await Effect.runPromise(CodeTable.load)
    console.log(JSON.stringify({ from: import.meta.url.includes("/dist/") ? "bundle" : "sources", answer, code }))`,
  "src/jobs/Answer.ts": "export const answer: number = 42\n",
  "graph/stages/say-answer.ts": 'import { answer } from "../../src/jobs/Answer.ts"\nexport const sayAnswer = { run: () => answer }'
}

const roots: Array<string> = []
afterEach(async () => {
  for (const root of roots.splice(0)) await rm(root, { recursive: true })
})

const checkout = async (): Promise<string> => {
  const root = await mkdtemp(join(tmpdir(), "bundle-"))
  roots.push(root)
  for (const [path, text] of Object.entries(program)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  for (const folder of ["src/build", "src/platform"]) await cp(join(repository, folder), join(root, folder), { recursive: true })
  await cp(join(repository, "src/cli/bin.mjs"), join(root, "src/cli/bin.mjs"))
  await symlink(join(repository, "node_modules"), join(root, "node_modules"))
  return root
}

interface Said {
  readonly from: "bundle" | "sources"
  readonly answer: number
  readonly code: Readonly<Record<string, string>>
}

const start = (root: string): Promise<Said> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [join(root, "src/cli/bin.mjs")], (error, stdout, stderr) => (error === null ? resolve(JSON.parse(stdout)) : reject(new Error(`${error.message}\n${stderr}`))))
  })

const filesOf = async (folder: string, except: ReadonlyArray<string> = []): Promise<Readonly<Record<string, string>>> => {
  const files: Record<string, string> = {}
  for (const name of (await readdir(folder)).sort()) if (!except.includes(name)) files[name] = await readFile(join(folder, name), "utf8")
  return files
}

describe("the build", () => {
  it("gives the same bytes from the same sources, in any folder", async () => {
    const [here, there] = [await checkout(), await checkout()]
    await Bundle.build(here)
    await Bundle.build(there)
    const first = await filesOf(join(here, "dist"), ["stat.json"])
    assert.include(Object.keys(first), "main.js")
    assert.deepStrictEqual(await filesOf(join(there, "dist"), ["stat.json"]), first)
    await Bundle.build(here)
    assert.deepStrictEqual(await filesOf(join(here, "dist"), ["stat.json"]), first)
  })

  it("notes the commit that is checked out, that files differ from it, or that there is none", async () => {
    const root = await checkout()
    const noted = async () => {
      await Bundle.build(root)
      return JSON.parse(await readFile(join(root, "dist/commit.json"), "utf8")) as unknown
    }
    const git = (...call: ReadonlyArray<string>) => promisify(execFile)("git", ["-c", "user.name=-", "-c", "user.email=-@example.com", ...call], { cwd: root })
    assert.strictEqual(await noted(), null)
    await git("init", "--quiet")
    await git("add", "graph")
    await git("commit", "--quiet", "--message", "-")
    const commit = await noted()
    assert.match(String(commit), /^[0-9a-f]{40}$/)
    await writeFile(join(root, "graph/stages/say-answer.ts"), `${await readFile(join(root, "graph/stages/say-answer.ts"), "utf8")}\n`)
    assert.strictEqual(await noted(), `${String(commit)}-dirty`)
  })

  it("fingerprints every file of ours in the bundle or in a stage, and no other", async () => {
    const { sources, versions } = await Bundle.build(await checkout())
    assert.includeMembers(Object.keys(sources), ["graph/stages/say-answer.ts", "package-lock.json", "src/build/CodeDigest.ts", "src/cli/main.ts", "src/jobs/Answer.ts"])
    assert.deepStrictEqual(Object.keys(sources).filter((path) => path.includes("node_modules")), [])
    assert.deepStrictEqual(sources["src/jobs/Answer.ts"], [33, "sha256-8839f6a07827d395691b375f9caa06f44e32c5a8ef7c7bccab35236762b3dd64" as never])
    assert.strictEqual(versions["signalcraft"], "1.2.3")
  })

  it("leaves dist/ as it was when the sources do not bundle", async () => {
    const root = await checkout()
    await Bundle.build(root)
    const before = await filesOf(join(root, "dist"))
    await writeFile(join(root, "src/jobs/Answer.ts"), "export const answer: = 42")
    const failure = await Bundle.build(root).then(() => undefined, (error: Error) => error.message)
    assert.include(failure, "src/jobs/Answer.ts:1")
    assert.deepStrictEqual(await filesOf(join(root, "dist")), before)
  })
})

describe("the launcher", () => {
  it("runs the bundle, and the sources with the same code table where there is none", async () => {
    const root = await checkout()
    const fromSources = await start(root)
    await Bundle.build(root)
    const fromBundle = await start(root)
    assert.deepStrictEqual([fromSources.from, fromBundle.from], ["sources", "bundle"])
    assert.deepStrictEqual(fromBundle.code, fromSources.code)
    assert.deepStrictEqual(Object.keys(fromBundle.code), ["say-answer"])
  })

  it("never runs a bundle older than a source, though size and time agree to the second", async () => {
    const root = await checkout()
    await Bundle.build(root)
    await writeFile(join(root, "src/jobs/Answer.ts"), "export const answer: number = 43\n")
    const said = await start(root)
    assert.deepStrictEqual([said.from, said.answer], ["sources", 43])
  })

  it("runs the bundle when files were touched and hold the same", async () => {
    const root = await checkout()
    await Bundle.build(root)
    await utimes(join(root, "src/jobs/Answer.ts"), new Date(0), new Date(0))
    assert.strictEqual((await start(root)).from, "bundle")
    assert.deepStrictEqual(JSON.parse(await readFile(join(root, "dist/stat.json"), "utf8"))["src/jobs/Answer.ts"], [33, 0])
  })

  it("runs the sources when one was deleted, or the build was cut short", async () => {
    const root = await checkout()
    await Bundle.build(root)
    await rm(join(root, "dist/build.json"))
    assert.strictEqual((await start(root)).from, "sources")
    await Bundle.build(root)
    await rm(join(root, "graph/stages/say-answer.ts"))
    assert.deepStrictEqual(await start(root), { from: "sources", answer: 42, code: {} })
  })
})
