/**
 * The program as the build bundles it, made once for a test process: it starts three times faster than the sources do.
 */
import * as esbuild from "esbuild"
import { type ChildProcess, spawn } from "node:child_process"
import * as fs from "node:fs"
import * as Path from "node:path"
import { fileURLToPath } from "node:url"
import { threadId } from "node:worker_threads"
import * as CodeDigest from "../../src/build/CodeDigest.ts"

const root = fileURLToPath(new URL("../..", import.meta.url))
export const snapshots = Path.join(root, "fixtures", "boards")
export const config = Path.join(root, "config")

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly millis: number
}

export interface Going {
  readonly process: ChildProcess
  readonly ended: Promise<Ended>
}

export interface Options {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly snapshots?: string
  readonly day?: string
  readonly arguments?: ReadonlyArray<string>
  readonly program?: "main" | "faulty-main"
}

let built: Promise<string> | undefined

/** Test threads are ended without a word, so bundles are removed by whoever comes next. */
const sweep = (cache: string): void => {
  for (const name of fs.existsSync(cache) ? fs.readdirSync(cache) : []) {
    try {
      process.kill(Number.parseInt(name), 0)
    } catch {
      fs.rmSync(Path.join(cache, name), { recursive: true, force: true })
    }
  }
}

const build = async (): Promise<string> => {
  const cache = Path.join(root, "node_modules", ".cache", "signalcraft-test")
  const folder = Path.join(cache, `${process.pid}-${threadId}`)
  sweep(cache)
  const [{ table }] = await Promise.all([
    CodeDigest.codeDigests({ root }),
    esbuild.build({
      entryPoints: ["src/cli/main.ts", "test/faults/faulty-main.ts"],
      absWorkingDir: root,
      outdir: folder,
      entryNames: "[name]",
      bundle: true,
      splitting: true,
      platform: "node",
      format: "esm",
      target: "node22",
      external: ["better-sqlite3", "mammoth", "unpdf", "esbuild", "acorn"],
      define: { SIGNALCRAFT_BUNDLE: "true" },
      logLevel: "silent",
      banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' }
    })
  ])
  fs.writeFileSync(Path.join(folder, "build.json"), JSON.stringify({ code: table }))
  return folder
}

/** Where the bundle is. */
export const folder = (): Promise<string> => built ??= build()

/** Starts `graph run daily` in a home. Call `folder` first where the moment matters. */
export const start = async (home: string, options: Options = {}): Promise<Going> => {
  const script = Path.join(await folder(), `${options.program ?? "main"}.js`)
  const args = [script, "run", "daily", "--home", home, "--snapshots", options.snapshots ?? snapshots, "--as-of", options.day ?? "2026-11-22", "--progress", "quiet", ...options.arguments ?? []]
  const began = performance.now()
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env: options.env ?? process.env, cwd: options.cwd ?? home })
  let stdout = ""
  let stderr = ""
  child.stdout!.setEncoding("utf8").on("data", (text: string) => void (stdout += text))
  child.stderr!.setEncoding("utf8").on("data", (text: string) => void (stderr += text))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject).on("close", (code, signal) => resolve({ code, signal, stdout, stderr, millis: performance.now() - began }))
  })
  return { process: child, ended }
}

export const run = async (home: string, options: Options = {}): Promise<Ended> => (await start(home, options)).ended
