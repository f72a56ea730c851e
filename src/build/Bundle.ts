/**
 * What the build puts into `dist/`: the bundled program, the code table, and the fingerprint of every source file.
 *
 * The same sources give the same bytes. Two files differ from checkout to checkout: `stat.json` lets the launcher see from
 * sizes and modification times that nothing changed, and is never trusted over the digests in `build.json`; `commit.json` says
 * what was checked out, for the audit of runs.
 */
import * as esbuild from "esbuild"
import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { basename, join } from "node:path"
import { promisify } from "node:util"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import * as CodeDigest from "./CodeDigest.ts"

/** Files that start a process. Each becomes `dist/<name>.js` and shares nothing with the others. */
export const entryPoints = ["src/cli/main.ts", "src/cli/replay-child.ts", "src/cli/crew-member.ts"]

/** Kept outside: a native addon, readers of file formats that few commands load, and what only a source run uses. */
const external = ["better-sqlite3", "mammoth", "unpdf", "esbuild", "acorn"]

/** CommonJS packages inside the bundle call `require` for Node's own modules. */
const banner = 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);'

/** How a program is put together, wherever it goes. */
export const settings = {
  entryNames: "[name]",
  bundle: true,
  splitting: true,
  minify: true,
  platform: "node",
  format: "esm",
  target: "node22",
  external,
  banner: { js: banner }
} as const satisfies esbuild.BuildOptions

/** `dist/build.json`. */
export interface BuildRecord {
  readonly code: CodeDigest.CodeTable
  /** Path → size in bytes and digest, of every file of ours in the bundle or in a stage, and of what the build itself reads. */
  readonly sources: Readonly<Record<string, readonly [size: number, digest: Digest.Digest]>>
  readonly versions: Readonly<Record<string, string>>
}

/**
 * Builds `dist/`. `build.json` is written last: without it the launcher takes `dist/` for absent.
 *
 * @throws {Error} when the sources do not bundle; `dist/` is then as it was
 */
export const build = async (root: string): Promise<BuildRecord> => {
  const [bundled, digested] = await Promise.all([bundle(root), CodeDigest.codeDigests({ root })])
  const paths = new Set([...Object.keys(bundled.metafile.inputs), ...digested.sources, ...(await ownSources(root))])
  const ours = [...paths].filter((path) => !path.includes("node_modules/") && !path.includes(":")).sort(Canonical.compare)
  const contents = await Promise.all(ours.map((path) => readFile(join(root, path))))
  const times = await Promise.all(ours.map((path) => stat(join(root, path))))
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { readonly version: string }
  const record: BuildRecord = {
    code: digested.table,
    sources: Object.fromEntries(ours.map((path, index) => [path, [contents[index]!.length, Digest.of(contents[index]!)]])),
    versions: { esbuild: esbuild.version, signalcraft: version }
  }
  const dist = join(root, "dist")
  await rm(dist, { recursive: true, force: true })
  await mkdir(dist, { recursive: true })
  await Promise.all(bundled.outputFiles.map(({ path, contents }) => writeFile(join(dist, basename(path)), contents)))
  await writeFile(join(dist, "stat.json"), JSON.stringify(Object.fromEntries(ours.map((path, index) => [path, [times[index]!.size, times[index]!.mtimeMs]]))))
  await writeFile(join(dist, "commit.json"), JSON.stringify(await commitOf(root)))
  await writeFile(join(dist, "build.json"), Canonical.stringifyUnsafe(record))
  return record
}

/** The commit that is checked out, with `-dirty` where files differ from it; `null` where the folder is not the top of a repository, or git is not there. */
const commitOf = async (root: string): Promise<string | null> => {
  const git = async (...call: ReadonlyArray<string>) => (await promisify(execFile)("git", call, { cwd: root })).stdout.trim()
  try {
    return (await git("rev-parse", "--show-prefix")) === "" ? await git("describe", "--always", "--dirty", "--abbrev=40", "--exclude=*") : null
  } catch {
    return null
  }
}

/** The output files, and of every input what it imports. */
export const bundle = async (root: string) => {
  const bundles = await Promise.all(entryPoints.filter((path) => existsSync(join(root, path))).map((path) => bundleOne(root, path)))
  return {
    outputFiles: bundles.flatMap(({ outputFiles }) => outputFiles),
    metafile: { inputs: Object.assign({}, ...bundles.map(({ metafile }) => metafile.inputs)) as esbuild.Metafile["inputs"] }
  }
}

const bundleOne = (root: string, entryPoint: string) =>
  esbuild.build({
    ...settings,
    entryPoints: [entryPoint],
    absWorkingDir: root,
    outdir: "dist",
    write: false,
    metafile: true,
    sourcemap: "linked",
    sourcesContent: false,
    legalComments: "none",
    logLevel: "silent",
    define: { SIGNALCRAFT_BUNDLE: "true" },
    plugins: [together(root), segmenterOnDemand]
  })

/**
 * Puts what is loaded on demand into two files: what the commands do, with the asking of boards, and what reads boards and understands
 * postings. `run`, which runs every day, has a file of its own. Left apart, every set of modules that some of them share would be
 * another file: over twenty for a run, and a third of a start goes into opening them.
 */
const together = (root: string): esbuild.Plugin => ({
  name: "loaded together",
  setup: (build) => {
    const gather = (name: string, filter: RegExp, contents: () => Promise<string>) => {
      build.onResolve({ filter }, ({ kind, path }) => (kind === "dynamic-import" && !path.endsWith("/actions/run.ts") ? { path: name, namespace: "together" } : undefined))
      build.onLoad({ filter: new RegExp(`^${name}$`), namespace: "together" }, async () => ({ resolveDir: join(root, "src"), contents: await contents() }))
    }
    gather("commands", /\/actions\/[a-z-]+\.ts$|\/(?:LiveBoards|MarkedPostings)\.ts$/, async () => {
      const files = (await readdir(join(root, "src/cli/actions"))).filter((file) => file !== "run.ts").sort(Canonical.compare)
      return [...files.map((file) => `export { ${actionOf(file)} } from "./cli/actions/${file}"`), `export { ask } from "./cli/LiveBoards.ts"`, `export { marked } from "./cli/MarkedPostings.ts"`].join("\n")
    })
    gather("reading", /\/boards\/(?:Boards|Questions|SourcePolicy)\.ts$|\/jobs\/Understanding\.ts$/, () =>
      Promise.resolve(["boards/Boards", "boards/Questions", "boards/SourcePolicy", "jobs/Understanding"].map((name) => `export * from "./${name}.ts"`).join("\n")))
  }
})

/**
 * The command-line library makes a text segmenter when it is loaded, to measure wide characters that ours never draws with it: 7 ms of
 * every start. In the bundle it is made when it is first used.
 */
const segmenterOnDemand: esbuild.Plugin = {
  name: "segmenter on demand",
  setup: (build) => {
    build.onLoad({ filter: /[\\/]effect[\\/]dist[\\/]cli[\\/]CliOutput\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8")
      const eager = /const graphemeSegmenter = \/\*#__PURE__\*\/new Intl\.Segmenter\(undefined, \{\s*granularity: "grapheme"\s*\}\);/
      if (!eager.test(text)) throw new Error("effect/cli/CliOutput.js is not as this build knows it: see whether it still makes a segmenter when loaded")
      const lazy = `let segmenter; const graphemeSegmenter = { segment: (text) => (segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" })).segment(text) };`
      return { contents: text.replace(eager, lazy), loader: "js" }
    })
  }
}

/** `snapshot-add.ts` does `snapshotAdd`; `export.ts` and `import.ts`, whose names are reserved words, `exportRun` and `importRun`. */
const actionOf = (file: string): string => {
  const name = basename(file, ".ts").replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return name === "export" || name === "import" ? `${name}Run` : name
}

/** What decides the build beside the program: a change in it makes `dist/` stale. */
const ownSources = async (root: string): Promise<ReadonlyArray<string>> => [
  "package-lock.json",
  ...(await readdir(join(root, "src/build")).catch(() => [])).map((file) => `src/build/${file}`)
].filter((path) => existsSync(join(root, path)))
