import { execFile } from "node:child_process"
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as Purity from "./Purity.ts"
import * as Tree from "./Tree.ts"

/** Banned in every pure room; oxlint's rule. */
const linted: Readonly<Record<string, string>> = {
  "export const a = Date.now()": "no-restricted-properties",
  "export const a = Date['now']()": "no-restricted-properties",
  "export const { now } = Date": "no-restricted-properties",
  "export const a = Math.random()": "no-restricted-properties",
  "export const a = (b: string) => b.localeCompare('c')": "no-restricted-properties",
  "export const a = (b: Array<string>) => b.map((c) => c?.localeCompare('d'))": "no-restricted-properties",
  "export const a = (1).toLocaleString()": "no-restricted-properties",
  "export const a = new Date(0).toLocaleDateString()": "no-restricted-properties",
  "export const a = new Date(0).toLocaleTimeString()": "no-restricted-properties",
  "export const a = (b: string) => b.toLocaleUpperCase()": "no-restricted-properties",
  "export const a = (b: string) => b.toLocaleLowerCase()": "no-restricted-properties",
  "export const a = new Date(0).getTimezoneOffset()": "no-restricted-properties",
  "export const a = new Intl.NumberFormat()": "no-restricted-globals",
  "export const a = performance.now()": "no-restricted-globals",
  "export const a = fetch('https://example.test')": "no-restricted-globals",
  "export const a = new WebSocket('wss://example.test')": "no-restricted-globals",
  "export const a = process.env['HOME']": "no-restricted-globals",
  "export const a = () => setTimeout(() => undefined, 1)": "no-restricted-globals",
  "export const a = () => setInterval(() => undefined, 1)": "no-restricted-globals",
  "export const a = () => setImmediate(() => undefined)": "no-restricted-globals",
  "export const a = () => queueMicrotask(() => undefined)": "no-restricted-globals",
  "export const a = crypto.randomUUID()": "no-restricted-globals",
  "export const a = globalThis": "no-restricted-globals",
  "export const a = navigator.language": "no-restricted-globals",
  "console.log('a')": "no-console",
  "export const a = eval('1')": "no-eval",
  "export const a = new Function('return 1')": "no-new-func",
  "export { readFileSync } from 'node:fs'": "no-restricted-imports",
  "import { hash } from 'node:crypto'\nexport const a = hash": "no-restricted-imports",
  "import { request } from 'undici'\nexport const a = request": "no-restricted-imports",
  "import * as NodeRuntime from '@effect/platform-node/NodeRuntime'\nexport const a = NodeRuntime": "no-restricted-imports",
  "export const a = (b: Promise<void>) => { b }": "no-floating-promises",
  "export const a = (b: Array<number>) => b.sort()": "require-array-sort-compare",
  "export const a = (b: any) => b": "no-explicit-any",
  "export * from './b.ts'": "no-barrel-file"
}

/** Banned outside src/network, in rooms that are not pure. */
const lintedInStore: Readonly<Record<string, string>> = {
  "export const a = fetch('https://example.test')": "no-restricted-globals",
  "import { connect } from 'node:net'\nexport const a = connect": "no-restricted-imports",
  "import { lookup } from 'node:dns/promises'\nexport const a = lookup": "no-restricted-imports",
  "import { request } from 'undici'\nexport const a = request": "no-restricted-imports",
  "import * as FetchHttpClient from 'effect/http/FetchHttpClient'\nexport const a = FetchHttpClient": "no-restricted-imports"
}

/** Fine where it stands. */
const allowed: ReadonlyArray<readonly [folder: string, text: string]> = [
  ["src/network", "import { request } from 'undici'\nexport const a = [request, fetch, performance.now()]"],
  ["src/store", "import { readFileSync } from 'node:fs'\nexport const a = [readFileSync, Date.now(), process.pid]"],
  ["src/jobs", "export const a = (b: string) => [new Date(b), Date.UTC(2026, 0, 1), Math.max(1, 2)]"]
]

interface Sample {
  readonly path: string
  readonly text: string
}

const samples = (folder: string, texts: ReadonlyArray<string>): ReadonlyArray<Sample> => texts.map((text, index) => ({ path: `${folder}/sample-${index}.ts`, text }))

const banned = ["graph/stages", "src/engine", "src/boards", "src/jobs"].flatMap((folder) => samples(folder, Object.keys(linted)).map((sample) => ({ ...sample, rule: linted[sample.text]! })))
  // The engine's generic types need `any`.
  .filter(({ path, rule }) => !(path.startsWith("src/engine") && rule === "no-explicit-any"))
const bannedInStore = samples("src/store", Object.keys(lintedInStore)).map((sample) => ({ ...sample, rule: lintedInStore[sample.text]! }))
const fine = allowed.map(([folder, text], index) => ({ path: `${folder}/fine-${index}.ts`, text }))

describe("the linter", () => {
  let folder: string
  let found: ReadonlyMap<string, ReadonlyArray<string>>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "purity-"))
    for (const { path, text } of [...banned, ...bannedInStore, ...fine]) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), `${text}\n`)
    }
    await cp(join(Tree.root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"))
    await cp(join(Tree.root, "tsconfig.json"), join(folder, "tsconfig.json"))
    await symlink(join(Tree.root, "node_modules"), join(folder, "node_modules"))
    found = await lint(folder)
  }, 60_000)
  afterAll(() => rm(folder, { recursive: true }))

  for (const { path, text, rule } of [...banned, ...bannedInStore]) {
    it(`refuses in ${dirname(path)}: ${text.split("\n")[0]}`, () => assert.include(found.get(path) ?? [], rule))
  }
  it("refuses an effect that is neither yielded nor used", async () => {
    await writeFile(join(folder, "src/jobs/floating.ts"), 'import * as Effect from "effect/Effect"\nexport const a = Effect.gen(function*() { Effect.void; return yield* Effect.succeed(1) })\n')
    const report = await output(folder, "effect-tsgo", "diagnostics", "--project", "tsconfig.json", "--lspconfig", "{}", "--severity", "error", "--format", "text")
    assert.match(report, /src\/jobs\/floating\.ts\(2,43\): error effect\(floatingEffect\)/)
  })
  for (const { path, text } of fine) it(`allows in ${dirname(path)}: ${text}`, () => assert.deepStrictEqual(found.get(path) ?? [], []))
})

/** What a command of node_modules/.bin prints, whatever its exit code. */
const output = (folder: string, command: string, ...flags: ReadonlyArray<string>): Promise<string> =>
  new Promise((resolve) => {
    execFile(join(Tree.root, "node_modules/.bin", command), flags, { cwd: folder, maxBuffer: 1 << 26 }, (_, stdout, stderr) => resolve(stdout || stderr))
  })

/** File → names of the rules it breaks. */
const lint = async (folder: string): Promise<ReadonlyMap<string, ReadonlyArray<string>>> => {
  const report = await output(folder, "oxlint", "--type-aware", "-f", "json")
  assert.match(report, /^\{/)
  const rules = new Map<string, Array<string>>()
  for (const { code, filename } of (JSON.parse(report) as { readonly diagnostics: ReadonlyArray<{ readonly code: string; readonly filename: string }> }).diagnostics) {
    rules.set(filename, [...(rules.get(filename) ?? []), /\((.*)\)/.exec(code)?.[1] ?? code])
  }
  return rules
}

describe("the pure rooms", () => {
  it("read nothing but their inputs", async () => {
    const breaches = await Promise.all([...Tree.sources(Purity.pureFolders)].map(([path, text]) => Purity.breaches(path, text)))
    assert.deepStrictEqual(breaches.flat(), [])
  })
})

describe("the checker of the pure rooms", () => {
  const caught: Readonly<Record<string, string>> = {
    "export const a = new Date()": "new Date()",
    "export const a = new Date": "new Date()",
    "export const a = Date()": "Date()",
    "export const a = (b: 'now') => Date[b]()": "a computed member of Date",
    "export const a = (b: 'random') => Math[b]()": "a computed member of Math",
    "export const a = DateTime.nowUnsafe()": "DateTime.now",
    "export const a = DateTime.now": "DateTime.now",
    "export const a = Effect.runSync(b)": "Effect.runSync",
    "export const a = Effect.runPromise(b)": "Effect.runPromise",
    "export const a = import.meta.url": "import.meta",
    "export const a = (b: string) => import(b)": "import() of a computed path"
  }
  for (const [text, rule] of Object.entries(caught)) {
    it(`catches ${text}`, async () => {
      const breaches = await Purity.breaches("graph/stages/a.ts", `\n${text}`)
      assert.strictEqual(breaches.length, 1)
      assert.include(breaches[0], `graph/stages/a.ts:2: ${rule}`)
    })
  }

  it("lets a date be made from an input, and comments speak of clocks", async () => {
    assert.deepStrictEqual(await Purity.breaches("src/jobs/A.ts", "// new Date()\nexport const a = (b: string) => [new Date(b), 'Date.now()', Date.UTC(2026)]"), [])
  })
})
