#!/usr/bin/env node
/**
 * Starts the program: the bundle in `dist/`, or the sources when they are newer than the bundle.
 *
 * Parses on Node 18, to say what is wrong there. Knows nothing of the commands.
 */
import module from "node:module"

// Imported, each would be given a value for every export first, and what those values need is loaded: a tenth of `graph --help`.
const require = module.createRequire(import.meta.url)
const fs = require("node:fs")
const { dirname, join, sep } = require("node:path")
const { fileURLToPath } = require("node:url")

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..")
const dist = join(root, "dist")
const inCheckout = !root.split(sep).includes("node_modules") && fs.existsSync(join(root, "src", "cli", "main.ts"))

const isOldNode = () => {
  const [major, minor] = process.versions.node.split(".").map(Number)
  return major < 22 || (major === 22 && minor < 19)
}

const readJson = (name) => {
  try {
    return JSON.parse(fs.readFileSync(join(dist, name), "utf8"))
  } catch {
    return undefined
  }
}

/** Whether `dist/` was built from the files as they are. Sizes and times decide; where they differ, the content does. */
const isFresh = () => {
  const stats = readJson("stat.json")
  if (stats === undefined || !fs.existsSync(join(dist, "build.json"))) return false
  const touched = []
  for (const path in stats) {
    const now = fs.statSync(`${root}/${path}`, { throwIfNoEntry: false })
    if (now === undefined || now.size !== stats[path][0]) return false
    if (now.mtimeMs !== stats[path][1]) touched.push([path, now])
  }
  if (touched.length === 0) return true
  const build = readJson("build.json")
  const { createHash } = require("node:crypto")
  for (const [path, now] of touched) {
    const digest = createHash("sha256").update(fs.readFileSync(join(root, path))).digest("hex")
    if (build === undefined || build.sources[path] === undefined || build.sources[path][1] !== `sha256-${digest}`) return false
    stats[path][1] = now.mtimeMs
  }
  try {
    fs.writeFileSync(join(dist, "stat.json"), JSON.stringify(stats))
  } catch {
    // A read-only checkout hashes the touched files again next time.
  }
  return true
}

const start = async () => {
  if (inCheckout && !isFresh()) return import("../cli/main.ts")
  if (!fs.existsSync(join(dist, "main.js"))) {
    process.stderr.write(`${dist} has no program. Run \`npm run build\`, or install the package again\n`)
    process.exit(2)
  }
  try {
    module.enableCompileCache(join(dist, ".compile-cache"))
  } catch {
    // A folder that cannot be written to costs 30 ms, not the run.
  }
  return import("../../dist/main.js")
}

if (isOldNode()) {
  const remedy = fs.existsSync(join(root, "node_modules", "node")) ? "Run it as `npx graph`, which uses the Node that `npm ci` installed" : "Install it, or run `npm ci` here and use `npx graph`"
  process.stderr.write(`SignalCraft needs Node 22.19 or newer, and this is ${process.versions.node}. ${remedy}\n`)
  process.exit(2)
}
await start()
